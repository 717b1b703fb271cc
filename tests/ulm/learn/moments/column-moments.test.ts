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
  const moments = await columnMoments(matrix, Float64Array.from(targets), "test");
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
    const { mean, scatter } = await columnMoments(matrix, undefined, "test");
    expect(mean[0]).toBe(0.1);
    expect([scatter[0], scatter[2]]).toEqual([0, 0]);
  });

  it("refuses what is not finite, and names it", async () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const values = Array.from({ length: rows }, (_, row) => [row, row === 2999 ? bad : 1]);
      await expect(columnMoments(Matrix.fromRows(values, ["a", "b"]), undefined, "PCA")).rejects.toThrow(/"b".*2999/s);
    }
  });
});

function isSampled(row: number): boolean {
  return Array.from({ length: 64 }, (_, index) => Math.floor((index * rows) / 64)).includes(row);
}
