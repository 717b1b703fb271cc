import type { Labels } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkLabels } from "./checked-labels.ts";
import { weighedMean } from "./weighed-mean.ts";

/**
 * The share of rows predicted right, or of their weight; scikit-learn's `accuracy_score`.
 * @param yTrue the class of each row
 * @param yPredicted what a model predicts, as many
 * @throws ParameterError for labels of different kinds ("1" and 1) or number, and without any
 */
export function accuracyScore(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { truth, predicted } = checkLabels(yTrue, yPredicted);
  const weights = checkWeights(options.sampleWeight, truth.length);
  return weighedMean(
    truth.map((label, row) => Number(label === predicted[row])),
    weights,
  );
}
