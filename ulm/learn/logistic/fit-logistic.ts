import { cholesky, choleskyInverse, minimiseNewton, SingularMatrixError, withKernels } from "../../compute/index.ts";
import type { ConvexObjective, Kernels, NewtonOptions, NewtonResult } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { FeatureError } from "../check-features.ts";
import type { ClassTargets } from "../class-targets.ts";
import { Design, restoreCovariance, restoreUnits } from "../linear/design.ts";
import { BinaryObjective } from "./binary-objective.ts";
import { SoftmaxObjective } from "./softmax-objective.ts";

export interface LogisticProblem {
  readonly matrix: Matrix;
  readonly targets: ClassTargets;
  readonly weights: Float64Array;
  /** ½ l2 Σ β² is added to the loss. */
  readonly l2: number;
  /** l1 Σ |β| is added to the loss. */
  readonly l1: number;
  readonly fitIntercept: boolean;
  readonly tol: number;
  readonly maxIter: number;
}

export interface LogisticSolution {
  /** One row for two classes (they speak for the second), else one for each class. */
  readonly coef: number[][];
  readonly intercept: number[];
  /**
   * Of fits without penalty, for each class but the first: the variances of its coefficients less those of the first, from the inverse
   * information matrix, in the order of the columns, intercept last.
   */
  readonly variances: number[][] | null;
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
  return withKernels("LogisticRegression", (kernels) => fitWithKernels(kernels, problem));
}

async function fitWithKernels(kernels: Kernels, problem: LogisticProblem): Promise<LogisticSolution> {
  const { matrix, targets, weights, l1, l2, tol, maxIter } = problem;
  const design = await Design.prepare(kernels, matrix, problem.fitIntercept);
  const classCount = targets.classes.length;
  const setCount = classCount === 2 ? 1 : classCount;
  // The penalty is on coefficients in the units of the data; the intercept is free.
  const squarePenalties = new Float64Array(design.width);
  design.scale.forEach((scale, column) => (squarePenalties[column] = l2 / scale ** 2));
  const absolutePenalties = new Float64Array(setCount * design.width);
  for (let k = 0; k < setCount; k++) {
    design.scale.forEach((scale, column) => (absolutePenalties[k * design.width + column] = l1 / scale));
  }
  const objective =
    classCount === 2
      ? new BinaryObjective(kernels, design, targets.codes, weights, squarePenalties)
      : new SoftmaxObjective(kernels, design, targets.codes, classCount, weights, squarePenalties, l1 === 0);
  const options = { tol, maxIter, label: "LogisticRegression", ...(l1 > 0 && { l1: absolutePenalties }) };
  const isFree = l1 === 0 && l2 === 0;
  const result = await minimise(isFree ? objective : bounded(objective), matrix.names, design.width, options);
  const rows = Array.from({ length: setCount }, (_, index) =>
    restoreUnits(design, result.point.subarray(index * design.width, (index + 1) * design.width)),
  );
  const penaltyTerm = result.point.reduce(
    (sum, coordinate, index) =>
      sum +
      0.5 * squarePenalties[index % design.width]! * coordinate ** 2 +
      absolutePenalties[index]! * Math.abs(coordinate),
    0,
  );
  return {
    coef: rows.map((row) => Array.from(row.subarray(0, matrix.columns))),
    intercept: centreIntercepts(rows.map((row) => row[matrix.columns] ?? 0)),
    logLikelihood: penaltyTerm - result.value,
    nIter: result.nIter,
    converged: result.outcome === "converged",
    ...(await assess(objective, result, design, isFree)),
  };
}

/** Of several classes only the differences of intercepts matter: their sum is made 0, as scikit-learn's is. */
function centreIntercepts(intercepts: number[]): number[] {
  if (intercepts.length === 1) return intercepts;
  const mean = intercepts.reduce((sum, value) => sum + value, 0) / intercepts.length;
  return intercepts.map((value) => value - mean);
}

/** A penalised likelihood always has a maximum. */
function bounded(objective: ConvexObjective): ConvexObjective {
  return {
    size: objective.size,
    value: (point) => objective.value(point),
    derivatives: (point) => objective.derivatives(point),
  };
}

async function minimise(
  objective: ConvexObjective,
  names: readonly string[],
  width: number,
  options: NewtonOptions,
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
async function assess(
  objective: ConvexObjective,
  { point, outcome }: NewtonResult,
  design: Design,
  isFree: boolean,
): Promise<Pick<LogisticSolution, "variances" | "separation">> {
  if (outcome === "unbounded") return { variances: null, separation: "complete" };
  if (outcome === "singular") return { variances: null, separation: "quasi" };
  if (!isFree) return { variances: null, separation: "none" };
  const { size } = objective;
  let covariance: Float64Array;
  try {
    covariance = choleskyInverse(cholesky((await objective.derivatives(point)).hessian, size), size);
  } catch (error) {
    if (error instanceof SingularMatrixError) return { variances: null, separation: "quasi" };
    throw error;
  }
  const contrasts = contrastCovariances(covariance, size / design.width, design.width);
  const isHopeless = contrasts.some((contrast) =>
    diagonal(contrast).some((variance) => Math.sqrt(variance) > hopelessStandardError),
  );
  if (isHopeless) return { variances: null, separation: "quasi" };
  return { variances: contrasts.map((contrast) => diagonal(restoreCovariance(design, contrast))), separation: "none" };
}

/**
 * The covariance matrices of the coefficients of each class less those of the first (of two classes there is one set, and it is the
 * difference already). How the Hessian was filled up where classes change together makes no difference to differences.
 */
function contrastCovariances(covariance: Float64Array, setCount: number, width: number): Float64Array[] {
  if (setCount === 1) return [covariance];
  const between = (k: number, l: number, i: number, j: number) =>
    covariance[(k * width + i) * setCount * width + l * width + j]!;
  return Array.from({ length: setCount - 1 }, (_, index) => {
    const k = index + 1;
    return Float64Array.from({ length: width * width }, (_, cell) => {
      const [i, j] = [Math.floor(cell / width), cell % width];
      return between(k, k, i, j) - between(k, 0, i, j) - between(0, k, i, j) + between(0, 0, i, j);
    });
  });
}

function diagonal(square: Float64Array): number[] {
  const size = Math.sqrt(square.length);
  return Array.from({ length: size }, (_, index) => square[index * size + index]!);
}
