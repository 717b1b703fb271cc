import { rocCurve as drawCurve } from "../../chart/roc-curve.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualLine, display } from "../../data/index.ts";
import type { DisplayBundle, Label, Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkScored } from "./checked-labels.ts";
import type { ScoredRows, Scores } from "./checked-labels.ts";
import { isMulticlass } from "./multiclass-scores.ts";
import { multiclassRocAuc } from "./roc-auc-multiclass.ts";
import type { MulticlassAucOptions } from "./roc-auc-multiclass.ts";
import { thresholdCounts, visitThresholds } from "./threshold-counts.ts";

/** The receiver operating characteristic: what share of positives is found at the price of what share of false alarms. */
export class RocCurve {
  readonly falsePositiveRate: number[];
  readonly truePositiveRate: number[];
  /** Falling; the first is Infinity: nothing is called positive. */
  readonly thresholds: number[];
  /** The area under the curve. */
  readonly auc: number;
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
 * Points on straight lines are left out, as scikit-learn does by default; the area does not change.
 * @param options.positive the class that scores speak for. Default the larger of the two
 * @param options.dropIntermediate default true
 */
export function rocCurve(
  yTrue: Labels,
  scores: Scores,
  options: { positive?: Label; dropIntermediate?: boolean } & WeightOptions = {},
): RocCurve {
  const rows = checkScored(yTrue, scores, options);
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
 * Equals scikit-learn's `roc_auc_score`; for several classes give what `predictProba` gives, and see `MulticlassAucOptions`.
 */
export function rocAucScore(
  yTrue: Labels,
  scores: Scores,
  options: { positive?: Label } & MulticlassAucOptions & WeightOptions = {},
): number {
  if (isMulticlass(scores)) return multiclassRocAuc(yTrue, scores, options, areaOfScores);
  return areaOfScores(checkScored(yTrue, scores, options));
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
