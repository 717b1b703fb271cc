import type { Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { confusionMatrix } from "./confusion-matrix.ts";
import { scoresByClass } from "./precision-recall-f1.ts";

/**
 * The mean of the recalls of the classes that occur: accuracy as if all classes were equally frequent.
 * @param options.adjusted so that guessing scores 0 and perfection 1. Default false
 */
export function balancedAccuracyScore(
  yTrue: Labels,
  yPredicted: Labels,
  options: { adjusted?: boolean } & WeightOptions = {},
): number {
  const { sampleWeight } = options;
  const occurring = scoresByClass(confusionMatrix(yTrue, yPredicted, { sampleWeight })).filter(
    ({ support }) => support > 0,
  );
  const mean = occurring.reduce((sum, { recall }) => sum + recall, 0) / occurring.length;
  if (options.adjusted !== true) return mean;
  const chance = 1 / occurring.length;
  return (mean - chance) / (1 - chance);
}
