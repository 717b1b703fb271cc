import type { Labels } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkLabels } from "./checked-labels.ts";
import { weighedMean } from "./weighed-mean.ts";

/** The share of rows predicted right. */
export function accuracyScore(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const { truth, predicted } = checkLabels(yTrue, yPredicted);
  const weights = checkWeights(options.sampleWeight, truth.length);
  return weighedMean(
    truth.map((label, row) => Number(label === predicted[row])),
    weights,
  );
}
