import type { Label, Labels } from "../../data/index.ts";
import { calibrationCurve } from "./calibration-curve.ts";
import type { Scores } from "./checked-labels.ts";

/**
 * Expected calibration error: how far predicted probabilities are from observed shares, averaged over bins by their rows (Naeini,
 * Cooper & Hauskrecht 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning"). 0 is perfect. It shrinks with fewer
 * bins: compare only what was binned alike.
 * @param options.nBins default 10
 * @param options.strategy bins of equal width ("uniform", the default) or of equal numbers of rows ("quantile")
 */
export function expectedCalibrationError(
  yTrue: Labels,
  probabilities: Scores,
  options: { nBins?: number; strategy?: "uniform" | "quantile"; positive?: Label } = {},
): number {
  const { predicted, observed, counts } = calibrationCurve(yTrue, probabilities, { nBins: 10, ...options });
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, bin) => sum + (count / rows) * Math.abs(predicted[bin]! - observed[bin]!), 0);
}
