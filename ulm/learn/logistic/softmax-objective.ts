import type { ConvexObjective } from "../../compute/index.ts";
import type { Design } from "./design.ts";

/** Turns the predictors of one row into probabilities, in place, without overflow; returns log Σ exp. */
export function softmax(predictors: Float64Array): number {
  const largest = predictors.reduce((most, value) => Math.max(most, value), -Infinity);
  let sum = 0;
  for (let index = 0; index < predictors.length; index++) {
    predictors[index] = Math.exp(predictors[index]! - largest);
    sum += predictors[index]!;
  }
  for (let index = 0; index < predictors.length; index++) predictors[index]! /= sum;
  return largest + Math.log(sum);
}

/**
 * The negative log-likelihood of a multinomial logistic model plus ½ Σ penaltyⱼ θⱼₖ² (Hastie, Tibshirani & Friedman, "The Elements of
 * Statistical Learning", 2nd ed., section 4.4). All classes have coefficients; adding the same to each changes no probability, so
 * the Hessian is filled up in that direction, which neither the gradient nor, from zero, any step enters.
 */
export class SoftmaxObjective implements ConvexObjective {
  readonly size: number;
  private readonly design: Design;
  private readonly codes: Int32Array;
  private readonly classCount: number;
  private readonly weights: Float64Array;
  private readonly penalty: Float64Array;

  /** @param penalty for each column of the design; points hold the coefficients of class 0, then of class 1, … */
  constructor(design: Design, codes: Int32Array, classCount: number, weights: Float64Array, penalty: Float64Array) {
    this.size = design.width * classCount;
    this.design = design;
    this.codes = codes;
    this.classCount = classCount;
    this.weights = weights;
    this.penalty = penalty;
  }

  value(point: Float64Array): number {
    const { codes, weights, penalty } = this;
    const probabilities = new Float64Array(this.classCount);
    let sum = 0;
    for (let row = 0; row < codes.length; row++) {
      this.predictors(point, row, probabilities);
      const own = probabilities[codes[row]!]!;
      sum += weights[row]! * (softmax(probabilities) - own);
    }
    return point.reduce(
      (total, coordinate, index) => total + 0.5 * penalty[index % penalty.length]! * coordinate ** 2,
      sum,
    );
  }

  derivatives(point: Float64Array): { gradient: Float64Array; hessian: Float64Array } {
    const { size, classCount, codes, weights, penalty } = this;
    const { values, width } = this.design;
    const gradient = point.map((coordinate, index) => penalty[index % width]! * coordinate);
    const hessian = this.startingHessian();
    const probabilities = new Float64Array(classCount);
    for (let row = 0; row < codes.length; row++) {
      this.predictors(point, row, probabilities);
      softmax(probabilities);
      const features = values.subarray(row * width, (row + 1) * width);
      for (let k = 0; k < classCount; k++) {
        const residual = weights[row]! * (probabilities[k]! - Number(codes[row] === k));
        for (let i = 0; i < width; i++) gradient[k * width + i]! += residual * features[i]!;
        for (let l = 0; l <= k; l++) {
          const curvature = weights[row]! * probabilities[k]! * (Number(k === l) - probabilities[l]!);
          addOuterProduct(hessian, size, k * width, l * width, curvature, features);
        }
      }
    }
    return { gradient, hessian };
  }

  /** Without a penalty and with every row most probable in its own class there is no maximum. */
  isUnbounded(point: Float64Array): boolean {
    if (this.penalty.some((penalty) => penalty > 0)) return false;
    const predictors = new Float64Array(this.classCount);
    return this.codes.every((code, row) => {
      this.predictors(point, row, predictors);
      return predictors.every((value, other) => other === code || value < predictors[code]!);
    });
  }

  /** The penalty, and for free columns ones over all pairs of classes: a multiple of the direction that changes nothing. */
  private startingHessian(): Float64Array {
    const { size, classCount, penalty } = this;
    const { width } = this.design;
    const hessian = new Float64Array(size * size);
    for (let i = 0; i < width; i++) {
      for (let k = 0; k < classCount; k++) {
        hessian[(k * width + i) * size + k * width + i] = penalty[i]!;
        if (penalty[i] !== 0) continue;
        for (let l = 0; l < classCount; l++) {
          hessian[(k * width + i) * size + l * width + i]! += this.codes.length / classCount ** 2;
        }
      }
    }
    return hessian;
  }

  private predictors(point: Float64Array, row: number, result: Float64Array): void {
    const { values, width } = this.design;
    for (let k = 0; k < result.length; k++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += values[row * width + i]! * point[k * width + i]!;
      result[k] = sum;
    }
  }
}

function addOuterProduct(
  hessian: Float64Array,
  size: number,
  rowStart: number,
  columnStart: number,
  factor: number,
  vector: Float64Array,
): void {
  for (let i = 0; i < vector.length; i++) {
    const weighted = factor * vector[i]!;
    const start = (rowStart + i) * size + columnStart;
    for (let j = 0; j < vector.length; j++) hessian[start + j]! += weighted * vector[j]!;
  }
}
