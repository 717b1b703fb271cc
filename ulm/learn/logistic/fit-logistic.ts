import { cholesky, choleskyInverse, minimiseNewton, SingularMatrixError } from "../../compute/index.ts";
import type { ConvexObjective, NewtonResult } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { FeatureError } from "../check-features.ts";
import type { ClassTargets } from "../class-targets.ts";
import { BinaryObjective } from "./binary-objective.ts";
import { prepareDesign, restoreCovariance, restoreUnits } from "./design.ts";
import type { Design } from "./design.ts";
import { SoftmaxObjective } from "./softmax-objective.ts";

export interface LogisticProblem {
  readonly matrix: Matrix;
  readonly targets: ClassTargets;
  readonly weights: Float64Array;
  /** 1/C, or 0 for no penalty. */
  readonly penalty: number;
  readonly fitIntercept: boolean;
  readonly tol: number;
  readonly maxIter: number;
}

export interface LogisticSolution {
  /** One row for two classes (they speak for the second), else one for each class. */
  readonly coef: number[][];
  readonly intercept: number[];
  /** Inverse information matrix of two-class models without penalty: coefficients in the order of the columns, intercept last. */
  readonly covariance: number[] | null;
  /** Weighted, without the penalty. */
  readonly logLikelihood: number;
  readonly nIter: number;
  readonly converged: boolean;
  /** Whether some combination of features tells classes apart without error, so that no finite coefficients are best. */
  readonly separation: "none" | "complete" | "quasi";
}

/** A standard error beyond this, in units of a standardised feature, means that the likelihood is flat: quasi-complete separation. */
const hopelessStandardError = 1000;

/** Maximises the (penalised) likelihood of a logistic model. @throws FeatureError for columns that depend on each other */
export async function fitLogistic(problem: LogisticProblem): Promise<LogisticSolution> {
  const { matrix, targets, weights, penalty, tol, maxIter } = problem;
  const design = prepareDesign(matrix, problem.fitIntercept);
  // The penalty is on coefficients in the units of the data; the intercept is free.
  const penalties = new Float64Array(design.width);
  design.scale.forEach((scale, column) => (penalties[column] = penalty / scale ** 2));
  const classCount = targets.classes.length;
  const objective =
    classCount === 2
      ? new BinaryObjective(design, targets.codes, weights, penalties)
      : new SoftmaxObjective(design, targets.codes, classCount, weights, penalties);
  const result = await minimise(objective, matrix.names, design.width, { tol, maxIter, label: "LogisticRegression" });
  const rows = Array.from({ length: objective.size / design.width }, (_, index) =>
    restoreUnits(design, result.point.subarray(index * design.width, (index + 1) * design.width)),
  );
  const penaltyTerm = result.point.reduce(
    (sum, coordinate, index) => sum + 0.5 * penalties[index % design.width]! * coordinate ** 2,
    0,
  );
  return {
    coef: rows.map((row) => Array.from(row.subarray(0, matrix.columns))),
    intercept: rows.map((row) => row[matrix.columns] ?? 0),
    logLikelihood: penaltyTerm - result.value,
    nIter: result.nIter,
    converged: result.outcome === "converged",
    ...assess(objective, result, design, penalty),
  };
}

async function minimise(
  objective: ConvexObjective,
  names: readonly string[],
  width: number,
  options: { tol: number; maxIter: number; label: string },
): Promise<NewtonResult> {
  try {
    return await minimiseNewton(objective, options);
  } catch (cause) {
    if (!(cause instanceof SingularMatrixError)) throw cause;
    const name = names[cause.index % width] ?? "the intercept";
    throw new FeatureError(
      `LogisticRegression: column "${name}" can be computed from the others (is it constant, or a one-hot column too many?). ` +
        `Drop one (OneHotEncoder: drop "first"), or use penalty: "l2".`,
      { cause },
    );
  }
}

/** Looks for separation, and for the covariance where it has a meaning. */
function assess(
  objective: ConvexObjective,
  { point, outcome }: NewtonResult,
  design: Design,
  penalty: number,
): Pick<LogisticSolution, "covariance" | "separation"> {
  if (outcome === "unbounded") return { covariance: null, separation: "complete" };
  if (outcome === "singular") return { covariance: null, separation: "quasi" };
  if (penalty > 0) return { covariance: null, separation: "none" };
  const { size } = objective;
  let covariance: Float64Array;
  try {
    covariance = choleskyInverse(cholesky(objective.derivatives(point).hessian, size), size);
  } catch (error) {
    if (error instanceof SingularMatrixError) return { covariance: null, separation: "quasi" };
    throw error;
  }
  for (let index = 0; index < size; index++) {
    if (Math.sqrt(covariance[index * size + index]!) > hopelessStandardError) {
      return { covariance: null, separation: "quasi" };
    }
  }
  if (size > design.width) return { covariance: null, separation: "none" };
  return { covariance: Array.from(restoreCovariance(design, covariance)), separation: "none" };
}
