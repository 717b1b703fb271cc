import { cholesky, choleskySolve } from "../../compute/index.ts";
import type { FactorOptions, FactorSide } from "./factor-model.ts";

/**
 * The ridge regression of one user's ratings on the biases and factors of the rated items (or the other way round): what alternating least
 * squares does for each, and how a new user is folded in.
 */
export class SideSolver {
  private readonly options: FactorOptions;
  private readonly size: number;
  private readonly normal: Float64Array;
  private readonly right: Float64Array;
  private readonly row: Float64Array;

  constructor(options: FactorOptions) {
    this.options = options;
    this.size = options.nFactors + Number(options.biased);
    this.normal = new Float64Array(this.size * this.size);
    this.right = new Float64Array(this.size);
    this.row = new Float64Array(this.size).fill(1);
  }

  /**
   * @param rated which of `others`, for each rating
   * @param ratings less the mean
   * @returns the factors, and after them the bias if there is one
   */
  solve(rated: ArrayLike<number>, ratings: ArrayLike<number>, others: FactorSide): Float64Array {
    const { normal, right, row, size } = this;
    const { nFactors, reg, weighted } = this.options;
    normal.fill(0);
    right.fill(0);
    for (let index = 0; index < rated.length; index++) {
      const other = rated[index]!;
      for (let k = 0; k < nFactors; k++) row[k] = others.factors[other * nFactors + k]!;
      const target = ratings[index]! - others.biases[other]!;
      for (let i = 0; i < size; i++) {
        const value = row[i]!;
        right[i]! += value * target;
        for (let j = 0; j <= i; j++) normal[i * size + j]! += value * row[j]!;
      }
    }
    const penalty = reg * (weighted ? rated.length : 1);
    for (let i = 0; i < size; i++) normal[i * size + i]! += penalty;
    return choleskySolve(cholesky(normal, size), right);
  }
}
