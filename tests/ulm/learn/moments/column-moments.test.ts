import { createRandom } from "ulm/compute";
import { Matrix } from "ulm/data";
import { describe, expect, it } from "vitest";
import { columnMoments } from "../../../../ulm/learn/moments/column-moments.ts";

const rows = 3000;

/** Two passes over whole numbers, which lose nothing. */
function exactMoments(columns: readonly (readonly number[])[]): { mean: number[]; scatter: number[][] } {
  const mean = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / rows);
  const scatter = columns.map((left, upper) =>
    columns.map((right, lower) =>
      left.reduce((sum, value, row) => sum + (value - mean[upper]!) * (right[row]! - mean[lower]!), 0),
    ),
  );
  return { mean, scatter };
}

async function expectMoments(columns: readonly (readonly number[])[], tolerance: number): Promise<void> {
  const targets = columns.at(-1)!;
  const matrix = Matrix.fromRows(targets.map((_, row) => columns.slice(0, -1).map((values) => values[row]!)));
  const expected = exactMoments(columns);
  const moments = await columnMoments({ matrix, targets: Float64Array.from(targets) }, "test");
  expect(moments.rows).toBe(rows);
  expected.mean.forEach((value, index) => expect(moments.mean[index]).toBeCloseTo(value, 8));
  for (let upper = 0; upper < columns.length; upper++) {
    for (let lower = 0; lower <= upper; lower++) {
      const size = Math.sqrt(expected.scatter[upper]![upper]! * expected.scatter[lower]![lower]!);
      const difference = moments.scatter[upper * columns.length + lower]! - expected.scatter[upper]![lower]!;
      expect(Math.abs(difference)).toBeLessThanOrEqual(tolerance * size);
    }
  }
}

describe("columnMoments", () => {
  it("keeps all digits of columns far from zero, of trends, and of columns whose first rows mislead", async () => {
    const random = createRandom(3);
    const noise = (scale: number) => Math.round(scale * random.normal());
    await expectMoments(
      [
        Array.from({ length: rows }, () => 1e9 + noise(10)),
        Array.from({ length: rows }, (_, row) => row),
        // The rows from which the first centre is taken are all far away.
        Array.from({ length: rows }, (_, row) => (isSampled(row) ? 1e7 : 0) + noise(10)),
        Array.from({ length: rows }, (_, row) => -5e6 + 3 * row + noise(100)),
      ],
      1e-12,
    );
  });

  it("finds nothing at all in a constant column", async () => {
    const matrix = Matrix.fromRows(Array.from({ length: rows }, (_, row) => [0.1, row]));
    const { mean, scatter } = await columnMoments({ matrix }, "test");
    expect(mean[0]).toBe(0.1);
    expect([scatter[0], scatter[2]]).toEqual([0, 0]);
  });

  it("counts a row of weight 3 like three such rows, and one of weight 0 like none", async () => {
    const random = createRandom(5);
    const values = Array.from({ length: rows }, () => [random.normal(), 50 + random.normal()]);
    const weights = Float64Array.from(values, (_, row) => [1, 3, 0][row % 3]!);
    const repeated = values.flatMap((row, index) => Array.from({ length: weights[index]! }, () => row));
    const targetsOf = (some: readonly number[][]) => Float64Array.from(some, ([a, b]) => a! * b!);
    const weighed = { matrix: Matrix.fromRows(values), targets: targetsOf(values), weights };
    const actual = await columnMoments(weighed, "test");
    const expected = await columnMoments({ matrix: Matrix.fromRows(repeated), targets: targetsOf(repeated) }, "test");
    expect(actual.rows).toBeCloseTo(expected.rows, 8);
    for (const name of ["mean", "scatter"] as const) {
      actual[name].forEach((value, index) => {
        expect(Math.abs(value - expected[name][index]!)).toBeLessThan(1e-11 * Math.abs(expected.scatter.at(-1)!));
      });
    }
  });

  it("refuses what is not finite, and names it", async () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const values = Array.from({ length: rows }, (_, row) => [row, row === 2999 ? bad : 1]);
      await expect(columnMoments({ matrix: Matrix.fromRows(values, ["a", "b"]) }, "PCA")).rejects.toThrow(/"b".*2999/s);
    }
  });
});

function isSampled(row: number): boolean {
  return Array.from({ length: 16 }, (_, index) => Math.floor((index * rows) / 16)).includes(row);
}
