import { precisionRecallCurve as drawCurve } from "../../chart/precision-recall-curve.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualLine, display } from "../../data/index.ts";
import type { DisplayBundle, Label, Labels } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkScored, requirePositive } from "./checked-labels.ts";
import { classColumns } from "./class-columns.ts";
import { classMean, weightOf } from "./class-mean.ts";
import { multiclassMatrix } from "./score-matrix.ts";
import type { Scores } from "./score-matrix.ts";
import { thresholdCounts } from "./threshold-counts.ts";

/** Precision against recall as the threshold rises; the last point is precision 1 at recall 0, without a threshold. */
export class PrecisionRecallCurve {
  /** The share of rows at or above each threshold that are positive. */
  readonly precision: number[];
  /** The share of positives at or above each threshold. */
  readonly recall: number[];
  /** Rising, one fewer than the points. */
  readonly thresholds: number[];
  /** Σ (Rₙ − Rₙ₋₁) Pₙ. */
  readonly averagePrecision: number;
  /** The share of positives: the precision of guessing. */
  readonly prevalence: number;
  /** The class that is looked for. */
  readonly positive: Label;

  constructor(facts: Omit<PrecisionRecallCurve, "toString" | typeof display>) {
    this.precision = facts.precision;
    this.recall = facts.recall;
    this.thresholds = facts.thresholds;
    this.averagePrecision = facts.averagePrecision;
    this.prevalence = facts.prevalence;
    this.positive = facts.positive;
  }

  toString(): string {
    return `Precision and recall of ${this.positive}: average precision ${this.averagePrecision.toFixed(4)}`;
  }

  [display](): DisplayBundle {
    const chinese = `${this.positive} 的精确率与召回率：平均精确率 ${this.averagePrecision.toFixed(4)}`;
    return withChart(drawCurve(this), bilingualLine({ en: this.toString(), "zh-CN": chinese }));
  }
}

/**
 * Scikit-learn's `precision_recall_curve`.
 * @param yTrue two classes; all rows may be positive
 * @param scores one for each row, the larger the more positive; of two columns that of the positive class, or else the last
 * @param options.positive the class that scores speak for. Default the larger of the two
 * @throws UndefinedMetricError without a positive row
 * @throws ParameterError for scores that are no finite numbers, or not as many as rows
 */
export function precisionRecallCurve(
  yTrue: Labels,
  scores: Scores,
  options: { positive?: Label } & WeightOptions = {},
): PrecisionRecallCurve {
  const rows = requirePositive(checkScored(yTrue, scores, options));
  const counts = thresholdCounts(rows);
  const total = counts.truePositives.at(-1)!;
  const precision = counts.truePositives.map((found, index) => found / (found + counts.falsePositives[index]!));
  const recall = counts.truePositives.map((found) => found / total);
  const averagePrecision = recall.reduce(
    (sum, value, index) => sum + (value - (recall[index - 1] ?? 0)) * precision[index]!,
    0,
  );
  return new PrecisionRecallCurve({
    precision: [...precision.toReversed(), 1],
    recall: [...recall.toReversed(), 0],
    thresholds: counts.thresholds.toReversed(),
    averagePrecision,
    prevalence: total / (total + counts.falsePositives.at(-1)!),
    positive: rows.positive,
  });
}

/**
 * The precision averaged over the recall gained, scikit-learn's `average_precision_score`. Of several classes, each is told from all
 * others.
 * @param options.average of several classes: alike ("macro", the default) or by their rows ("weighted")
 * @param options.labels the classes of the columns. Default: their names where these are those of classes, else the classes of yTrue, ascending
 * @throws UndefinedMetricError for a class without rows
 * @throws ParameterError as `precisionRecallCurve`
 */
export function averagePrecisionScore(
  yTrue: Labels,
  scores: Scores,
  options: {
    positive?: Label | undefined;
    average?: "macro" | "weighted";
    labels?: readonly Label[];
  } & WeightOptions = {},
): number {
  const { sampleWeight } = options;
  const columns = multiclassMatrix(scores);
  if (columns !== undefined) {
    const { truth, classes, codes, column } = classColumns(yTrue, columns, options.labels);
    const isOf = classes.map((_, own) => Array.from(codes, (code) => code === own));
    const each = isOf.map(
      (isClass, index) => precisionRecallCurve(isClass, column(index), { sampleWeight }).averagePrecision,
    );
    const weights = isOf.map((isClass) => weightOf(isClass, checkWeights(sampleWeight, truth.length)));
    return classMean(each, options.average === "weighted" ? weights : undefined);
  }
  return precisionRecallCurve(yTrue, scores, options).averagePrecision;
}
