import { createRandom } from "ulm/compute";
import { Matrix } from "ulm/data";
import { describe, expect, it } from "vitest";
import { fitByReflections } from "../../../../ulm/learn/linear/fit-by-reflections.ts";
import type { LeastSquaresFit } from "../../../../ulm/learn/linear/fit-least-squares.ts";
import { solveMoments } from "../../../../ulm/learn/linear/solve-moments.ts";
import { columnMoments } from "../../../../ulm/learn/moments/column-moments.ts";

/** Columns in different units, and far from zero; the last nearly depends on the others when `noise` is small. */
function problem(noise: number, error: number) {
  const random = createRandom(11);
  const rows = Array.from({ length: 500 }, () => {
    const [a, b, c] = [random.normal(), 1000 + 20 * random.normal(), 1e-3 * random.normal()];
    return [a, b, c, a + b / 20 + noise * random.normal()];
  });
  const y = Float64Array.from(rows, ([a, b, c, d]) => 5 + a! - b! / 10 + 400 * c! + d! / 2 + error * random.normal());
  return { type: "test", matrix: Matrix.fromRows(rows), y };
}

function expectSame(actual: LeastSquaresFit, expected: LeastSquaresFit): void {
  const close = (value: number, other: number) =>
    expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-10 * Math.abs(other));
  actual.coef.forEach((value, index) => close(value, expected.coef[index]!));
  actual.inverse.forEach((value, index) => close(value, expected.inverse[index]!));
  close(actual.intercept, expected.intercept);
  close(actual.totalSquares, expected.totalSquares);
}

describe("a least-squares fit from moments", () => {
  const weights = Float64Array.from({ length: 500 }, (_, row) => 0.1 + (row % 7));
  it.each([
    { fitIntercept: true, alpha: 0 },
    { fitIntercept: true, alpha: 0, weights },
    { fitIntercept: false, alpha: 2, weights },
    { fitIntercept: false, alpha: 0 },
    { fitIntercept: true, alpha: 3 },
    { fitIntercept: false, alpha: 0.1 },
  ])("agrees with reflections to ten digits: %o", async (settings) => {
    const { type, matrix, y } = problem(1, 1);
    const solved = solveMoments(await columnMoments({ matrix, targets: y, ...settings }, type), settings)!;
    const reflected = await fitByReflections({ type, matrix, y, ...settings });
    expectSame(solved, reflected);
    if (settings.alpha > 0) return;
    expect(Math.abs(solved.residualSquares / reflected.residualSquares - 1)).toBeLessThan(1e-10);
  });

  it("is given up where digits would be lost, unless a penalty saves them", async () => {
    const attempt = async (noise: number, error: number, alpha: number) => {
      const { type, matrix, y } = problem(noise, error);
      return solveMoments(await columnMoments({ matrix, targets: y }, type), { fitIntercept: true, alpha });
    };
    expect(await attempt(1e-4, 1, 0)).toBeUndefined();
    expect(await attempt(0, 1, 0)).toBeUndefined();
    expect(await attempt(1, 1e-6, 0)).toBeUndefined();
    expect(await attempt(1, 1e-6, 1)).toBeDefined();
    expect(await attempt(0, 1, 1)).toBeDefined();
  });
});
