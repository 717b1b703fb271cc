import { createRandom } from "ulm/compute";
import { Matrix } from "ulm/data";
import { describe, expect, it } from "vitest";
import { columnSpreads } from "../../../../ulm/learn/moments/column-spreads.ts";

describe("columnSpreads", () => {
  it("keeps all digits of columns far from zero, and finds nothing in a constant one", async () => {
    const random = createRandom(4);
    const rows = Array.from({ length: 70_001 }, (_, row) => [1e9 + Math.round(10 * random.normal()), row, 0.1]);
    const { mean, variance } = await columnSpreads(Matrix.fromRows(rows), "test");
    const exactMean = rows.reduce((sum, row) => sum + row[0]! - 1e9, 0) / rows.length;
    const exact = rows.reduce((sum, row) => sum + (row[0]! - 1e9 - exactMean) ** 2, 0) / rows.length;
    expect(mean[0]).toBeCloseTo(1e9 + exactMean, 6);
    expect(Math.abs(variance[0]! / exact - 1)).toBeLessThan(1e-12);
    expect(mean[1]).toBe(35_000);
    // (n² − 1) / 12, of the whole numbers.
    expect(Math.abs(variance[1]! / ((70_001 ** 2 - 1) / 12) - 1)).toBeLessThan(1e-12);
    expect([mean[2], variance[2]]).toEqual([0.1, 0]);
  });

  it("refuses what is not finite, and names it", async () => {
    const values = Array.from({ length: 3000 }, (_, row) => [row, row === 2999 ? -Infinity : 1]);
    const names = ["a", "b"];
    await expect(columnSpreads(Matrix.fromRows(values, names), "Model")).rejects.toThrow(/"b".*2999/s);
  });
});
