import { calibrationCurve as drawCurve } from "../../chart/calibration-curve.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualTable, display, ParameterError, quantile } from "../../data/index.ts";
import type { DisplayBundle, Label, Labels } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkPositive } from "./checked-labels.ts";
import { checkProbabilities } from "./probabilities.ts";
import type { Scores } from "./score-matrix.ts";

/** Whether what is predicted with 70 % comes true in 70 % of cases. Empty bins are left out. */
export class CalibrationCurve {
  /** The mean predicted probability of each bin. */
  readonly predicted: number[];
  /** The share of positives in each bin. */
  readonly observed: number[];
  /** Rows in each bin, or what they weigh together. */
  readonly counts: number[];

  constructor(facts: Omit<CalibrationCurve, "toString" | typeof display>) {
    this.predicted = facts.predicted;
    this.observed = facts.observed;
    this.counts = facts.counts;
  }

  toString(): string {
    return `Calibration curve of ${this.predicted.length} bins`;
  }

  [display](): DisplayBundle {
    const figures = bilingualTable(
      { en: "Calibration", "zh-CN": "校准曲线" },
      [
        { en: "predicted", "zh-CN": "预测概率" },
        { en: "observed", "zh-CN": "实际比例" },
        { en: "rows", "zh-CN": "行数" },
      ],
      this.predicted.map((value, bin) => [
        value.toFixed(4),
        this.observed[bin]!.toFixed(4),
        this.counts[bin]!.toLocaleString("en"),
      ]),
    );
    return withChart(drawCurve(this), figures);
  }
}

/**
 * Scikit-learn's `calibration_curve`. Weights count within bins; the edges of "quantile" are those of the rows.
 * @param yTrue two classes, or one of them
 * @param probabilities of the positive class, 0 … 1, one for each row
 * @param options.nBins default 5
 * @param options.strategy bins of equal width ("uniform", the default) or of equal numbers of rows ("quantile")
 * @param options.positive the class that probabilities speak for. Default the larger of the two
 * @throws ParameterError for probabilities that are none or not as many as rows
 */
export function calibrationCurve(
  yTrue: Labels,
  probabilities: Scores,
  options: { nBins?: number; strategy?: "uniform" | "quantile"; positive?: Label } & WeightOptions = {},
): CalibrationCurve {
  const { nBins = 5, strategy = "uniform" } = options;
  if (!Number.isInteger(nBins) || nBins < 1)
    throw new ParameterError(`nBins must be a whole number from 1, not ${nBins}.`);
  if (strategy !== "uniform" && strategy !== "quantile")
    throw new ParameterError(`strategy must be "uniform" or "quantile", not ${JSON.stringify(strategy)}.`);
  const { isPositive, positive } = checkPositive(yTrue, options.positive);
  const values = checkProbabilities(probabilities, isPositive.length, positive);
  const weights = checkWeights(options.sampleWeight, values.length);
  const shares = Array.from({ length: nBins - 1 }, (_, index) => (index + 1) / nBins);
  const sorted = values.toSorted();
  const edges = strategy === "uniform" ? shares : shares.map((share) => quantile(sorted, share));
  const bins = Array.from({ length: nBins }, () => ({ count: 0, positives: 0, sum: 0 }));
  values.forEach((value, row) => {
    // A value on an edge belongs to the bin below it.
    const bin = bins[edges.filter((edge) => edge < value).length]!;
    const weight = weights?.[row] ?? 1;
    bin.count += weight;
    bin.sum += weight * value;
    bin.positives += weight * Number(isPositive[row]);
  });
  const filled = bins.filter(({ count }) => count > 0);
  return new CalibrationCurve({
    predicted: filled.map(({ sum, count }) => sum / count),
    observed: filled.map(({ positives, count }) => positives / count),
    counts: filled.map(({ count }) => count),
  });
}
