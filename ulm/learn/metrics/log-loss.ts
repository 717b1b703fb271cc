import { ParameterError } from "../../data/index.ts";
import type { Label, Labels, MatrixLike } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkPositive } from "./checked-labels.ts";
import { classColumns } from "./class-columns.ts";
import { checkProbabilities, checkRowSums } from "./probabilities.ts";
import { multiclassMatrix, scoreMatrix } from "./score-matrix.ts";
import type { Scores } from "./score-matrix.ts";
import { weighedMean } from "./weighed-mean.ts";

/**
 * Minus the mean logarithm of the probability given to the true class, scikit-learn's `log_loss`. Probabilities of 0 count as 2.2e-16, as
 * there.
 * @param yTrue the class of each row
 * @param probabilities of the positive class, or a column for each class (`predictProba`), 0 … 1, rows with the sum 1
 * @param options.labels the classes of the columns; of one number a row the negative and the positive class. Default: the names of the
 * columns where these are those of classes, else the classes of yTrue, ascending
 * @throws ParameterError for probabilities that are none or do not fit the rows and classes
 */
export function logLoss(
  yTrue: Labels,
  probabilities: Scores,
  options: { labels?: readonly Label[] | undefined } & WeightOptions = {},
): number {
  const { labels } = options;
  const weights = checkWeights(options.sampleWeight, yTrue.length);
  const matrix = scoreMatrix(probabilities);
  if (matrix !== undefined && matrix.columns > 1) {
    return weighedMean(lossesByColumns(yTrue, matrix, labels), weights);
  }
  if (labels !== undefined && labels.length !== 2) {
    throw new ParameterError(
      `labels has ${labels.length} classes, but probabilities of one: name the negative and the positive class.`,
    );
  }
  const { isPositive, positive } = checkPositive(yTrue, labels?.[1]);
  const values = checkProbabilities(probabilities, yTrue.length, positive);
  const losses = isPositive.map((isOf, row) => lossOf(isOf ? values[row]! : 1 - values[row]!));
  return weighedMean(losses, weights);
}

/**
 * The mean squared difference between the probability of the positive class and what came (0 or 1); of several classes summed over these,
 * 0 … 2. Scikit-learn's `brier_score_loss`.
 * @param yTrue the class of each row
 * @param probabilities of the positive class, or a column for each class, 0 … 1, rows with the sum 1
 * @param options.positive of two classes the one that probabilities speak for. Default the larger; of rows of one class 1 or true
 * @param options.labels of several the classes of the columns. Default as of `logLoss`
 * @throws ParameterError for probabilities that are none or do not fit the rows and classes
 */
export function brierScore(
  yTrue: Labels,
  probabilities: Scores,
  options: { positive?: Label | undefined; labels?: readonly Label[] | undefined } & WeightOptions = {},
): number {
  const weights = checkWeights(options.sampleWeight, yTrue.length);
  const matrix = multiclassMatrix(probabilities);
  if (matrix !== undefined) return weighedMean(squaresByColumns(yTrue, matrix, options.labels), weights);
  const { isPositive, positive } = checkPositive(yTrue, options.positive);
  const values = checkProbabilities(probabilities, yTrue.length, positive);
  return weighedMean(
    isPositive.map((isOf, row) => (values[row]! - Number(isOf)) ** 2),
    weights,
  );
}

function lossesByColumns(yTrue: Labels, matrix: MatrixLike, labels: readonly Label[] | undefined): number[] {
  const { classes, codes, column } = classColumns(yTrue, matrix, labels);
  if (classes.length < 2) throw new ParameterError("Probabilities of one class only say nothing.");
  checkRowSums(matrix);
  const columns = classes.map((_, index) => column(index));
  return Array.from(codes, (own, row) => lossOf(columns[own]![row]!));
}

function squaresByColumns(yTrue: Labels, matrix: MatrixLike, labels: readonly Label[] | undefined): number[] {
  const { classes, codes, column } = classColumns(yTrue, matrix, labels);
  checkRowSums(matrix);
  const columns = classes.map((_, index) => column(index));
  return Array.from(codes, (own, row) =>
    columns.reduce((sum, values, index) => sum + (values[row]! - Number(index === own)) ** 2, 0),
  );
}

function lossOf(probability: number): number {
  return -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probability)));
}
