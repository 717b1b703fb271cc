import { Column, ParameterError, takeLabels, toLabels, uniqueLabels } from "../../data/index.ts";
import type { Label, Labels, MatrixLike } from "../../data/index.ts";
import { checkWeights, countingRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";

/** Scores or probabilities of the positive class: numbers, or what `predictProba` gives for two classes. */
export type Scores = ArrayLike<number> | Column | MatrixLike;

/** True and predicted labels, of the same number. @throws ParameterError */
export function checkLabels(yTrue: Labels, yPredicted: Labels): { truth: Label[]; predicted: Label[] } {
  const truth = toLabels(yTrue, "yTrue");
  const predicted = toLabels(yPredicted, "yPredicted");
  checkSameLength(truth.length, predicted.length);
  return { truth, predicted };
}

/** The two classes; `positive` is the one asked for, else the larger (1, true, "Yes" after "No"). @throws ParameterError */
export function checkBinary(yTrue: Labels, positive?: Label): { isPositive: boolean[]; positive: Label } {
  const truth = toLabels(yTrue, "yTrue");
  const classes = uniqueLabels(truth);
  if (classes.length !== 2) {
    throw new ParameterError(
      `This metric compares two classes, but yTrue has ${classes.length}: ${classes.slice(0, 10).join(", ")}.`,
    );
  }
  const chosen = positive ?? classes[1]!;
  if (!classes.includes(chosen)) {
    throw new ParameterError(`positive is ${JSON.stringify(chosen)}, but the classes are ${classes.join(" and ")}.`);
  }
  return { isPositive: truth.map((label) => label === chosen), positive: chosen };
}

/** Rows of two classes with their scores. */
export interface ScoredRows {
  readonly isPositive: boolean[];
  readonly positive: Label;
  readonly values: Float64Array;
  /** `undefined` when all rows count alike. */
  readonly weights: Float64Array | undefined;
}

/** True classes and scores of the rows that count. @throws ParameterError */
export function checkScored(
  yTrue: Labels,
  scores: Scores,
  options: { positive?: Label | undefined } & WeightOptions,
): ScoredRows {
  const values = checkScores(scores, yTrue.length);
  const weights = checkWeights(options.sampleWeight, yTrue.length);
  if (!weights?.includes(0)) return { ...checkBinary(yTrue, options.positive), values, weights };
  const kept = countingRows(weights);
  return {
    ...checkBinary(takeLabels(yTrue, kept), options.positive),
    values: Float64Array.from(kept, (row) => values[row]!),
    weights: Float64Array.from(kept, (row) => weights[row]!),
  };
}

/** The scores as finite numbers, one for each of `rows`. @throws ParameterError */
export function checkScores(scores: Scores, rows: number): Float64Array {
  const values = scoreValues(scores);
  checkSameLength(rows, values.length);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new ParameterError(`The score of row ${bad} is ${values[bad]}, not a finite number.`);
  return values;
}

/** Numbers of a regression target or its prediction. @throws ParameterError */
export function checkNumbers(values: Labels, name: string): number[] {
  return toLabels(values, name).map((value, row) => {
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new ParameterError(`${name} must hold finite numbers; row ${row} is ${JSON.stringify(value)}.`);
    }
    return value;
  });
}

export function checkSameLength(rows: number, others: number): void {
  if (rows !== others) throw new ParameterError(`There are ${rows} true values, but ${others} predictions.`);
  if (rows === 0) throw new ParameterError("There are no values to compare.");
}

function scoreValues(scores: Scores): Float64Array {
  if (scores instanceof Column) return scores.toNumbers();
  if (!("rows" in scores)) return Float64Array.from(scores);
  const { data, rows, columns } = scores;
  if (columns > 2) throw new ParameterError(`Scores of two classes are needed, but the matrix has ${columns} columns.`);
  return Float64Array.from({ length: rows }, (_, row) => data[row * columns + columns - 1]!);
}
