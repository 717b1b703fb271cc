import type { Labels } from "../../data/index.ts";
import { checkNumbers, checkSameLength } from "./checked-labels.ts";

/** The mean of squared errors. */
export function meanSquaredError(yTrue: Labels, yPredicted: Labels): number {
  return mean(errors(yTrue, yPredicted).map((error) => error * error));
}

/** The root of the mean squared error, in the units of y. */
export function rootMeanSquaredError(yTrue: Labels, yPredicted: Labels): number {
  return Math.sqrt(meanSquaredError(yTrue, yPredicted));
}

/** The mean of absolute errors, in the units of y. */
export function meanAbsoluteError(yTrue: Labels, yPredicted: Labels): number {
  return mean(errors(yTrue, yPredicted).map(Math.abs));
}

/**
 * R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: 1 is perfect, 0 no better than the mean. For a constant y it is 1 when all predictions are
 * right and 0 otherwise, as in scikit-learn.
 */
export function r2Score(yTrue: Labels, yPredicted: Labels): number {
  const truth = checkNumbers(yTrue, "yTrue");
  const centre = mean(truth);
  const total = truth.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const residual = errors(yTrue, yPredicted).reduce((sum, error) => sum + error * error, 0);
  if (total === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / total;
}

function errors(yTrue: Labels, yPredicted: Labels): number[] {
  const truth = checkNumbers(yTrue, "yTrue");
  const predicted = checkNumbers(yPredicted, "yPredicted");
  checkSameLength(truth.length, predicted.length);
  return truth.map((value, row) => value - predicted[row]!);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
