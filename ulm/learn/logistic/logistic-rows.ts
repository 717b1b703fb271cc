import { defineKernel } from "../../compute/index.ts";

/**
 * What each row adds to the logistic loss w · log(1 + exp(−sη)) with s = ±1, its slope and its curvature.
 * @param predictors η
 * @param targets 0 or 1
 * @param weights 0 for rows that only fill up a tile
 * @param residuals the slopes w (p − y)
 * @param curvatures w p (1 − p)
 * @param totals for each block of rows its loss, and how many rows are not on their right side
 */
export const logisticRows = defineKernel(
  "logisticRows",
  (
    predictors: Float64Array,
    targets: Float64Array,
    weights: Float64Array,
    residuals: Float64Array,
    curvatures: Float64Array,
    totals: Float64Array,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    let loss = 0;
    let wrong = 0;
    for (let row = start; row < end; row++) {
      const predictor = predictors[row]!;
      const weight = weights[row]!;
      const margin = targets[row] === 1 ? predictor : -predictor;
      const exponential = Math.exp(-Math.abs(margin));
      const share = 1 / (1 + exponential);
      loss += weight * (Math.log1p(exponential) + Math.max(0, -margin));
      wrong += Number(weight > 0 && !(margin > 0));
      residuals[row] = weight * ((predictor > 0 ? share : exponential * share) - targets[row]!);
      curvatures[row] = weight * exponential * share * share;
    }
    totals.set([loss, wrong], 2 * (start / blockRows));
  },
);
