import { ParameterError } from "../../data/index.ts";
import type { Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkWeights } from "../sample-weight.ts";
import { checkNumbers, checkSameLength } from "./checked-labels.ts";
import { weighedMean } from "./weighed-mean.ts";

/**
 * The mean Poisson deviance, scikit-learn's `mean_poisson_deviance`: 2 (y ln(y / ŷ) − y + ŷ), which is 0 where ŷ = y. For counts and
 * rates, whose variance grows with their mean.
 * @throws ParameterError for true values below 0 or predicted ones that are not above 0
 */
export function meanPoissonDeviance(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const truth = checkNumbers(yTrue, "yTrue");
  const predicted = checkNumbers(yPredicted, "yPredicted");
  checkSameLength(truth.length, predicted.length);
  const negative = truth.findIndex((value) => value < 0);
  if (negative >= 0)
    throw new ParameterError(`Row ${negative} of yTrue is ${truth[negative]}. Counts are not below 0.`);
  const none = predicted.findIndex((value) => value <= 0);
  if (none >= 0) throw new ParameterError(`Row ${none} of yPredicted is ${predicted[none]}. A mean count is above 0.`);
  const deviances = truth.map((value, row) => poissonDeviance(value, predicted[row]!));
  return weighedMean(deviances, checkWeights(options.sampleWeight, truth.length));
}

/** 2 (y ln(y / μ) − y + μ) */
export function poissonDeviance(count: number, mean: number): number {
  return 2 * ((count === 0 ? 0 : count * Math.log(count / mean)) - count + mean);
}
