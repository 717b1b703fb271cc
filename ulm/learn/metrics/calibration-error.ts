import type { Label, Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { calibrationCurve } from "./calibration-curve.ts";
import type { Scores } from "./score-matrix.ts";

/**
 * Expected calibration error: how far predicted probabilities are from observed shares, averaged over bins by their rows (Naeini,
 * Cooper & Hauskrecht 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning"). 0 is perfect. It shrinks with fewer
 * bins: compare only what was binned alike.
 * @param yTrue two classes, or one of them
 * @param probabilities of the positive class, 0 … 1, one for each row
 * @param options.nBins default 10
 * @param options.strategy bins of equal width ("uniform", the default) or of equal numbers of rows ("quantile")
 * @throws ParameterError as `calibrationCurve`
 */
export function expectedCalibrationError(
  yTrue: Labels,
  probabilities: Scores,
  options: { nBins?: number; strategy?: "uniform" | "quantile"; positive?: Label } & WeightOptions = {},
): number {
  const { predicted, observed, counts } = calibrationCurve(yTrue, probabilities, { nBins: 10, ...options });
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, bin) => sum + (count / total) * Math.abs(predicted[bin]! - observed[bin]!), 0);
}
