import { createRandom } from "../compute/index.ts";
import { splitIndices } from "../data/index.ts";
import type { Matrix } from "../data/index.ts";
import { FeatureError } from "./check-features.ts";
import type { ClassTargets } from "./class-targets.ts";

export interface HoldOutOptions {
  /** The share of the rows that is held out, between 0 and 1; rounded up. */
  readonly validationFraction: number;
  readonly randomState: number;
  /** The estimator, for messages. */
  readonly type: string;
}

/** Rows to learn from, and rows to judge by. */
export interface HeldOutRows {
  readonly train: ArrayLike<number>;
  readonly test: ArrayLike<number>;
}

/**
 * The rows that early stopping judges by. Each class keeps its share in both parts; where rows are too few for that, every class still has
 * a row to learn from: a class of one row is learnt and not judged.
 * @param targets the classes; none for regressions
 * @throws FeatureError when there are too few rows to hold any out
 */
export function holdOutRows(matrix: Matrix, options: HoldOutOptions, targets?: ClassTargets): HeldOutRows {
  const { validationFraction, randomState, type } = options;
  const { rows } = matrix;
  const count = Math.ceil(validationFraction * rows);
  const counts = new Int32Array(targets?.classes.length ?? 1);
  for (let row = 0; row < rows; row++) counts[targets?.codes[row] ?? 0]!++;
  const most = rows - counts.length;
  if (count > most) {
    const needs = targets === undefined ? "some must be left" : "every class needs one";
    throw new FeatureError(
      `${type}: early stopping holds out ${count} of ${rows} rows (validationFraction ${validationFraction}), but ${needs} ` +
        `to learn from. Use more rows, a smaller validationFraction, or earlyStopping: false.`,
    );
  }
  const canStratify = counts.every((ofClass) => ofClass >= 2) && Math.min(count, rows - count) >= counts.length;
  if (targets === undefined || canStratify) {
    const stratify = targets === undefined ? {} : { stratify: targets.codes };
    return splitIndices(matrix, { testSize: count, randomState, ...stratify });
  }
  return holdOutOfFew(targets.codes, counts, count, randomState);
}

/** Rows at random, as long as another one of the class is left. */
function holdOutOfFew(codes: Int32Array, counts: Int32Array, count: number, randomState: number): HeldOutRows {
  const left = counts.slice();
  const [train, test]: [number[], number[]] = [[], []];
  for (const row of createRandom(randomState).permutation(codes.length)) {
    const code = codes[row]!;
    if (test.length < count && left[code]! > 1) {
      left[code]!--;
      test.push(row);
    } else train.push(row);
  }
  return { train, test };
}
