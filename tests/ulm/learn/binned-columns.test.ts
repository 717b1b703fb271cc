import { withKernels } from "ulm/compute";
import { Matrix } from "ulm/data";
import { describe, expect, it } from "vitest";
import { binColumns } from "../../../ulm/learn/boosting/binned-columns.ts";
import type { BinningRules } from "../../../ulm/learn/boosting/binned-columns.ts";

/** Where one column of numbers is cut. */
function cut(values: readonly number[], rules: Partial<BinningRules>): Promise<number[]> {
  const matrix = Matrix.fromRows(values.map((value) => [value]));
  const weights = new Float64Array(values.length).fill(1);
  return withKernels("test", async (kernels) => {
    const all = { weights, categorical: [false], maxBins: 255, ...rules };
    const { layout } = await binColumns(kernels, matrix, all, "test");
    return layout[0]!.kind === "numbers" ? Array.from(layout[0].thresholds) : [];
  });
}

describe("the bins of a column", () => {
  it("are cut half-way between its values when these are few", async () => {
    expect(await cut([5, 1, 2, 2, NaN, 5], {})).toEqual([1.5, 3.5]);
  });

  it("are cut at the quantiles of scikit-learn 1.9.1, rounding errors of places included", async () => {
    // _find_binning_thresholds(np.arange(720.), 255)[16::17]: every other place of these lies between two values.
    const thresholds = await cut(
      Array.from({ length: 720 }, (_, value) => value),
      {},
    );
    expect(thresholds).toHaveLength(254);
    expect(thresholds.filter((_, index) => index % 17 === 16)).toEqual([
      47.5, 95.5, 143.5, 191.5, 240, 287.5, 335, 383.5, 431.5, 480, 527.5, 575.5, 623.5, 671,
    ]);
  });

  it("are cut where weights are reached", async () => {
    // The upper half weighs three times as much: so says _find_binning_thresholds, too.
    const values = Array.from({ length: 80 }, (_, value) => value);
    const weights = Float64Array.from(values, (value) => (value < 40 ? 1 : 3));
    expect(await cut(values, { weights, maxBins: 2 })).toEqual([53]);
    expect(await cut([...values, NaN], { weights: Float64Array.of(...weights, 100), maxBins: 4 })).toEqual([
      39.5, 53, 66,
    ]);
  });
});
