import { choleskyInverse, leastSquares, SingularMatrixError, withKernels } from "../../compute/index.ts";
import { FeatureError } from "../check-features.ts";
import { weighedMean } from "../metrics/weighed-mean.ts";
import { dependentColumnError } from "./dependent-column-error.ts";
import { Design, restoreCovariance, restoreUnits } from "./design.ts";
import type { LeastSquaresFit, LeastSquaresProblem } from "./fit-least-squares.ts";

/** The row of a penalty, as a share of the length of a column: its square is lost beside that of the column. */
const leastPenalty = 1e-9;

/**
 * The least-squares fit by Householder reflections, first of blocks of rows and then of what they leave: no digits are lost to squaring.
 * @throws FeatureError for fewer rows than coefficients, or columns that depend on each other, where nothing is penalised
 */
export async function fitByReflections(problem: LeastSquaresProblem): Promise<LeastSquaresFit> {
  const { type, matrix, y, fitIntercept, alpha, weights } = problem;
  return withKernels(type, async (kernels) => {
    const design = await Design.prepare(kernels, matrix, fitIntercept, type);
    const { width, scale } = design;
    if (alpha === 0 && matrix.rows < width) {
      throw new FeatureError(
        `${type}: ${matrix.rows} rows cannot tell ${width} coefficients. Add rows or drop columns.`,
      );
    }
    // A row that counts w times is the same as one that is √w times as long.
    const roots = weights?.map(Math.sqrt);
    if (roots !== undefined) design.stretchRows(roots);
    const targets = roots === undefined ? y : y.map((value, row) => roots[row]! * value);
    const { columns, right } = await design.reduce(targets, alpha === 0 ? 0 : scale.length);
    // One more row for each coefficient, in the units of the data; the intercept is free. One of almost nothing still tells columns apart
    // that depend on each other.
    const least = leastPenalty * Math.sqrt(matrix.rows);
    if (alpha > 0) scale.forEach((unit, index) => (columns[index]![index] = Math.max(least, Math.sqrt(alpha) / unit)));
    const solved = await solve(columns, right, problem);
    const restored = restoreUnits(design, solved.solution);
    const coef = Array.from(restored.subarray(0, matrix.columns));
    const penalty = alpha * coef.reduce((sum, value) => sum + value ** 2, 0);
    return {
      coef,
      intercept: restored[matrix.columns] ?? 0,
      totalSquares: squaresAround(Array.from(y), weights, fitIntercept),
      residualSquares: Math.max(
        0,
        right.subarray(width).reduce((sum, value) => sum + value ** 2, -penalty),
      ),
      inverse: Array.from(restoreCovariance(design, choleskyInverse(solved.factor, width))),
    };
  });
}

/** Σ w (y − ȳ)², or around 0. */
function squaresAround(values: number[], weights: Float64Array | undefined, isAroundMean: boolean): number {
  const centre = isAroundMean ? weighedMean(values, weights) : 0;
  return values.reduce((sum, value, row) => sum + (weights?.[row] ?? 1) * (value - centre) ** 2, 0);
}

async function solve(columns: Float64Array[], right: Float64Array, { type, matrix }: LeastSquaresProblem) {
  try {
    return await leastSquares(columns, right, type);
  } catch (cause) {
    if (!(cause instanceof SingularMatrixError)) throw cause;
    throw dependentColumnError(type, matrix.names[cause.index], "use Ridge", cause);
  }
}
