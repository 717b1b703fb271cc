import type { Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { countsByClass, ratioOf } from "./class-scores.ts";
import { confusionMatrix } from "./confusion-matrix.ts";

/**
 * The mean of the recalls of the classes that occur: accuracy as if all classes were equally frequent, scikit-learn's
 * `balanced_accuracy_score`.
 * @param yTrue the class of each row
 * @param yPredicted what a model predicts, as many
 * @param options.adjusted so that guessing scores 0 and perfection 1; NaN of a single class. Default false
 * @throws ParameterError for labels of different kinds or number
 */
export function balancedAccuracyScore(
  yTrue: Labels,
  yPredicted: Labels,
  options: { adjusted?: boolean } & WeightOptions = {},
): number {
  const { sampleWeight } = options;
  const counts = countsByClass(confusionMatrix(yTrue, yPredicted, { sampleWeight }));
  const recalls = counts.filter(({ support }) => support > 0).map((ofClass) => ratioOf(ofClass, Infinity, NaN));
  const mean = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  if (options.adjusted !== true) return mean;
  const chance = 1 / recalls.length;
  return (mean - chance) / (1 - chance);
}
