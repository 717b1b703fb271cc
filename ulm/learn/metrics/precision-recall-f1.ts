import { ParameterError } from "../../data/index.ts";
import type { Label, Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkBinary } from "./checked-labels.ts";
import { confusionMatrix } from "./confusion-matrix.ts";
import type { ConfusionMatrix } from "./confusion-matrix.ts";

/** Precision, recall, their harmonic mean, and the number (or weight) of true rows. A ratio without cases is 0, as in scikit-learn. */
export interface ClassScores {
  precision: number;
  recall: number;
  f1: number;
  support: number;
}

/**
 * How to get one figure from several classes: "binary" judges the positive class alone, "macro" averages the classes, "weighted"
 * averages them by their support, "micro" counts all rows together.
 */
export type Average = "binary" | "macro" | "weighted" | "micro";

export interface AverageOptions extends WeightOptions {
  /** Default "binary" for two classes; several need a choice. */
  average?: Average;
  /** The positive class of "binary". Default the larger of the two. */
  positive?: Label;
}

/** The scores of each class of a confusion matrix. */
export function scoresByClass(matrix: ConfusionMatrix): ClassScores[] {
  return matrix.labels.map((_, index) => {
    const hits = matrix.counts[index]![index]!;
    return classScores(hits, matrix.predictedCount(index), matrix.trueCount(index));
  });
}

/** The averaged scores of a confusion matrix. */
export function averageScores(matrix: ConfusionMatrix, average: "macro" | "weighted" | "micro"): ClassScores {
  const scores = scoresByClass(matrix);
  const support = scores.reduce((sum, score) => sum + score.support, 0);
  if (average === "micro") {
    const hits = matrix.counts.reduce((sum, row, index) => sum + row[index]!, 0);
    const predicted = matrix.labels.reduce((sum: number, _, index) => sum + matrix.predictedCount(index), 0);
    return classScores(hits, predicted, support);
  }
  const weights = scores.map((score) => (average === "macro" ? 1 : score.support));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (key: "precision" | "recall" | "f1") =>
    scores.reduce((sum, score, index) => sum + score[key] * weights[index]!, 0) / total;
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1"), support };
}

/** Precision, recall and F1 in one go. */
export function precisionRecallF1(yTrue: Labels, yPredicted: Labels, options: AverageOptions = {}): ClassScores {
  const { sampleWeight } = options;
  const matrix = confusionMatrix(yTrue, yPredicted, { sampleWeight });
  const average = options.average ?? "binary";
  if (average !== "binary") return averageScores(matrix, average);
  if (matrix.labels.length > 2) {
    throw new ParameterError(
      `There are ${matrix.labels.length} classes: choose average: "macro", "weighted" or "micro".`,
    );
  }
  const { positive } = checkBinary(yTrue, options.positive);
  return scoresByClass(matrix)[matrix.labels.indexOf(positive)]!;
}

/** Of the rows predicted to be of a class, the share that are: TP / (TP + FP). */
export function precisionScore(yTrue: Labels, yPredicted: Labels, options: AverageOptions = {}): number {
  return precisionRecallF1(yTrue, yPredicted, options).precision;
}

/** Of the rows of a class, the share that were found: TP / (TP + FN). */
export function recallScore(yTrue: Labels, yPredicted: Labels, options: AverageOptions = {}): number {
  return precisionRecallF1(yTrue, yPredicted, options).recall;
}

/** The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). */
export function f1Score(yTrue: Labels, yPredicted: Labels, options: AverageOptions = {}): number {
  return precisionRecallF1(yTrue, yPredicted, options).f1;
}

function classScores(hits: number, predicted: number, support: number): ClassScores {
  return {
    precision: predicted === 0 ? 0 : hits / predicted,
    recall: support === 0 ? 0 : hits / support,
    f1: predicted + support === 0 ? 0 : (2 * hits) / (predicted + support),
    support,
  };
}
