import type { Matrix } from "../../data/index.ts";
import { FeatureError } from "../check-features.ts";

/** The bin of missing values: histograms have 256 bins, 255 of them for values. */
export const missingBin = 255;

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
  /** Column-major. */
  readonly bins: Uint8Array;
  readonly layout: readonly ColumnBins[];
  /** For each column whether a value is missing. */
  readonly hasMissing: Uint8Array;
}

/** How many bins the values of a column fill, the bin of missing ones not counted. */
export function binCount(column: ColumnBins): number {
  return column.kind === "numbers" ? column.thresholds.length + 1 : column.categories.length;
}

/**
 * Cuts each column into at most `maxBins` bins: at the midpoints between its values where there are few enough, so that nothing is lost,
 * else at quantiles, as scikit-learn's `HistGradientBoosting` does.
 * @param weights for each row how much it counts in quantiles
 * @param categorical for each column whether its numbers stand for categories
 * @throws FeatureError for more categories than bins
 */
export function binColumns(
  matrix: Matrix,
  weights: Float64Array,
  categorical: readonly boolean[],
  maxBins: number,
  type: string,
): BinnedColumns {
  const { rows, columns } = matrix;
  const bins = new Uint8Array(rows * columns);
  const hasMissing = new Uint8Array(columns);
  const layout: ColumnBins[] = [];
  const isWeighted = weights.some((weight) => weight !== weights[0]);
  for (let column = 0; column < columns; column++) {
    const values = matrix.column(column);
    const sorted = values.slice().sort();
    const present = sorted.subarray(0, countPresent(sorted));
    hasMissing[column] = Number(present.length < rows);
    const distinct = present.filter((value, index) => value !== present[index - 1]);
    if (categorical[column] && distinct.length > maxBins) {
      throw new FeatureError(
        `${type}: column "${matrix.names[column]}" has ${distinct.length} categories, but at most ${maxBins} can be told apart. ` +
          "Merge rare ones, or treat the column as numbers.",
      );
    }
    const own: ColumnBins = categorical[column]
      ? { kind: "categories", categories: distinct }
      : {
          kind: "numbers",
          thresholds:
            distinct.length <= maxBins
              ? midpoints(distinct)
              : withoutRepetition(
                  isWeighted ? weightedQuantiles(values, weights, maxBins) : quantiles(present, maxBins),
                ),
        };
    layout.push(own);
    const edges = own.kind === "numbers" ? own.thresholds : own.categories;
    for (let row = 0; row < rows; row++) bins[column * rows + row] = binOf(values[row]!, edges);
  }
  return { rows, columns, bins, layout, hasMissing };
}

/** NaN is sorted to the end. */
function countPresent(sorted: Float64Array): number {
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1])) count--;
  return count;
}

function midpoints(distinct: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, index) => {
    const middle = distinct[index]! / 2 + distinct[index + 1]! / 2;
    return (middle < distinct[index + 1]! ? middle : distinct[index]!) + 0;
  });
}

function withoutRepetition(ascending: Float64Array): Float64Array {
  return ascending.filter((value, index) => value !== ascending[index - 1]);
}

/** The values below which 1, 2, … of `parts` parts lie; between two values their mean (NumPy's "averaged_inverted_cdf"). */
function quantiles(sorted: Float64Array, parts: number): Float64Array {
  return Float64Array.from({ length: parts - 1 }, (_, index) => {
    const product = sorted.length * (index + 1);
    const place = Math.floor(product / parts);
    if (product % parts > 0) return sorted[place]! + 0;
    return (sorted[place - 1]! + sorted[place]!) / 2 + 0;
  });
}

/** The same where rows count differently. */
function weightedQuantiles(values: Float64Array, weights: Float64Array, parts: number): Float64Array {
  const order = Array.from(values, (_, row) => row).filter((row) => !Number.isNaN(values[row]!));
  order.sort((a, b) => values[a]! - values[b]!);
  const reached = new Float64Array(order.length);
  let sum = 0;
  order.forEach((row, index) => (reached[index] = sum += weights[row]!));
  let place = 0;
  return Float64Array.from({ length: parts - 1 }, (_, index) => {
    const wanted = ((index + 1) / parts) * sum;
    while (place < order.length - 1 && reached[place]! < wanted - Number.EPSILON * sum) place++;
    const own = values[order[place]!]!;
    const isBetween = reached[place]! - wanted <= Number.EPSILON * sum;
    return (isBetween ? (own + values[order[Math.min(place + 1, order.length - 1)]!]!) / 2 : own) + 0;
  });
}

/** The first edge that reaches the value; for categories of training data this is the category itself. */
function binOf(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return missingBin;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
