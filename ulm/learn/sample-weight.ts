import { Column, countRows, ParameterError, takeLabels, takeRows } from "../data/index.ts";
import type { Labels, Matrix, Table } from "../data/index.ts";

/** One number for each row: a column of a table or any array. */
export type SampleWeight = Column | ArrayLike<number>;

/** The last argument of `fit`, `score` and the metrics. */
export interface WeightOptions {
  /**
   * How much each row counts, finite numbers from 0: a row of weight 2 counts as two such rows, one of weight 0 is left out. Rules that
   * count rows (`minSamplesLeaf`, folds) count each row once, as scikit-learn's do. Default: all rows count alike.
   */
  readonly sampleWeight?: SampleWeight | undefined;
}

/** Larger weights leave single precision when numbers are multiplied by them; smaller ones lose their digits. */
const mostWeight = 1e30;
const leastWeight = 1e-30;

/**
 * The weights as numbers; `undefined` when all rows count alike.
 * @param type who asks, for messages
 * @throws ParameterError unless there is a finite number from 0 for each row, none beyond 1e±30 and not 0 for all
 */
export function checkWeights(
  sampleWeight: SampleWeight | null | undefined,
  rows: number,
  type?: string,
): Float64Array | undefined {
  if (sampleWeight === undefined || sampleWeight === null) return undefined;
  const who = type === undefined ? "" : `${type}: `;
  const weights = sampleWeight instanceof Column ? sampleWeight.toNumbers() : Float64Array.from(sampleWeight);
  if (weights.length !== rows) {
    throw new ParameterError(`${who}There are ${rows} rows, but sampleWeight has ${weights.length} values.`);
  }
  const bad = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (bad >= 0) {
    throw new ParameterError(`${who}Row ${bad} of sampleWeight is ${weights[bad]}. Weights are finite numbers from 0.`);
  }
  const extreme = weights.findIndex((weight) => weight > mostWeight || (weight > 0 && weight < leastWeight));
  if (extreme >= 0) {
    throw new ParameterError(
      `${who}Row ${extreme} of sampleWeight is ${weights[extreme]}. Only their ratios matter: bring weights to the size of 1.`,
    );
  }
  if (rows > 0 && weights.every((weight) => weight === 0)) {
    throw new ParameterError(`${who}All values of sampleWeight are 0: no row counts.`);
  }
  return unlessEqual(weights);
}

/** Weights that are all 1 are none. */
function unlessEqual(weights: Float64Array): Float64Array | undefined {
  return weights.every((weight) => weight === 1) ? undefined : weights;
}

/** The rows that count, in their order, and how much. */
export interface WeighedRows<Rows extends Table | Matrix> {
  readonly X: Rows;
  readonly y: Labels;
  /** `undefined` when all count alike. */
  readonly weights: Float64Array | undefined;
  /** Which of the given rows these are; `undefined` when it is all of them. */
  readonly kept: Int32Array | undefined;
}

/** Leaves out the rows that do not count. @throws ParameterError as `checkWeights` */
export function weighedRows<Rows extends Table | Matrix>(
  X: Rows,
  y: Labels,
  { sampleWeight }: WeightOptions,
  type: string,
): WeighedRows<Rows> {
  const weights = checkWeights(sampleWeight, countRows(X), type);
  // Whoever takes the targets says what is wrong with their number.
  if (!weights?.includes(0) || y.length !== weights.length) return { X, y, weights, kept: undefined };
  const kept = countingRows(weights);
  const own = unlessEqual(weights.filter((weight) => weight > 0));
  return { X: takeRows(X, kept) as Rows, y: takeLabels(y, kept), weights: own, kept };
}

/** The numbers of the rows whose weight is not 0. */
export function countingRows(weights: Float64Array): Int32Array {
  return Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
}

/** The weights of some of the rows, as an option again. */
export function takeWeights({ sampleWeight }: WeightOptions, rows: ArrayLike<number>): WeightOptions {
  if (sampleWeight === undefined || sampleWeight === null) return {};
  return { sampleWeight: takeLabels(sampleWeight, rows) as SampleWeight };
}
