import { bootstrap } from "../../compute/index.ts";
import type { BootstrapInterval, BootstrapOptions } from "../../compute/index.ts";
import { bilingualPlain } from "../../data/bilingual-html.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import { Column, display, takeLabels, takeRows, toLabels, uniqueLabels } from "../../data/index.ts";
import type { BilingualText, DisplayBundle, Labels } from "../../data/index.ts";
import { checkSameLength } from "./checked-labels.ts";
import type { Scores } from "./score-matrix.ts";
import { withoutWarnings } from "./zero-division.ts";

/** Any metric of true values and predictions: `rocAucScore`, or `(y, p) => f1Score(y, p, { average: "macro" })`. */
export type Metric<Predicted> = (yTrue: Labels, predicted: Predicted) => number;

/** How `bootstrapMetric` resamples. */
export interface BootstrapMetricOptions extends Omit<BootstrapOptions, "groups"> {
  /** Keep the number of rows of each class, for classifications with a rare class. Default false. */
  stratify?: boolean;
}

/** A metric with its confidence interval. */
export class MetricInterval {
  /** The metric on all rows. */
  readonly estimate: number;
  /** The lower end of the interval. */
  readonly lower: number;
  /** Its upper end. */
  readonly upper: number;
  /** How sure the interval is, between 0 and 1. */
  readonly level: number;
  /** The standard deviation over the resamples. */
  readonly standardError: number;
  /** The values of the resamples, ascending. */
  readonly distribution: Float64Array;

  constructor({ estimate, lower, upper, level, standardError, distribution }: BootstrapInterval) {
    this.estimate = estimate;
    this.lower = lower;
    this.upper = upper;
    this.level = level;
    this.standardError = standardError;
    this.distribution = distribution;
  }

  toString(): string {
    const [estimate, lower, upper] = [this.estimate, this.lower, this.upper].map((value) => value.toFixed(4));
    return `${estimate} (${Math.round(this.level * 1000) / 10} %: ${lower} … ${upper})`;
  }

  [display](): DisplayBundle {
    return { "text/plain": this.toString() };
  }
}

/** How much better one model is than another on the same rows. */
export class MetricDifference extends MetricInterval {
  /** The share of resamples in which the first is better (the metric larger), ties counting half. */
  readonly shareBetter: number;

  constructor(interval: BootstrapInterval) {
    super(interval);
    const better = interval.distribution.reduce((sum, value) => sum + (value > 0 ? 1 : value === 0 ? 0.5 : 0), 0);
    this.shareBetter = better / interval.distribution.length;
  }

  /** Whether the interval leaves 0 out. */
  get isSignificant(): boolean {
    return this.lower > 0 || this.upper < 0;
  }

  override [display](): DisplayBundle {
    const verdict = this.isSignificant ? differs : mayBeChance;
    return bilingualTable(
      { en: "Difference of two models", "zh-CN": "两个模型的差异" },
      [],
      [
        [{ en: "first − second", "zh-CN": "第一个 − 第二个" }, this.toString()],
        [{ en: "first is better in", "zh-CN": "第一个更好的重抽样比例" }, `${(100 * this.shareBetter).toFixed(1)} %`],
        [{ en: "verdict", "zh-CN": "结论" }, verdict],
      ],
    );
  }

  override toString(): string {
    return `${super.toString()}; ${bilingualPlain(this.isSignificant ? differs : mayBeChance)}`;
  }
}

const differs: BilingualText = { en: "more than chance", "zh-CN": "差异超出偶然" };
const mayBeChance: BilingualText = { en: "may be chance", "zh-CN": "可能出于偶然" };

/**
 * A confidence interval for any metric: how much it would vary if other customers had been in the test rows. Call it with predictions
 * for rows that the model has not learnt from.
 * @example await bootstrapMetric(rocAucScore, yTest, model.predictProba(XTest))
 */
export async function bootstrapMetric<Predicted extends Labels | Scores>(
  metric: Metric<Predicted>,
  yTrue: Labels,
  predicted: Predicted,
  options: BootstrapMetricOptions = {},
): Promise<MetricInterval> {
  const rows = checkRows(yTrue, [predicted]);
  const statistic = (sample: Int32Array) => metric(takeLabels(yTrue, sample), takePredicted(predicted, sample));
  return new MetricInterval(await bootstrap(speakingOnce(statistic), rows, withGroups(yTrue, options)));
}

/**
 * The difference of a metric between two models on the same rows, with its interval. Because rows are drawn for both together, it
 * finds differences that two separate intervals hide.
 */
export async function bootstrapDifference<Predicted extends Labels | Scores>(
  metric: Metric<Predicted>,
  yTrue: Labels,
  first: Predicted,
  second: Predicted,
  options: BootstrapMetricOptions = {},
): Promise<MetricDifference> {
  const rows = checkRows(yTrue, [first, second]);
  const statistic = (sample: Int32Array) => {
    const truth = takeLabels(yTrue, sample);
    return metric(truth, takePredicted(first, sample)) - metric(truth, takePredicted(second, sample));
  };
  return new MetricDifference(await bootstrap(speakingOnce(statistic), rows, withGroups(yTrue, options)));
}

/** Of the first rows, which are all of them, a metric may have to warn; of the samples that is of no use. */
function speakingOnce(statistic: (sample: Int32Array) => number): (sample: Int32Array) => number {
  let isFirst = true;
  return (sample) => {
    if (!isFirst) return withoutWarnings(() => statistic(sample));
    isFirst = false;
    return statistic(sample);
  };
}

function withGroups(yTrue: Labels, { stratify = false, ...options }: BootstrapMetricOptions): BootstrapOptions {
  if (!stratify) return options;
  const labels = toLabels(yTrue, "yTrue");
  const codes = new Map(uniqueLabels(labels).map((label, code) => [label, code]));
  return { ...options, groups: labels.map((label) => codes.get(label)!) };
}

function checkRows(yTrue: Labels, predictions: readonly (Labels | Scores)[]): number {
  for (const predicted of predictions) {
    checkSameLength(yTrue.length, "rows" in predicted ? predicted.rows : predicted.length);
  }
  return yTrue.length;
}

function takePredicted<Predicted extends Labels | Scores>(predicted: Predicted, rows: Int32Array): Predicted {
  if (!(predicted instanceof Column) && "rows" in predicted) return takeRows(predicted, rows) as unknown as Predicted;
  return takeLabels(predicted as Labels, rows) as Predicted;
}
