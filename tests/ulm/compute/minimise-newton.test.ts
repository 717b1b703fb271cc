import { minimiseNewton } from "ulm/compute";
import { describe, expect, it } from "vitest";

/** Σ exp(xⱼ − j) − xⱼ + (Σ xⱼ)² / 20, and how often each part of it was asked for. */
function countingObjective(size: number) {
  const asked = { values: 0, hessians: 0 };
  const objective = {
    size,
    value: async (x: Float64Array) => {
      asked.values++;
      const sum = x.reduce((total, value) => total + value, 0);
      return x.reduce((total, value, j) => total + Math.exp(value - j) - value, sum ** 2 / 20);
    },
    gradient: async (x: Float64Array) => {
      const sum = x.reduce((total, value) => total + value, 0);
      return x.map((value, j) => Math.exp(value - j) - 1 + sum / 10);
    },
    hessian: async (x: Float64Array) => {
      asked.hessians++;
      const hessian = new Float64Array(size * size).fill(0.1);
      x.forEach((value, j) => (hessian[j * (size + 1)]! += Math.exp(value - j)));
      return hessian;
    },
  };
  return { objective, asked };
}

const options = { tol: 1e-8, maxIter: 50, label: "test" };

describe("minimiseNewton", () => {
  it("ends where the gradient vanishes, with fewer Hessians than steps", async () => {
    const { objective, asked } = countingObjective(4);
    const { point, nIter, outcome } = await minimiseNewton(objective, options);
    expect(outcome).toBe("converged");
    (await objective.gradient(point)).forEach((slope) => expect(Math.abs(slope)).toBeLessThan(1e-8));
    expect(asked.hessians).toBeLessThan(nIter);
  });

  it("needs fewer steps from a start nearby, and none from the minimum", async () => {
    const { objective } = countingObjective(4);
    const fromZero = await minimiseNewton(objective, options);
    const start = fromZero.point.map((coordinate) => coordinate + 0.01);
    const fromNear = await minimiseNewton(objective, { ...options, start });
    expect(fromNear.nIter).toBeLessThan(fromZero.nIter);
    fromNear.point.forEach((coordinate, index) => expect(coordinate).toBeCloseTo(fromZero.point[index]!, 8));
    expect((await minimiseNewton(objective, { ...options, start: fromZero.point })).nIter).toBe(1);
  });

  it("says when it has not arrived", async () => {
    const { objective } = countingObjective(4);
    const { outcome, nIter } = await minimiseNewton(objective, { ...options, maxIter: 2 });
    expect([outcome, nIter]).toEqual(["iterationsExhausted", 2]);
  });
});
