import { ParameterError, quantile } from "../../data/index.ts";
import type { Labels } from "../../data/index.ts";
import { checkWeights, countingRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkNumbers, checkSameLength } from "./checked-labels.ts";
import { weighedMean } from "./weighed-mean.ts";

/** The mean of squared errors. */
export function meanSquaredError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { errors, weights } = checkErrors(yTrue, yPredicted, options);
  return weighedMean(
    errors.map((error) => error * error),
    weights,
  );
}

/** The root of the mean squared error, in the units of y. */
export function rootMeanSquaredError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  return Math.sqrt(meanSquaredError(yTrue, yPredicted, options));
}

/** The mean of absolute errors, in the units of y. */
export function meanAbsoluteError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { errors, weights } = checkErrors(yTrue, yPredicted, options);
  return weighedMean(errors.map(Math.abs), weights);
}

/** The middle of the absolute errors: a few large ones do not move it. */
export function medianAbsoluteError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { errors, weights } = checkErrors(yTrue, yPredicted, options);
  const sizes = Float64Array.from(errors, Math.abs);
  return weights === undefined ? quantile(sizes.sort(), 0.5) : weighedMedian(sizes, weights);
}

/** The largest absolute error. */
export function maxError(yTrue: Labels, yPredicted: Labels): number {
  return checkErrors(yTrue, yPredicted).errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0);
}

/**
 * The mean of absolute errors as a share of the true value: 0.1 is 10 %. True values of 0 count as 2.2e-16, as in scikit-learn, so
 * that one of them makes it absurd; use `meanAbsoluteError` then.
 */
export function meanAbsolutePercentageError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { truth, errors, weights } = checkErrors(yTrue, yPredicted, options);
  const shares = errors.map((error, row) => Math.abs(error) / Math.max(Number.EPSILON, Math.abs(truth[row]!)));
  return weighedMean(shares, weights);
}

/**
 * The mean pinball loss of predicted quantiles: what `alpha` of the values should stay below.
 * @param options.alpha 0 … 1. Default 0.5, half the mean absolute error
 */
export function meanPinballLoss(
  yTrue: Labels,
  yPredicted: Labels,
  options: { alpha?: number } & WeightOptions = {},
): number {
  const { alpha = 0.5 } = options;
  if (!(alpha >= 0 && alpha <= 1)) throw new ParameterError(`alpha must be a number from 0 to 1, not ${alpha}.`);
  const { errors, weights } = checkErrors(yTrue, yPredicted, options);
  return weighedMean(
    errors.map((error) => (error >= 0 ? alpha * error : (alpha - 1) * error)),
    weights,
  );
}

/** 1 − Var(y − ŷ) / Var(y): R² that forgives a constant offset. Of a constant y it is 1 or 0, as `r2Score`. */
export function explainedVarianceScore(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { truth, errors, weights } = checkErrors(yTrue, yPredicted, options);
  const total = variance(truth, weights);
  const residual = variance(errors, weights);
  if (total === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / total;
}

/**
 * R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: 1 is perfect, 0 no better than the mean. For a constant y it is 1 when all predictions are
 * right and 0 otherwise, as in scikit-learn.
 */
export function r2Score(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { truth, errors, weights } = checkErrors(yTrue, yPredicted, options);
  const total = variance(truth, weights);
  const residual = weighedMean(
    errors.map((error) => error * error),
    weights,
  );
  if (total === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / total;
}

interface Errors {
  readonly truth: readonly number[];
  /** True values less predicted ones. */
  readonly errors: readonly number[];
  readonly weights: Float64Array | undefined;
}

function checkErrors(yTrue: Labels, yPredicted: Labels, { sampleWeight }: WeightOptions = {}): Errors {
  const truth = checkNumbers(yTrue, "yTrue");
  const predicted = checkNumbers(yPredicted, "yPredicted");
  checkSameLength(truth.length, predicted.length);
  const errors = truth.map((value, row) => value - predicted[row]!);
  return { truth, errors, weights: checkWeights(sampleWeight, truth.length) };
}

function variance(values: readonly number[], weights: Float64Array | undefined): number {
  const centre = weighedMean(values, weights);
  return weighedMean(
    values.map((value) => (value - centre) ** 2),
    weights,
  );
}

/** The value at which half of the weight is reached; when it is reached exactly, the mean of this value and the next. */
function weighedMedian(values: Float64Array, weights: Float64Array): number {
  const order = countingRows(weights).sort((a, b) => values[a]! - values[b]!);
  const half = order.reduce((sum, row) => sum + weights[row]!, 0) / 2;
  let reached = 0;
  const place = order.findIndex((row) => (reached += weights[row]!) >= half);
  const own = values[order[place]!]!;
  return reached === half ? (own + values[order[place + 1]!]!) / 2 : own;
}
