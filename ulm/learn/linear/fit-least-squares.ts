import type { Matrix } from "../../data/index.ts";
import { columnMoments } from "../moments/column-moments.ts";
import { fitByReflections } from "./fit-by-reflections.ts";
import { RowSpace } from "./row-space.ts";
import { solveMoments } from "./solve-moments.ts";

export interface LeastSquaresProblem {
  /** The model, for messages and progress. */
  readonly type: string;
  readonly matrix: Matrix;
  readonly y: Float64Array;
  readonly fitIntercept: boolean;
  /** alpha Σ β² is added to the sum of squares; 0 for no penalty. */
  readonly alpha: number;
  /** How much the squared error of each row counts, above 0; `undefined` when all count alike. */
  readonly weights?: Float64Array | undefined;
}

export interface LeastSquaresFit {
  readonly coef: number[];
  readonly intercept: number;
  /** Σ w (y − ŷ)². */
  readonly residualSquares: number;
  /** Σ w (y − ȳ)², or Σ w y² without an intercept. */
  readonly totalSquares: number;
  /**
   * (XᵀWX)⁻¹ in the order of the columns, the intercept last: without a penalty the covariance of the coefficients is σ² times it. With one
   * it is (XᵀWX + alpha)⁻¹, or empty where columns are more than rows.
   */
  readonly inverse: number[];
}

/**
 * Minimises Σ w (y − Xβ − β₀)² + alpha Σ β²: from the moments of the columns, which take one pass over the rows, where these tell the
 * coefficients to ten digits or more; else by Householder reflections of the rows, which take several times as long. Penalised coefficients
 * of more columns than rows are fitted in the space of the rows.
 * @throws FeatureError for missing or infinite values and, where nothing is penalised, for fewer rows than coefficients or columns that
 *   depend on each other
 */
export async function fitLeastSquares(problem: LeastSquaresProblem): Promise<LeastSquaresFit> {
  const { type, matrix, y, weights, alpha, fitIntercept } = problem;
  if (alpha > 0 && matrix.rows < matrix.columns) {
    const space = await RowSpace.of(matrix, fitIntercept, type);
    const fit = await fitByReflections({ ...problem, matrix: space.coordinates });
    return { ...fit, ...space.restore(fit), inverse: [] };
  }
  // Few rows cost little either way, and moments of more columns than rows are larger than the rows.
  if (matrix.rows <= 2 * matrix.columns) return fitByReflections(problem);
  const solved = solveMoments(await columnMoments({ matrix, targets: y, weights }, type), problem);
  return solved ?? fitByReflections(problem);
}
