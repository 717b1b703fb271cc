import { Column, ParameterError, takeLabels, toLabels, uniqueLabels } from "../../data/index.ts";
import type { Label, Labels } from "../../data/index.ts";
import { checkWeights, countingRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { comparableLabels } from "./label-kinds.ts";
import { columnNameOf, scoreMatrix } from "./score-matrix.ts";
import type { Scores } from "./score-matrix.ts";
import { UndefinedMetricError } from "./undefined-metric-error.ts";

/** True and predicted labels, of the same number and kind. @throws ParameterError */
export function checkLabels(yTrue: Labels, yPredicted: Labels): { truth: Label[]; predicted: Label[] } {
  const given = toLabels(yTrue, "yTrue");
  const answers = toLabels(yPredicted, "yPredicted");
  checkSameLength(given.length, answers.length);
  const [truth, predicted] = comparableLabels(
    { name: "yTrue", labels: given },
    { name: "yPredicted", labels: answers },
  );
  return { truth, predicted };
}

/** Which rows are of the positive class. */
export interface PositiveRows {
  readonly isPositive: boolean[];
  readonly positive: Label;
}

/**
 * The two classes; `positive` is the one asked for, else the larger (1, true, "Yes" after "No").
 * @throws UndefinedMetricError for rows of one class only
 * @throws ParameterError for more than two, and a positive class that is none of them
 */
export function checkBinary(yTrue: Labels, positive?: Label): PositiveRows {
  return requireBoth(checkPositive(yTrue, positive));
}

/**
 * The same of what may be rows of one class only: of these 1 and true are positive, 0, −1 and false are not, and others must be asked
 * for. @throws ParameterError
 */
export function checkPositive(yTrue: Labels, positive?: Label): PositiveRows {
  const labels = toLabels(yTrue, "yTrue");
  const chosen = positiveClass(uniqueLabels(labels), positive);
  const [truth, [own]] = comparableLabels({ name: "yTrue", labels }, { name: "positive", labels: [chosen] });
  return { isPositive: truth.map((label) => label === own), positive: chosen };
}

/** Which of one or two classes is the positive one. @throws ParameterError when that cannot be said */
export function positiveClass(classes: readonly Label[], asked?: Label): Label {
  if (classes.length > 2) {
    throw new ParameterError(
      `This metric compares two classes, but yTrue has ${classes.length}: ${classes.slice(0, 10).join(", ")}.`,
    );
  }
  if (classes.length === 2) {
    if (asked === undefined || classes.includes(asked)) return asked ?? classes[1]!;
    throw new ParameterError(`positive is ${JSON.stringify(asked)}, but the classes are ${classes.join(" and ")}.`);
  }
  if (asked !== undefined) return asked;
  const [only] = classes;
  if (only === undefined) throw new ParameterError("There are no values to compare.");
  if (typeof only === "boolean") return true;
  if (only === 0 || only === 1 || only === -1) return 1;
  throw new ParameterError(
    `All rows are of class ${JSON.stringify(only)}. Name the positive class, { positive: … }: it cannot be told from one class.`,
  );
}

/** @throws UndefinedMetricError unless there are rows of both classes */
export function requireBoth<Rows extends PositiveRows>(rows: Rows): Rows {
  const hasPositive = rows.isPositive.includes(true);
  if (hasPositive && rows.isPositive.includes(false)) return rows;
  const positive = JSON.stringify(rows.positive);
  throw new UndefinedMetricError(
    hasPositive
      ? `This metric compares two classes, but all rows of yTrue are of the positive class ${positive}.`
      : `This metric compares two classes, but no row of yTrue is of the positive class ${positive}.`,
  );
}

/** @throws UndefinedMetricError unless there are rows of the positive class */
export function requirePositive<Rows extends PositiveRows>(rows: Rows): Rows {
  if (rows.isPositive.includes(true)) return rows;
  throw new UndefinedMetricError(
    `This metric is about rows of class ${JSON.stringify(rows.positive)}, but yTrue has none.`,
  );
}

/** Rows of two classes with their scores. */
export interface ScoredRows extends PositiveRows {
  readonly values: Float64Array;
  /** `undefined` when all rows count alike. */
  readonly weights: Float64Array | undefined;
}

/** True classes, one of them at least, and scores of the rows that count. @throws ParameterError */
export function checkScored(
  yTrue: Labels,
  scores: Scores,
  options: { positive?: Label | undefined } & WeightOptions,
): ScoredRows {
  const weights = checkWeights(options.sampleWeight, yTrue.length);
  const kept = weights?.includes(0) ? countingRows(weights) : undefined;
  const rows = checkPositive(kept === undefined ? yTrue : takeLabels(yTrue, kept), options.positive);
  const values = checkScores(scores, yTrue.length, rows.positive);
  if (kept === undefined) return { ...rows, values, weights };
  return {
    ...rows,
    values: Float64Array.from(kept, (row) => values[row]!),
    weights: Float64Array.from(kept, (row) => weights![row]!),
  };
}

/**
 * The scores as finite numbers, one for each of `rows`: of two columns that of the class, or else the last.
 * @throws ParameterError
 */
export function checkScores(scores: Scores, rows: number, positive?: Label): Float64Array {
  const values = scoreValues(scores, positive);
  checkSameLength(rows, values.length);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new ParameterError(`The score of row ${bad} is ${values[bad]}, not a finite number.`);
  return values;
}

/** Numbers of a regression target or its prediction. @throws ParameterError */
export function checkNumbers(values: Labels, name: string): number[] {
  return toLabels(values, name).map((value, row) => {
    if (typeof value !== "number" || !Number.isFinite(value)) {
      const spoken = typeof value === "number" ? String(value) : JSON.stringify(value);
      throw new ParameterError(`${name} must hold finite numbers; row ${row} is ${spoken}.`);
    }
    return value;
  });
}

export function checkSameLength(rows: number, others: number): void {
  if (rows !== others) throw new ParameterError(`There are ${rows} true values, but ${others} predictions.`);
  if (rows === 0) throw new ParameterError("There are no values to compare.");
}

function scoreValues(scores: Scores, positive: Label | undefined): Float64Array {
  if (scores instanceof Column) return scores.toNumbers();
  const matrix = scoreMatrix(scores);
  if (matrix === undefined) return Float64Array.from(scores as ArrayLike<number>);
  const { data, rows, columns, names } = matrix;
  if (columns > 2) throw new ParameterError(`Scores of two classes are needed, but the matrix has ${columns} columns.`);
  const own = positive === undefined || columns < 2 ? -1 : (names?.indexOf(columnNameOf(positive)) ?? -1);
  const column = own < 0 ? columns - 1 : own;
  return Float64Array.from({ length: rows }, (_, row) => data[row * columns + column]!);
}
