import { ParameterError, quantile } from "../../data/index.ts";
import type { Labels } from "../../data/index.ts";
import { checkWeights, countingRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkNumbers, checkSameLength } from "./checked-labels.ts";
import { weighedMean } from "./weighed-mean.ts";

/**
 * The mean of squared errors, scikit-learn's `mean_squared_error`.
 * @param yTrue finite numbers
 * @param yPredicted as many
 * @throws ParameterError for values that are no finite numbers, or not as many on both sides; so do all errors here
 */
export function meanSquaredError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { errors, weights } = checkErrors(yTrue, yPredicted, options);
  return weighedMean(
    errors.map((error) => error * error),
    weights,
  );
}

/** The root of the mean squared error, in the units of y. Scikit-learn's `root_mean_squared_error`. */
export function rootMeanSquaredError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  return Math.sqrt(meanSquaredError(yTrue, yPredicted, options));
}

/** The mean of absolute errors, in the units of y. Scikit-learn's `mean_absolute_error`. */
export function meanAbsoluteError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { errors, weights } = checkErrors(yTrue, yPredicted, options);
  return weighedMean(errors.map(Math.abs), weights);
}

/** The middle of the absolute errors: a few large ones do not move it. Scikit-learn's `median_absolute_error`. */
export function medianAbsoluteError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { errors, weights } = checkErrors(yTrue, yPredicted, options);
  const sizes = Float64Array.from(errors, Math.abs);
  return weights === undefined ? quantile(sizes.sort(), 0.5) : weighedQuantile(sizes, weights, 0.5);
}

/** The largest absolute error. Takes no weights, as scikit-learn's `max_error`. */
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

/**
 * How much smaller the mean absolute error is than that of always predicting the median: 1 is perfect, 0 no better. R² for those who count
 * absolute errors, scikit-learn's `d2_absolute_error_score`. For a constant y 1 or 0, as `r2Score`.
 */
export function d2AbsoluteErrorScore(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  return d2PinballScore(yTrue, yPredicted, { ...options, alpha: 0.5 });
}

/**
 * How much smaller the pinball loss is than that of always predicting the quantile of all rows, scikit-learn's `d2_pinball_score`.
 * @param options.alpha 0 … 1. Default 0.5
 */
export function d2PinballScore(
  yTrue: Labels,
  yPredicted: Labels,
  options: { alpha?: number } & WeightOptions = {},
): number {
  const { alpha = 0.5 } = options;
  const loss = meanPinballLoss(yTrue, yPredicted, options);
  const { truth, weights } = checkErrors(yTrue, yPredicted, options);
  const values = Float64Array.from(truth);
  const simple = weights === undefined ? quantile(values.sort(), alpha) : weighedQuantile(values, weights, alpha);
  const baseline = meanPinballLoss(
    truth,
    truth.map(() => simple),
    options,
  );
  if (baseline === 0) return loss === 0 ? 1 : 0;
  return 1 - loss / baseline;
}

/**
 * The mean squared difference of ln(1 + y): errors count by ratio, those of small values as much as those of large. Scikit-learn's
 * `mean_squared_log_error`. @throws ParameterError for values of −1 or less
 */
export function meanSquaredLogError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  return meanSquaredError(logarithms(yTrue, "yTrue"), logarithms(yPredicted, "yPredicted"), options);
}

/** The root of the mean squared logarithmic error: 0.1 is about 10 %. Scikit-learn's `root_mean_squared_log_error`. */
export function rootMeanSquaredLogError(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  return Math.sqrt(meanSquaredLogError(yTrue, yPredicted, options));
}

/**
 * The mean of |y − ŷ| / ((|y| + |ŷ|) / 2), sMAPE, from 0 to 2: true values of 0 do not make it absurd (S. Makridakis, "Accuracy measures: theoretical and
 * practical concerns", International Journal of Forecasting 9, 1993). Where both are 0 there is no error.
 */
export function symmetricMeanAbsolutePercentageError(
  yTrue: Labels,
  yPredicted: Labels,
  options: WeightOptions = {},
): number {
  const { truth, errors, weights } = checkErrors(yTrue, yPredicted, options);
  const shares = errors.map((error, row) => {
    const size = (Math.abs(truth[row]!) + Math.abs(truth[row]! - error)) / 2;
    return size === 0 ? 0 : Math.abs(error) / size;
  });
  return weighedMean(shares, weights);
}

/**
 * The sum of absolute errors as a share of the sum of true values, WAPE (MAD/mean): as `meanAbsolutePercentageError`, but large values count for what they
 * are and single zeros do no harm (S. Kolassa and W. Schütz, "Advantages of the MAD/Mean ratio over the MAPE", Foresight 6, 2007).
 * @throws ParameterError when all true values are 0
 */
export function weightedAbsolutePercentageError(
  yTrue: Labels,
  yPredicted: Labels,
  options: WeightOptions = {},
): number {
  const { truth, errors, weights } = checkErrors(yTrue, yPredicted, options);
  const size = weighedMean(truth.map(Math.abs), weights);
  if (size === 0) throw new ParameterError("All values of yTrue are 0: errors are no share of them.");
  return weighedMean(errors.map(Math.abs), weights) / size;
}

function logarithms(values: Labels, name: string): number[] {
  return checkNumbers(values, name).map((value, row) => {
    if (value > -1) return Math.log1p(value);
    throw new ParameterError(`Row ${row} of ${name} is ${value}: ln(1 + y) needs values above −1.`);
  });
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

/** The value at which this share of the weight is reached; when it is reached exactly, the mean of this value and the next. */
function weighedQuantile(values: Float64Array, weights: Float64Array, share: number): number {
  const order = countingRows(weights).sort((a, b) => values[a]! - values[b]!);
  const wanted = order.reduce((sum, row) => sum + weights[row]!, 0) * share;
  let reached = 0;
  const place = order.findIndex((row) => (reached += weights[row]!) >= wanted);
  if (place < 0) return values[order.at(-1)!]!;
  const own = values[order[place]!]!;
  return reached === wanted ? (own + (values[order[place + 1]!] ?? own)) / 2 : own;
}
