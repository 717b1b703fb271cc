import { partialDependence as drawDependence } from "../../chart/partial-dependence.ts";
import { withChart } from "../../chart/with-chart.ts";
import {
  bilingualTable,
  checkParameters,
  display,
  ParameterError,
  Table,
  toTable,
  wholeNumber,
} from "../../data/index.ts";
import type { CellValue, DisplayBundle, Features, Label, Column } from "../../data/index.ts";
import { formatCell } from "../../data/table-html.ts";
import type { Model } from "../../learn/index.ts";
import { askInPieces } from "./ask-in-pieces.ts";
import { evenlyChosen } from "./evenly-chosen.ts";
import { modelOutput } from "./model-output.ts";

export interface PartialDependenceOptions {
  /** The most values of the feature that are tried. Default 50. */
  gridResolution?: number;
  /** The ends of the grid as shares of the values, so that a few extreme ones do not stretch it. Default [0.05, 0.95]. */
  percentiles?: readonly [number, number];
  /** Keep the curve of each row as well (ICE), of at most so many rows, evenly chosen. Default 0: none. */
  individualRows?: number;
  /** The class whose probability is shown. Default the last. */
  positive?: Label;
}

/** What a model says as one feature takes different values and all others stay; `ulm.chart.partialDependence` draws it. */
export class PartialDependence {
  /** The column that takes different values. */
  readonly feature: string;
  /** What the model says, in words. */
  readonly output: { readonly en: string; readonly "zh-CN": string };
  /** The values it takes, ascending. */
  readonly grid: readonly (number | string | boolean)[];
  /** The mean over all rows at each value. */
  readonly average: readonly number[];
  /** The curves of single rows (ICE): rows × grid. */
  readonly individual: readonly (readonly number[])[];

  constructor(facts: Pick<PartialDependence, "feature" | "output" | "grid" | "average" | "individual">) {
    this.feature = facts.feature;
    this.output = facts.output;
    this.grid = facts.grid;
    this.average = facts.average;
    this.individual = facts.individual;
  }

  /** One row for each value: a column named as the feature, and `average`. */
  toTable(): Table {
    return Table.fromColumns({ [this.feature]: this.grid, average: this.average });
  }

  toString(): string {
    return `Partial dependence of ${this.output.en} on ${this.feature}, ${this.grid.length} values`;
  }

  [display](): DisplayBundle {
    const figures = bilingualTable(
      { en: "Partial dependence", "zh-CN": "部分依赖" },
      [{ en: this.feature, "zh-CN": this.feature }, this.output],
      this.grid.map((value, index) => [formatCell(value), this.average[index]!.toPrecision(4)]),
    );
    return withChart(drawDependence(this), figures);
  }
}

/**
 * Partial dependence (Friedman 2001, https://doi.org/10.1214/aos/1013203451) and individual conditional expectation (Goldstein et al.
 * 2015): every row gets every value in turn. Combinations that do not exist (a new customer with 200 orders) count too: read it with
 * care where features go together. The grid is scikit-learn's.
 * @param model fitted
 * @param X rows to average over
 * @param feature a column of numbers, text or booleans
 * @throws TableError for a column that is not there, ParameterError for one without values or of dates
 */
export async function partialDependence(
  model: Model,
  X: Features,
  feature: string,
  options: PartialDependenceOptions = {},
): Promise<PartialDependence> {
  const { gridResolution = 50, percentiles = [0.05, 0.95], individualRows = 0, positive } = options;
  const rules = { gridResolution: wholeNumber(2), individualRows: wholeNumber(0) };
  checkParameters("partialDependence", { gridResolution, individualRows }, rules);
  const table = toTable(X);
  const column = table.column(feature);
  const output = modelOutput(model, positive);
  const grid = gridOf(column, gridResolution, percentiles);
  const shown = evenlyChosen(table.rowCount, individualRows);
  const average: number[] = [];
  const individual = shown.map((): number[] => []);
  for (const [index, value] of grid.entries()) {
    const stage = { done: index, total: grid.length, label: "Partial dependence" };
    const said = await askInPieces(output, table.withColumn(feature, constantColumn(column, value)), X, stage);
    average.push(said.reduce((sum, number) => sum + number, 0) / said.length);
    shown.forEach((row, place) => individual[place]!.push(said[row]!));
  }
  const words = { en: output.name, "zh-CN": output.chineseName };
  return new PartialDependence({ feature, output: words, grid, average, individual });
}

/** The distinct values when there are few, else evenly spaced numbers between two quantiles; categories as they are. */
function gridOf(column: Column, most: number, percentiles: readonly [number, number]): (number | string | boolean)[] {
  const distinct = column.unique() as (number | string | boolean)[];
  if (distinct.length === 0) throw new ParameterError(`Column "${column.name}" has no values.`);
  if (column.type === "date") throw new ParameterError(`Column "${column.name}" holds dates: choose another.`);
  if (column.type !== "number" || distinct.length < most) return distinct;
  const sorted = column
    .toNumbers()
    .filter((value) => !Number.isNaN(value))
    .sort();
  const [low, high] = percentiles.map((share) => cunnaneQuantile(sorted, share)) as [number, number];
  if (!(low < high)) {
    throw new ParameterError(`percentiles ${percentiles.join(" and ")} of column "${column.name}" are both ${low}.`);
  }
  return Array.from({ length: most }, (_, index) => low + ((high - low) * index) / (most - 1));
}

/** Cunnane's quantile (plotting positions 0.4), which scikit-learn takes for the ends of its grids. */
function cunnaneQuantile(sorted: Float64Array, share: number): number {
  const position = sorted.length * share + 0.4 + 0.2 * share;
  const below = Math.max(1, Math.min(sorted.length - 1, Math.floor(position)));
  const weight = Math.max(0, Math.min(1, position - below));
  return (1 - weight) * sorted[below - 1]! + weight * sorted[below]!;
}

function constantColumn(column: Column, value: CellValue): Column {
  return column.withValues(new Array<CellValue>(column.length).fill(value));
}
