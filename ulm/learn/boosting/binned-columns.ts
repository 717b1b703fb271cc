import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { FeatureError } from "../check-features.ts";
import { firstEdge } from "../trees/first-edge.ts";
import { distinctValues, sortedColumns } from "../trees/sort-columns.ts";
import { firstBin, missingBin, placeInBins } from "./place-in-bins.ts";

/** How one column is cut into bins. */
export type ColumnBins =
  | {
      readonly kind: "numbers";
      /** Ascending: bin b holds what is above threshold b − 1 and at most threshold b. */
      readonly thresholds: Float64Array;
    }
  | {
      readonly kind: "categories";
      /** Ascending: bin b holds the category of this value. */
      readonly categories: Float64Array;
    };

/** Features cut into bins, one byte each: what histograms are built of. */
export interface BinnedColumns {
  readonly rows: number;
  readonly columns: number;
  /** See `firstBin`. */
  readonly bins: Uint8Array;
  readonly layout: readonly ColumnBins[];
  /** For each column whether a value is missing. */
  readonly hasMissing: Uint8Array;
}

/** How many bins the values of a column fill, the bin of missing ones not counted. */
export function binCount(column: ColumnBins): number {
  return column.kind === "numbers" ? column.thresholds.length + 1 : column.categories.length;
}

/** How columns are to be cut into bins. */
export interface BinningRules {
  /** For each row how much it counts in quantiles. */
  readonly weights: Float64Array;
  /** For each column whether its numbers stand for categories. */
  readonly categorical: readonly boolean[];
  readonly maxBins: number;
}

/**
 * Cuts each column into at most `maxBins` bins: at the midpoints between its values where there are few enough, so that nothing is lost,
 * else at quantiles, as scikit-learn's `HistGradientBoosting` does.
 * @param type the model, for messages
 * @returns bins in the memory of `kernels`
 * @throws FeatureError for more categories than bins
 */
export async function binColumns(
  kernels: Kernels,
  matrix: Matrix,
  rules: BinningRules,
  type: string,
): Promise<BinnedColumns> {
  const { rows, columns } = matrix;
  const bins = kernels.uint8(2 * Math.ceil(columns / 2) * rows);
  const weights = rules.weights.some((weight) => weight !== rules.weights[0]) ? rules.weights : undefined;
  const edges = kernels.float64(columns * missingBin);
  const edgeCounts = kernels.int32(columns);
  const hasMissing = new Uint8Array(columns);
  const layout: ColumnBins[] = [];
  for await (const { first, count, values, present } of sortedColumns(kernels, matrix)) {
    present.forEach((sorted, index) => {
      const column = first + index;
      const ofColumn = values.subarray(index * rows, (index + 1) * rows);
      const own = rules.categorical[column]
        ? categoryBins(sorted, rules.maxBins, matrix.names[column]!, type)
        : numberBins(sorted, ofColumn, rules.maxBins, weights);
      const ownEdges = own.kind === "numbers" ? own.thresholds : own.categories;
      layout.push(own);
      hasMissing[column] = Number(sorted.length < rows);
      edges.set(ownEdges, column * missingBin);
      edgeCounts[column] = ownEdges.length;
    });
    const places = [edges.subarray(first * missingBin), edgeCounts.subarray(first)] as const;
    // Two columns share their bytes: no two threads write to the same ones.
    await kernels.run(placeInBins, [values, ...places, bins.subarray(firstBin(first, rows)), missingBin, rows], {
      items: count,
      block: 2,
    });
  }
  return { rows, columns, bins, layout, hasMissing };
}

function categoryBins(sorted: Float64Array, maxBins: number, name: string, type: string): ColumnBins {
  const categories = distinctValues(sorted)!;
  if (categories.length > maxBins) {
    throw new FeatureError(
      `${type}: column "${name}" has ${categories.length} categories, but at most ${maxBins} can be told apart. ` +
        "Merge rare ones, or treat the column as numbers.",
    );
  }
  return { kind: "categories", categories };
}

/** @param weights of the rows, unless all count alike */
function numberBins(
  sorted: Float64Array,
  values: Float64Array,
  maxBins: number,
  weights: Float64Array | undefined,
): ColumnBins {
  const distinct = distinctValues(sorted, maxBins);
  if (distinct !== undefined) return { kind: "numbers", thresholds: midpoints(distinct) };
  const between =
    weights === undefined ? quantiles(sorted, maxBins) : weightedQuantiles(sorted, values, weights, maxBins);
  return { kind: "numbers", thresholds: distinctValues(between)! };
}

function midpoints(distinct: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, index) => {
    const middle = distinct[index]! / 2 + distinct[index + 1]! / 2;
    return (middle < distinct[index + 1]! ? middle : distinct[index]!) + 0;
  });
}

/**
 * The values below which 1, 2, … of `parts` parts lie; between two values their mean (NumPy's "averaged_inverted_cdf"). Places are computed
 * as NumPy does it, rounding errors included: they decide whether a place lies exactly between two values.
 */
function quantiles(sorted: Float64Array, parts: number): Float64Array {
  return Float64Array.from({ length: parts - 1 }, (_, index) => {
    const share = ((index + 1) * (100 / parts)) / 100;
    const place = sorted.length * share - 1;
    const above = sorted[Math.floor(place) + 1]!;
    if (!Number.isInteger(place)) return above + 0;
    return above - (above - sorted[place]!) * 0.5 + 0;
  });
}

/** The same where rows count differently. */
function weightedQuantiles(
  sorted: Float64Array,
  values: Float64Array,
  weights: Float64Array,
  parts: number,
): Float64Array {
  /** At the first place of each value: how much the rows up to this value weigh. */
  const reached = new Float64Array(sorted.length);
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) reached[firstEdge(value, sorted)]! += weights[row]!;
  });
  let sum = 0;
  for (let place = 0; place < reached.length; place++) reached[place] = sum += reached[place]!;
  let place = 0;
  return Float64Array.from({ length: parts - 1 }, (_, index) => {
    const wanted = ((index + 1) / parts) * sum;
    while (place < sorted.length - 1 && reached[place]! < wanted - Number.EPSILON * sum) place++;
    const own = sorted[place]!;
    if (reached[place]! - wanted > Number.EPSILON * sum) return own + 0;
    let next = place;
    while (next < sorted.length - 1 && sorted[next] === own) next++;
    return (own + sorted[next]!) / 2 + 0;
  });
}
