import { ParameterError, toLabels, uniqueLabels } from "../../data/index.ts";
import type { Label, Labels, MatrixLike } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkBinary, checkSameLength, checkScores } from "./checked-labels.ts";
import type { Scores } from "./checked-labels.ts";
import { weighedMean } from "./weighed-mean.ts";

/**
 * Minus the mean logarithm of the probability given to the true class. Probabilities of 0 count as 2.2e-16, as in scikit-learn.
 * @param probabilities of the positive class, or a matrix with a column for each class (`predictProba`)
 * @param options.labels the classes of the columns. Default: those of yTrue, ascending
 */
export function logLoss(
  yTrue: Labels,
  probabilities: Scores,
  options: { labels?: readonly Label[] } & WeightOptions = {},
): number {
  const weights = checkWeights(options.sampleWeight, yTrue.length);
  if ("columns" in probabilities && probabilities.columns > 1) {
    return weighedMean(multiclassLosses(yTrue, probabilities, options.labels), weights);
  }
  const { isPositive } = checkBinary(yTrue, options.labels?.[1]);
  const values = checkProbabilities(probabilities, isPositive.length);
  const losses = isPositive.map((positive, row) => -Math.log(clip(positive ? values[row]! : 1 - values[row]!)));
  return weighedMean(losses, weights);
}

/** The mean squared difference between the probability of the positive class and what came (0 or 1). */
export function brierScore(
  yTrue: Labels,
  probabilities: Scores,
  options: { positive?: Label } & WeightOptions = {},
): number {
  const { isPositive } = checkBinary(yTrue, options.positive);
  const values = checkProbabilities(probabilities, isPositive.length);
  return weighedMean(
    isPositive.map((positive, row) => (values[row]! - Number(positive)) ** 2),
    checkWeights(options.sampleWeight, isPositive.length),
  );
}

/** Scores that are probabilities. @throws ParameterError */
export function checkProbabilities(probabilities: Scores, rows: number): Float64Array {
  const values = checkScores(probabilities, rows);
  const bad = values.findIndex((value) => value < 0 || value > 1);
  if (bad >= 0) throw new ParameterError(`The probability of row ${bad} is ${values[bad]}, not between 0 and 1.`);
  return values;
}

function multiclassLosses(yTrue: Labels, probabilities: MatrixLike, asked?: readonly Label[]): number[] {
  const truth = toLabels(yTrue, "yTrue");
  checkSameLength(truth.length, probabilities.rows);
  const classes = asked ?? uniqueLabels(truth);
  if (classes.length !== probabilities.columns) {
    throw new ParameterError(
      `There are ${classes.length} classes, but probabilities of ${probabilities.columns}. Name the classes with labels.`,
    );
  }
  return truth.map((label, row) => {
    const column = classes.indexOf(label);
    if (column < 0) throw new ParameterError(`Class ${JSON.stringify(label)} has no column of probabilities.`);
    return -Math.log(clip(probabilities.data[row * probabilities.columns + column]!));
  });
}

function clip(probability: number): number {
  return Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probability));
}
