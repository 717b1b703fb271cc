import type { Matrix } from "../../data/index.ts";
import { columnMoments } from "../moments/column-moments.ts";
import { fitByReflections } from "./fit-by-reflections.ts";
import { solveMoments } from "./solve-moments.ts";

export interface LeastSquaresProblem {
  /** The model, for messages and progress. */
  readonly type: string;
  readonly matrix: Matrix;
  readonly y: Float64Array;
  readonly fitIntercept: boolean;
  /** alpha Σ β² is added to the sum of squares; 0 for no penalty. */
  readonly alpha: number;
}

export interface LeastSquaresFit {
  readonly coef: number[];
  readonly intercept: number;
  /** Σ (y − ŷ)², of fits without a penalty. */
  readonly residualSquares: number;
  /** Σ (y − ȳ)², or Σ y² without an intercept. */
  readonly totalSquares: number;
  /** (XᵀX)⁻¹ in the order of the columns, the intercept last: the covariance of the coefficients is σ² times it. */
  readonly inverse: number[];
}

/**
 * Minimises Σ (y − Xβ − β₀)² + alpha Σ β². From the moments of the columns, which take one pass over the rows, where these tell the
 * coefficients to ten digits or more; else by Householder reflections of the rows, which take several times as long.
 * @throws FeatureError for missing or infinite values and, where nothing is penalised, for fewer rows than coefficients, or columns that depend on each other
 */
export async function fitLeastSquares(problem: LeastSquaresProblem): Promise<LeastSquaresFit> {
  const { type, matrix, y } = problem;
  // Few rows cost little either way, and moments of more columns than rows are larger than the rows.
  if (matrix.rows <= 2 * matrix.columns) return fitByReflections(problem);
  const solved = solveMoments(await columnMoments(matrix, y, type), problem);
  return solved ?? fitByReflections(problem);
}
