import { ParameterError } from "../../data/index.ts";
import type { Labels } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkNumbers, checkSameLength } from "./checked-labels.ts";
import { weighedMean } from "./weighed-mean.ts";

/**
 * The mean Tweedie deviance, scikit-learn's `mean_tweedie_deviance`: 0 where ŷ = y. Powers say how the variance grows with the mean: 0 is the squared
 * error, 1 counts (Poisson), between 1 and 2 money that is often 0, as what customers spend (B. Jørgensen, "The Theory of Dispersion Models", 1997),
 * 2 amounts above 0 (gamma), 3 the inverse Gaussian.
 * @param yTrue finite numbers
 * @param yPredicted as many
 * @param options.power 0, or 1 and more. Default 0
 * @throws ParameterError for values that a power does not allow: below 0 from power 1, 0 from power 2 on, predictions of 0 or less from power 1
 */
export function meanTweedieDeviance(
  yTrue: Labels,
  yPredicted: Labels,
  options: { power?: number } & WeightOptions = {},
): number {
  const { power = 0 } = options;
  if (!(power === 0 || (power >= 1 && power < Infinity))) {
    throw new ParameterError(`power must be 0, or 1 and more, not ${power}.`);
  }
  const truth = checkNumbers(yTrue, "yTrue");
  const predicted = checkNumbers(yPredicted, "yPredicted");
  checkSameLength(truth.length, predicted.length);
  checkRange(truth, predicted, power);
  const deviances = truth.map((value, row) => tweedieDeviance(value, predicted[row]!, power));
  return weighedMean(deviances, checkWeights(options.sampleWeight, truth.length));
}

/**
 * The mean Poisson deviance, scikit-learn's `mean_poisson_deviance`: 2 (y ln(y / ŷ) − y + ŷ), which is 0 where ŷ = y. For counts and
 * rates, whose variance grows with their mean.
 * @throws ParameterError for true values below 0 or predicted ones that are not above 0
 */
export function meanPoissonDeviance(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  return meanTweedieDeviance(yTrue, yPredicted, { ...options, power: 1 });
}

/**
 * The mean gamma deviance, scikit-learn's `mean_gamma_deviance`: 2 (ln(ŷ / y) + y / ŷ − 1), which judges ratios and not differences. For amounts
 * above 0, such as orders in money.
 * @throws ParameterError for values that are not above 0
 */
export function meanGammaDeviance(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  return meanTweedieDeviance(yTrue, yPredicted, { ...options, power: 2 });
}

/** 2 (y ln(y / μ) − y + μ) */
export function poissonDeviance(count: number, mean: number): number {
  return 2 * ((count === 0 ? 0 : count * Math.log(count / mean)) - count + mean);
}

function tweedieDeviance(value: number, mean: number, power: number): number {
  if (power === 0) return (value - mean) ** 2;
  if (power === 1) return poissonDeviance(value, mean);
  if (power === 2) return 2 * (Math.log(mean / value) + value / mean - 1);
  return (
    2 *
    (Math.max(value, 0) ** (2 - power) / ((1 - power) * (2 - power)) -
      (value * mean ** (1 - power)) / (1 - power) +
      mean ** (2 - power) / (2 - power))
  );
}

function checkRange(truth: readonly number[], predicted: readonly number[], power: number): void {
  if (power === 0) return;
  const isWrong = power < 2 ? (value: number) => value < 0 : (value: number) => value <= 0;
  const wrong = truth.findIndex(isWrong);
  if (wrong >= 0) {
    const rule = power < 2 ? "Counts and amounts are not below 0" : `Of power ${power} amounts are above 0`;
    throw new ParameterError(`Row ${wrong} of yTrue is ${truth[wrong]}. ${rule}.`);
  }
  const none = predicted.findIndex((value) => value <= 0);
  if (none >= 0) throw new ParameterError(`Row ${none} of yPredicted is ${predicted[none]}. A mean is above 0.`);
}
