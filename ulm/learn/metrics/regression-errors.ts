import { ParameterError, quantile } from "../../data/index.ts";
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

/** The middle of the absolute errors: a few large ones do not move it. */
export function medianAbsoluteError(yTrue: Labels, yPredicted: Labels): number {
  return quantile(Float64Array.from(errors(yTrue, yPredicted), Math.abs).sort(), 0.5);
}

/** The largest absolute error. */
export function maxError(yTrue: Labels, yPredicted: Labels): number {
  return errors(yTrue, yPredicted).reduce((most, error) => Math.max(most, Math.abs(error)), 0);
}

/**
 * The mean of absolute errors as a share of the true value: 0.1 is 10 %. True values of 0 count as 2.2e-16, as in scikit-learn, so
 * that one of them makes it absurd; use `meanAbsoluteError` then.
 */
export function meanAbsolutePercentageError(yTrue: Labels, yPredicted: Labels): number {
  const truth = checkNumbers(yTrue, "yTrue");
  const shares = errors(yTrue, yPredicted).map((error, row) => {
    return Math.abs(error) / Math.max(Number.EPSILON, Math.abs(truth[row]!));
  });
  return mean(shares);
}

/**
 * The mean pinball loss of predicted quantiles: what `alpha` of the values should stay below.
 * @param options.alpha 0 … 1. Default 0.5, half the mean absolute error
 */
export function meanPinballLoss(yTrue: Labels, yPredicted: Labels, options: { alpha?: number } = {}): number {
  const { alpha = 0.5 } = options;
  if (!(alpha >= 0 && alpha <= 1)) throw new ParameterError(`alpha must be a number from 0 to 1, not ${alpha}.`);
  return mean(errors(yTrue, yPredicted).map((error) => (error >= 0 ? alpha * error : (alpha - 1) * error)));
}

/** 1 − Var(y − ŷ) / Var(y): R² that forgives a constant offset. Of a constant y it is 1 or 0, as `r2Score`. */
export function explainedVarianceScore(yTrue: Labels, yPredicted: Labels): number {
  const total = variance(checkNumbers(yTrue, "yTrue"));
  const residual = variance(errors(yTrue, yPredicted));
  if (total === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / total;
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

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}
