import { ParameterError } from "../../data/index.ts";
import type { Label, Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { positiveClass } from "./checked-labels.ts";
import {
  averageRatio,
  averageScores,
  checkRatios,
  classScores,
  countsByClass,
  countsOf,
  ratioOf,
} from "./class-scores.ts";
import type { ClassAverage, ClassCounts, ClassScores, ScoreName } from "./class-scores.ts";
import { confusionMatrix } from "./confusion-matrix.ts";
import type { ZeroDivisionOptions } from "./zero-division.ts";

/**
 * How to get one figure from several classes: "binary" judges the positive class alone, "macro" averages the classes, "weighted"
 * averages them by their support, "micro" counts all rows together.
 */
export type Average = "binary" | ClassAverage;

/** How the scores of classes become one. */
export interface AverageOptions extends WeightOptions, ZeroDivisionOptions {
  /** Default "binary" for two classes; several need a choice. */
  average?: Average;
  /** The positive class of "binary". Default the larger of the two; of one class only 1 or true, others must be named. */
  positive?: Label | undefined;
}

/**
 * Precision, recall and F1 in one go, scikit-learn's `precision_recall_fscore_support`.
 * @param yTrue the class of each row
 * @param yPredicted what a model predicts, as many
 * @throws ParameterError for labels of different kinds or number, and for more than two classes without `average`
 */
export function precisionRecallF1(yTrue: Labels, yPredicted: Labels, options: AverageOptions = {}): ClassScores {
  const { counts, average } = judgedClasses(yTrue, yPredicted, options);
  const ifNone = checkRatios(counts, ["precision", "recall", "f1"], options);
  return average === "binary" ? classScores(counts[0]!, ifNone) : averageScores(counts, average, ifNone);
}

/** Of the rows predicted to be of a class, the share that are: TP / (TP + FP). @throws ParameterError as `precisionRecallF1` */
export function precisionScore(yTrue: Labels, yPredicted: Labels, options: AverageOptions = {}): number {
  return averagedRatio(yTrue, yPredicted, "precision", 0, options);
}

/** Of the rows of a class, the share that were found: TP / (TP + FN). @throws ParameterError as `precisionRecallF1` */
export function recallScore(yTrue: Labels, yPredicted: Labels, options: AverageOptions = {}): number {
  return averagedRatio(yTrue, yPredicted, "recall", Infinity, options);
}

/** The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). @throws ParameterError as `precisionRecallF1` */
export function f1Score(yTrue: Labels, yPredicted: Labels, options: AverageOptions = {}): number {
  return averagedRatio(yTrue, yPredicted, "f1", 1, options);
}

/** The ratio of this β, averaged as asked. */
export function averagedRatio(
  yTrue: Labels,
  yPredicted: Labels,
  name: ScoreName,
  beta: number,
  options: AverageOptions,
): number {
  const { counts, average } = judgedClasses(yTrue, yPredicted, options);
  const ifNone = checkRatios(counts, [name], options);
  return average === "binary" ? ratioOf(counts[0]!, beta, ifNone) : averageRatio(counts, average, beta, ifNone);
}

/** The counts of the positive class of "binary", else of all classes. */
function judgedClasses(
  yTrue: Labels,
  yPredicted: Labels,
  { average = "binary", positive, sampleWeight }: AverageOptions,
): { counts: readonly ClassCounts[]; average: Average } {
  const matrix = confusionMatrix(yTrue, yPredicted, { sampleWeight });
  if (average === "macro" || average === "weighted" || average === "micro") {
    return { counts: countsByClass(matrix), average };
  }
  const classCount = matrix.labels.length;
  if (average !== "binary" || classCount > 2) {
    const why = classCount > 2 ? `There are ${classCount} classes` : `average is ${JSON.stringify(average)}`;
    throw new ParameterError(`${why}: choose average: "macro", "weighted" or "micro".`);
  }
  return { counts: [countsOf(matrix, positiveClass(matrix.labels, positive))], average };
}
