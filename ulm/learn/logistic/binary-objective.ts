import type { ConvexObjective } from "../../compute/index.ts";
import type { Design } from "./design.ts";

/** 1 / (1 + e⁻ˣ), without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const exponential = Math.exp(x);
  return exponential / (1 + exponential);
}

/**
 * The negative log-likelihood of a two-class logistic model plus ½ Σ penaltyⱼ θⱼ² (McCullagh & Nelder, "Generalized Linear Models",
 * section 4.4): Σ wᵢ log(1 + exp(−sᵢ ηᵢ)) with η = Zθ and sᵢ = ±1.
 */
export class BinaryObjective implements ConvexObjective {
  readonly size: number;
  private readonly design: Design;
  private readonly codes: Int32Array;
  private readonly weights: Float64Array;
  private readonly penalty: Float64Array;

  /**
   * @param codes 0 or 1 for each row
   * @param penalty for each coefficient; 0 leaves it free
   */
  constructor(design: Design, codes: Int32Array, weights: Float64Array, penalty: Float64Array) {
    this.size = design.width;
    this.design = design;
    this.codes = codes;
    this.weights = weights;
    this.penalty = penalty;
  }

  value(point: Float64Array): number {
    const { codes, weights, penalty } = this;
    let sum = 0;
    for (let row = 0; row < codes.length; row++) {
      const predictor = this.predictor(point, row);
      const margin = codes[row] === 1 ? predictor : -predictor;
      sum += weights[row]! * (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin));
    }
    return point.reduce((total, coordinate, index) => total + 0.5 * penalty[index]! * coordinate ** 2, sum);
  }

  derivatives(point: Float64Array): { gradient: Float64Array; hessian: Float64Array } {
    const { size, codes, weights, penalty } = this;
    const { values } = this.design;
    const gradient = point.map((coordinate, index) => penalty[index]! * coordinate);
    const hessian = new Float64Array(size * size);
    for (let index = 0; index < size; index++) hessian[index * size + index] = penalty[index]!;
    for (let row = 0; row < codes.length; row++) {
      const probability = sigmoid(this.predictor(point, row));
      const residual = weights[row]! * (probability - codes[row]!);
      const curvature = weights[row]! * probability * (1 - probability);
      const start = row * size;
      for (let i = 0; i < size; i++) {
        const value = values[start + i]!;
        gradient[i]! += residual * value;
        const weighted = curvature * value;
        for (let j = 0; j <= i; j++) hessian[i * size + j]! += weighted * values[start + j]!;
      }
    }
    return { gradient, hessian };
  }

  /** Without a penalty and with every row on its right side there is no maximum: larger coefficients always fit better. */
  isUnbounded(point: Float64Array): boolean {
    if (this.penalty.some((penalty) => penalty > 0)) return false;
    return this.codes.every((code, row) => (code === 1 ? 1 : -1) * this.predictor(point, row) > 0);
  }

  private predictor(point: Float64Array, row: number): number {
    const { size } = this;
    const { values } = this.design;
    let sum = 0;
    for (let index = 0; index < size; index++) sum += values[row * size + index]! * point[index]!;
    return sum;
  }
}
