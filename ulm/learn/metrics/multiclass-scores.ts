import { ParameterError, toLabels, uniqueLabels } from "../../data/index.ts";
import type { Label, Labels, MatrixLike } from "../../data/index.ts";
import { checkSameLength } from "./checked-labels.ts";
import type { Scores } from "./checked-labels.ts";

/** Scores of several classes, one column for each, beside the classes that are true. */
export interface MulticlassScores {
  readonly truth: readonly Label[];
  readonly classes: readonly Label[];
  /** The scores of one class. */
  column(index: number): Float64Array;
}

/** Whether scores are of more than two classes. */
export function isMulticlass(scores: Scores): scores is MatrixLike {
  return "rows" in scores && scores.columns > 2;
}

/** @param labels the classes of the columns. Default: those of yTrue, ascending. @throws ParameterError unless they fit */
export function checkMulticlass(yTrue: Labels, scores: MatrixLike, labels?: readonly Label[]): MulticlassScores {
  const truth = toLabels(yTrue, "yTrue");
  checkSameLength(truth.length, scores.rows);
  const classes = labels ?? uniqueLabels(truth);
  if (classes.length !== scores.columns) {
    throw new ParameterError(
      `yTrue has ${classes.length} classes, but there are scores of ${scores.columns}. Name the classes with labels.`,
    );
  }
  const strange = truth.find((label) => !classes.includes(label));
  if (strange !== undefined) throw new ParameterError(`Class ${JSON.stringify(strange)} has no column of scores.`);
  return { truth, classes, column: (index) => columnOf(scores, index) };
}

/** How many rows are of a class, or what they weigh together. */
export function weightOf(isClass: readonly boolean[], weights: Float64Array | undefined): number {
  return isClass.reduce((sum, isOf, row) => sum + (isOf ? (weights?.[row] ?? 1) : 0), 0);
}

/** The mean of one score for each class. @param weights default equal */
export function weightedMean(scores: readonly number[], weights: readonly number[] = scores.map(() => 1)): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return scores.reduce((sum, score, index) => sum + score * weights[index]!, 0) / total;
}

function columnOf({ data, rows, columns }: MatrixLike, index: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => data[row * columns + index]!);
}
