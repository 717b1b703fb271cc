import { rocCurve as drawCurve } from "../../chart/roc-curve.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualLine, display } from "../../data/index.ts";
import type { DisplayBundle, Label, Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkScored, requireBoth } from "./checked-labels.ts";
import type { ScoredRows } from "./checked-labels.ts";
import { multiclassRocAuc } from "./roc-auc-multiclass.ts";
import type { MulticlassAucOptions } from "./roc-auc-multiclass.ts";
import { multiclassMatrix } from "./score-matrix.ts";
import type { Scores } from "./score-matrix.ts";
import { thresholdCounts, visitThresholds } from "./threshold-counts.ts";

/** The receiver operating characteristic: what share of positives is found at the price of what share of false alarms. */
export class RocCurve {
  /** The share of the other rows that are called positive, at each threshold. */
  readonly falsePositiveRate: number[];
  /** The share of positives that are, at each threshold. */
  readonly truePositiveRate: number[];
  /** Falling; the first is Infinity: nothing is called positive. */
  readonly thresholds: number[];
  /** The area under the curve. */
  readonly auc: number;
  /** The class that is looked for. */
  readonly positive: Label;

  constructor(facts: Omit<RocCurve, "toString" | typeof display>) {
    this.falsePositiveRate = facts.falsePositiveRate;
    this.truePositiveRate = facts.truePositiveRate;
    this.thresholds = facts.thresholds;
    this.auc = facts.auc;
    this.positive = facts.positive;
  }

  toString(): string {
    return `ROC curve of ${this.positive}: AUC ${this.auc.toFixed(4)}`;
  }

  [display](): DisplayBundle {
    const chinese = `${this.positive} 的 ROC 曲线：AUC ${this.auc.toFixed(4)}`;
    return withChart(drawCurve(this), bilingualLine({ en: this.toString(), "zh-CN": chinese }));
  }
}

/**
 * Scikit-learn's `roc_curve`. Points on straight lines are left out, as it does by default; the area does not change.
 * @param yTrue two classes
 * @param scores one for each row, the larger the more positive; of two columns that of the positive class, or else the last
 * @param options.positive the class that scores speak for. Default the larger of the two
 * @param options.dropIntermediate default true
 * @throws UndefinedMetricError for rows of one class only
 * @throws ParameterError for scores that are no finite numbers, or not as many as rows
 */
export function rocCurve(
  yTrue: Labels,
  scores: Scores,
  options: { positive?: Label; dropIntermediate?: boolean } & WeightOptions = {},
): RocCurve {
  const rows = requireBoth(checkScored(yTrue, scores, options));
  const counts = thresholdCounts(rows);
  const found = counts.truePositives;
  const alarms = counts.falsePositives;
  const isCorner = (index: number) =>
    index === 0 ||
    index === found.length - 1 ||
    found[index + 1]! - 2 * found[index]! + found[index - 1]! !== 0 ||
    alarms[index + 1]! - 2 * alarms[index]! + alarms[index - 1]! !== 0;
  const kept = [...found.keys()].filter((index) => options.dropIntermediate === false || isCorner(index));
  return new RocCurve({
    falsePositiveRate: [0, ...kept.map((index) => alarms[index]! / alarms.at(-1)!)],
    truePositiveRate: [0, ...kept.map((index) => found[index]! / found.at(-1)!)],
    thresholds: [Infinity, ...kept.map((index) => counts.thresholds[index]!)],
    auc: areaOfScores(rows),
    positive: rows.positive,
  });
}

/**
 * The area under the ROC curve: the probability that a random positive scores higher than a random negative, ties counting half.
 * Equals scikit-learn's `roc_auc_score`; for several classes give what `predictProba` or `decisionFunction` gives, a column for each, and
 * see `MulticlassAucOptions`. Areas depend on the order of scores alone: they need not sum to 1.
 * @param yTrue the class of each row
 * @param scores one for each row, the larger the more positive; of two columns that of the positive class, or else the last
 * @param options.positive of two classes the one that scores speak for. Default the larger
 * @throws UndefinedMetricError where a class has no rows
 * @throws ParameterError for scores that are no finite numbers, or do not fit the rows or classes
 */
export function rocAucScore(
  yTrue: Labels,
  scores: Scores,
  options: { positive?: Label | undefined } & MulticlassAucOptions & WeightOptions = {},
): number {
  const columns = multiclassMatrix(scores);
  if (columns !== undefined) return multiclassRocAuc(yTrue, columns, options, areaOfScores);
  return areaOfScores(requireBoth(checkScored(yTrue, scores, options)));
}

/** Trapezoids over whole numbers, or sums of weights: the former exact until the one division. */
function areaOfScores(rows: Omit<ScoredRows, "positive">): number {
  let [doubled, found, alarms] = [0, 0, 0];
  visitThresholds(rows, (_, truePositives, falsePositives) => {
    doubled += (falsePositives - alarms) * (truePositives + found);
    [found, alarms] = [truePositives, falsePositives];
  });
  return doubled / (2 * found * alarms);
}
