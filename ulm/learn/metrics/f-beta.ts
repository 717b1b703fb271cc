import { ParameterError } from "../../data/index.ts";
import type { Labels } from "../../data/index.ts";
import { averagedRatio } from "./precision-recall-f1.ts";
import type { AverageOptions } from "./precision-recall-f1.ts";

/**
 * The harmonic mean of precision and recall in which recall counts β² times: (1 + β²) P R / (β² P + R), scikit-learn's `fbeta_score`.
 * @param beta 2 when misses cost more than false alarms, 0.5 when less
 * @throws ParameterError as `precisionRecallF1`, and for a β that is not positive and finite
 */
export function fBetaScore(yTrue: Labels, yPredicted: Labels, beta: number, options: AverageOptions = {}): number {
  if (!(beta > 0 && beta < Infinity)) throw new ParameterError(`beta must be positive and finite, not ${beta}.`);
  return averagedRatio(yTrue, yPredicted, "f1", beta, options);
}
