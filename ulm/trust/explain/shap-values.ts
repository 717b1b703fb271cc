import { shapSummary } from "../../chart/shap-summary.ts";
import { shapWaterfall } from "../../chart/shap-waterfall.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { display, Table } from "../../data/index.ts";
import type { BilingualText, CellValue, DisplayBundle } from "../../data/index.ts";

/**
 * What each feature adds to what a model says of a row: base value + Σ values = the model's output. `ulm.chart.shapSummary` and
 * `ulm.chart.shapWaterfall` draw them.
 */
export class ShapValues {
  /** What the model says, in words. */
  readonly output: BilingualText;
  /** The mean output of the background: where the sum starts. */
  readonly baseValue: number;
  /** Rows × features. */
  readonly values: readonly (readonly number[])[];
  /** The rows that are explained. */
  readonly rows: Table;

  constructor(output: BilingualText, baseValue: number, values: readonly (readonly number[])[], rows: Table) {
    this.output = output;
    this.baseValue = baseValue;
    this.values = values;
    this.rows = rows;
  }

  /** The columns, in the order of `values`. */
  get features(): string[] {
    return this.rows.columnNames;
  }

  /** The mean absolute value of each feature: how much it matters, the largest first. */
  importances(): Table {
    const means = this.features.map((feature, index) => ({
      feature,
      meanAbsolute: this.values.reduce((sum, row) => sum + Math.abs(row[index]!), 0) / this.values.length,
    }));
    return Table.fromObjects(means.sort((a, b) => b.meanAbsolute - a.meanAbsolute));
  }

  /** The features of one row with their values and what they add, the weightiest first. */
  explain(row: number): { feature: string; value: CellValue; contribution: number }[] {
    return this.features
      .map((feature, index) => ({
        feature,
        value: this.rows.column(feature).get(row),
        contribution: this.values[row]![index]!,
      }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  }

  toString(): string {
    return `SHAP values of ${this.values.length} rows and ${this.features.length} features; base value ${this.baseValue.toFixed(4)}`;
  }

  /** One row is told step by step, of several all points are shown. */
  [display](): DisplayBundle {
    const base = this.baseValue.toFixed(4);
    const table = this.importances();
    const figures = bilingualTable(
      {
        en: `SHAP, ${this.output.en}: mean absolute contribution (base value ${base})`,
        "zh-CN": `SHAP，${this.output["zh-CN"]}：平均绝对贡献（基准值 ${base}）`,
      },
      [
        { en: "feature", "zh-CN": "特征" },
        { en: "contribution", "zh-CN": "贡献" },
      ],
      table.rows().map((row) => [String(row.feature), (row.meanAbsolute as number).toFixed(4)]),
    );
    const { en, "zh-CN": zh } = this.output;
    const subtitle = { en: `${en}; base value ${base}`, "zh-CN": `${zh}；基准值 ${base}` };
    if (this.values.length === 0) return figures;
    return withChart(this.values.length === 1 ? shapWaterfall(this, 0) : shapSummary(this, { subtitle }), figures);
  }
}
