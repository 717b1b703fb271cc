import { addBlocks, tileRows } from "../../compute/index.ts";
import type { ConvexObjective, Kernels } from "../../compute/index.ts";
import type { Design } from "../linear/design.ts";
import { softmaxCurvatures, softmaxRows } from "./softmax-rows.ts";

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
  private readonly kernels: Kernels;
  private readonly design: Design;
  private readonly classCount: number;
  private readonly targets: Float64Array;
  private readonly weights: Float64Array;
  private readonly penalty: Float64Array;
  private readonly fillsUp: boolean;
  /** Lists of rows, one for each class: predictors first, then probabilities. */
  private readonly probabilities: Float64Array;
  private readonly residuals: Float64Array;
  private readonly curvatures: Float64Array;
  /** Loss and wrong rows of each block. */
  private readonly totals: Float64Array;
  /** The point that probabilities and residuals belong to. */
  private point: Float64Array | undefined;
  private wrong = 0;

  /**
   * @param penalty for each column of the design; points hold the coefficients of class 0, then of class 1, …
   * @param fillsUp whether the Hessian is filled up for all columns, or for the intercept only
   */
  constructor(
    kernels: Kernels,
    design: Design,
    codes: Int32Array,
    classCount: number,
    weights: Float64Array,
    penalty: Float64Array,
    fillsUp: boolean,
  ) {
    this.size = design.width * classCount;
    this.kernels = kernels;
    this.design = design;
    this.classCount = classCount;
    this.targets = design.vector(codes);
    this.weights = design.vector(weights);
    this.penalty = penalty;
    this.fillsUp = fillsUp;
    this.probabilities = kernels.float64(classCount * design.paddedRows);
    this.residuals = kernels.float64(classCount * design.paddedRows);
    this.curvatures = design.vector();
    this.totals = kernels.float64(2 * design.blocks);
  }

  async value(point: Float64Array): Promise<number> {
    const { kernels, design, classCount, penalty, probabilities } = this;
    const { width, paddedRows } = design;
    for (let k = 0; k < classCount; k++) {
      await design.multiply(point.subarray(k * width, (k + 1) * width), this.ofClass(probabilities, k));
    }
    const block = design.blockTiles * tileRows;
    await kernels.run(
      softmaxRows,
      [probabilities, this.targets, this.weights, this.residuals, this.totals, classCount, paddedRows, block],
      { items: paddedRows, block },
    );
    const [loss, wrong] = addBlocks(this.totals, 2);
    this.wrong = wrong!;
    this.point = point.slice();
    return point.reduce((total, coordinate, index) => total + 0.5 * penalty[index % width]! * coordinate ** 2, loss!);
  }

  async gradient(point: Float64Array): Promise<Float64Array> {
    await this.visit(point);
    const { design, classCount, penalty } = this;
    const { width } = design;
    const gradient = point.map((coordinate, index) => penalty[index % width]! * coordinate);
    for (let k = 0; k < classCount; k++) {
      const sums = await design.sum(this.ofClass(this.residuals, k));
      for (let i = 0; i < width; i++) gradient[k * width + i]! += sums[i]!;
    }
    return gradient;
  }

  async hessian(point: Float64Array): Promise<Float64Array> {
    await this.visit(point);
    const hessian = this.startingHessian();
    for (let k = 0; k < this.classCount; k++) {
      for (let l = 0; l <= k; l++) await this.addCurvature(hessian, k, l);
    }
    return hessian;
  }

  /** Without a penalty and with every row most probable in its own class there is no minimum. */
  async isUnbounded(point: Float64Array): Promise<boolean> {
    await this.visit(point);
    return this.wrong === 0;
  }

  private async visit(point: Float64Array): Promise<void> {
    if (this.point?.every((coordinate, index) => coordinate === point[index]) !== true) await this.value(point);
  }

  /** The part of the Hessian that belongs to two classes. */
  private async addCurvature(hessian: Float64Array, k: number, l: number): Promise<void> {
    const { kernels, design, probabilities, curvatures, size } = this;
    const { width, paddedRows } = design;
    const pair = [this.ofClass(probabilities, k), this.ofClass(probabilities, l)] as const;
    const block = design.blockTiles * tileRows;
    const work = { items: paddedRows, block };
    await kernels.run(softmaxCurvatures, [...pair, this.weights, curvatures, Number(k === l)], work);
    const products = await design.cross(curvatures);
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) {
        hessian[(k * width + i) * size + l * width + j]! += products[i * width + j]!;
        if (l < k) hessian[(l * width + j) * size + k * width + i]! += products[i * width + j]!;
      }
    }
  }

  /**
   * The penalty, and ones over all pairs of classes: a multiple of the direction that changes no probability. A penalty alone would do in
   * theory, but beside a column of large numbers it is less than rounding.
   */
  private startingHessian(): Float64Array {
    const { size, classCount, penalty } = this;
    const { width, rows } = this.design;
    const hessian = new Float64Array(size * size);
    for (let i = 0; i < width; i++) {
      for (let k = 0; k < classCount; k++) {
        hessian[(k * width + i) * size + k * width + i] = penalty[i]!;
        if (!(this.fillsUp || i === this.design.scale.length)) continue;
        for (let l = 0; l < classCount; l++) {
          hessian[(k * width + i) * size + l * width + i]! += rows / classCount ** 2;
        }
      }
    }
    return hessian;
  }

  private ofClass(lists: Float64Array, k: number): Float64Array {
    const { paddedRows } = this.design;
    return lists.subarray(k * paddedRows, (k + 1) * paddedRows);
  }
}
