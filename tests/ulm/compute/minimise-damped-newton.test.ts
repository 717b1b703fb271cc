import { minimiseDampedNewton } from "ulm/compute";
import type { CurvedValue } from "ulm/compute";
import { describe, expect, it } from "vitest";

const options = { tol: 1e-9, maxIter: 200, longestStep: 2, farthest: 50, label: "test" };

/** (1 − x)² + 100 (y − x²)², Rosenbrock's curved valley. */
function valley([x, y]: Float64Array): CurvedValue {
  const bend = y! - x! * x!;
  return {
    value: (1 - x!) ** 2 + 100 * bend * bend,
    gradient: Float64Array.of(-2 * (1 - x!) - 400 * x! * bend, 200 * bend),
    hessian: Float64Array.of(2 - 400 * bend + 800 * x! * x!, -400 * x!, -400 * x!, 200),
  };
}

describe("minimiseDampedNewton", () => {
  it.each([[[-1.2, 1]], [[3, 40]], [[0, 5]]])(
    "follows a curved valley from %j, also where it is not convex",
    async (start) => {
      const { point, value, outcome } = await minimiseDampedNewton(valley, start, options);
      expect(outcome).toBe("converged");
      expect(point[0]).toBeCloseTo(1, 8);
      expect(point[1]).toBeCloseTo(1, 8);
      expect(value).toBeLessThan(1e-16);
    },
  );

  it("says when there is no minimum, or not enough steps", async () => {
    const falling = ([x]: Float64Array): CurvedValue => ({
      value: Math.exp(-x!),
      gradient: Float64Array.of(-Math.exp(-x!)),
      hessian: Float64Array.of(Math.exp(-x!)),
    });
    expect((await minimiseDampedNewton(falling, [0], { ...options, tol: 1e-30 })).outcome).toBe("unbounded");
    expect((await minimiseDampedNewton(valley, [-1.2, 1], { ...options, maxIter: 3 })).outcome).toBe(
      "iterationsExhausted",
    );
  });
});
