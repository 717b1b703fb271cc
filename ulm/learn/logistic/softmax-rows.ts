import { defineKernel } from "../../compute/index.ts";

/**
 * What each row adds to the multinomial loss w · (log Σ exp ηₖ − η of its class), and its slopes.
 * @param predictors η, one list of `stride` rows for each class; the probabilities afterwards
 * @param targets the number of the class
 * @param weights 0 for rows that only fill up a tile
 * @param residuals the slopes w (pₖ − [k is the class]), in lists like `predictors`
 * @param totals for each block of rows its loss, and how many rows are not most probable in their own class
 */
export const softmaxRows = defineKernel(
  "softmaxRows",
  (
    predictors: Float64Array,
    targets: Float64Array,
    weights: Float64Array,
    residuals: Float64Array,
    totals: Float64Array,
    classCount: number,
    stride: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    let loss = 0;
    let wrong = 0;
    for (let row = start; row < end; row++) {
      const weight = weights[row]!;
      const target = targets[row]!;
      let largest = -Infinity;
      for (let k = 0; k < classCount; k++) largest = Math.max(largest, predictors[k * stride + row]!);
      const margin = predictors[target * stride + row]!;
      let sum = 0;
      let rivals = 0;
      for (let k = 0; k < classCount; k++) {
        const predictor = predictors[k * stride + row]!;
        rivals += Number(predictor >= margin);
        predictors[k * stride + row] = Math.exp(predictor - largest);
        sum += predictors[k * stride + row]!;
      }
      loss += weight * (Math.log(sum) + largest - margin);
      wrong += Number(weight > 0 && rivals > 1);
      for (let k = 0; k < classCount; k++) {
        predictors[k * stride + row]! /= sum;
        residuals[k * stride + row] = weight * (predictors[k * stride + row]! - Number(k === target));
      }
    }
    totals.set([loss, wrong], 2 * (start / blockRows));
  },
);

/** The curvatures w pₖ ([k = l] − pₗ) of each row for one pair of classes. @param isSame 1 when k = l */
export const softmaxCurvatures = defineKernel(
  "softmaxCurvatures",
  (
    first: Float64Array,
    second: Float64Array,
    weights: Float64Array,
    curvatures: Float64Array,
    isSame: number,
    start: number,
    end: number,
  ) => {
    for (let row = start; row < end; row++) curvatures[row] = weights[row]! * first[row]! * (isSame - second[row]!);
  },
);
