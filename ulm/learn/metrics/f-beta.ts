import { ParameterError } from "../../data/index.ts";
import type { Labels } from "../../data/index.ts";
import { confusionMatrix } from "./confusion-matrix.ts";
import { precisionRecallF1, scoresByClass } from "./precision-recall-f1.ts";
import type { AverageOptions, ClassScores } from "./precision-recall-f1.ts";

/**
 * The harmonic mean of precision and recall in which recall counts β² times: (1 + β²) P R / (β² P + R).
 * @param beta 2 when misses cost more than false alarms, 0.5 when less
 */
export function fBetaScore(yTrue: Labels, yPredicted: Labels, beta: number, options: AverageOptions = {}): number {
  if (!(beta > 0 && beta < Infinity)) throw new ParameterError(`beta must be positive and finite, not ${beta}.`);
  const { average = "binary" } = options;
  if (average === "binary" || average === "micro") return fBeta(precisionRecallF1(yTrue, yPredicted, options), beta);
  const scores = scoresByClass(confusionMatrix(yTrue, yPredicted, { sampleWeight: options.sampleWeight }));
  const weights = scores.map(({ support }) => (average === "macro" ? 1 : support));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return scores.reduce((sum, score, index) => sum + (fBeta(score, beta) * weights[index]!) / total, 0);
}

function fBeta({ precision, recall }: ClassScores, beta: number): number {
  const below = beta ** 2 * precision + recall;
  return below === 0 ? 0 : ((1 + beta ** 2) * precision * recall) / below;
}
