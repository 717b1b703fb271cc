import { ParameterError, toLabels, uniqueLabels } from "../../data/index.ts";
import type { Label, Labels, MatrixLike } from "../../data/index.ts";
import { checkBinary, checkSameLength, checkScores } from "./checked-labels.ts";
import type { Scores } from "./checked-labels.ts";

/**
 * Minus the mean logarithm of the probability given to the true class. Probabilities of 0 count as 2.2e-16, as in scikit-learn.
 * @param probabilities of the positive class, or a matrix with a column for each class (`predictProba`)
 * @param options.labels the classes of the columns. Default: those of yTrue, ascending
 */
export function logLoss(yTrue: Labels, probabilities: Scores, options: { labels?: readonly Label[] } = {}): number {
  if ("columns" in probabilities && probabilities.columns > 1) {
    return multiclassLogLoss(yTrue, probabilities, options.labels);
  }
  const { isPositive } = checkBinary(yTrue, options.labels?.[1]);
  const values = checkProbabilities(probabilities, isPositive.length);
  const losses = isPositive.map((positive, row) => -Math.log(clip(positive ? values[row]! : 1 - values[row]!)));
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** The mean squared difference between the probability of the positive class and what came (0 or 1). */
export function brierScore(yTrue: Labels, probabilities: Scores, options: { positive?: Label } = {}): number {
  const { isPositive } = checkBinary(yTrue, options.positive);
  const values = checkProbabilities(probabilities, isPositive.length);
  return isPositive.reduce((sum, positive, row) => sum + (values[row]! - Number(positive)) ** 2, 0) / values.length;
}

/** Scores that are probabilities. @throws ParameterError */
export function checkProbabilities(probabilities: Scores, rows: number): Float64Array {
  const values = checkScores(probabilities, rows);
  const bad = values.findIndex((value) => value < 0 || value > 1);
  if (bad >= 0) throw new ParameterError(`The probability of row ${bad} is ${values[bad]}, not between 0 and 1.`);
  return values;
}

function multiclassLogLoss(yTrue: Labels, probabilities: MatrixLike, asked?: readonly Label[]): number {
  const truth = toLabels(yTrue, "yTrue");
  checkSameLength(truth.length, probabilities.rows);
  const classes = asked ?? uniqueLabels(truth);
  if (classes.length !== probabilities.columns) {
    throw new ParameterError(
      `There are ${classes.length} classes, but probabilities of ${probabilities.columns}. Name the classes with labels.`,
    );
  }
  const sum = truth.reduce((total: number, label, row) => {
    const column = classes.indexOf(label);
    if (column < 0) throw new ParameterError(`Class ${JSON.stringify(label)} has no column of probabilities.`);
    return total - Math.log(clip(probabilities.data[row * probabilities.columns + column]!));
  }, 0);
  return sum / truth.length;
}

function clip(probability: number): number {
  return Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probability));
}
