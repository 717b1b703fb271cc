import {
  cholesky,
  choleskyInverse,
  diagonal,
  minimiseNewton,
  quietly,
  SingularMatrixError,
  withKernels,
} from "../../compute/index.ts";
import type { ConvexObjective, Kernels, NewtonOptions, NewtonResult } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import type { ClassTargets } from "../class-targets.ts";
import { dependentColumnError } from "../linear/dependent-column-error.ts";
import { Design, restoreCovariance, restoreUnits } from "../linear/design.ts";
import { RowSpace } from "../linear/row-space.ts";
import { BinaryObjective } from "./binary-objective.ts";
import { settleClasses } from "./settle-classes.ts";
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

const label = "LogisticRegression";
/** A rough fit has one row of so many, between these two; fewer are not worth it. */
const smallestStep = 4;
const largestStep = 16;
/** It has so many rows at least, in all and for each coefficient. */
const fewestRoughRows = 2048;
const roughRowsEach = 20;
/** A standard error beyond this, in units of a standardised feature, means that the likelihood is flat: quasi-complete separation. */
const hopelessStandardError = 1000;

/** Maximises the (penalised) likelihood of a logistic model. @throws FeatureError for columns that depend on each other */
export async function fitLogistic(problem: LogisticProblem): Promise<LogisticSolution> {
  const { matrix, fitIntercept, l1, l2 } = problem;
  if (l1 > 0 || l2 === 0 || matrix.rows >= matrix.columns) {
    return withKernels(label, (kernels) => fitWithKernels(kernels, problem));
  }
  const space = await RowSpace.of(matrix, fitIntercept, label);
  const inside = { ...problem, matrix: space.coordinates };
  const solution = await withKernels(label, (kernels) => fitWithKernels(kernels, inside));
  const restored = solution.coef.map((coef, k) => space.restore({ coef, intercept: solution.intercept[k]! }));
  return {
    ...solution,
    coef: restored.map(({ coef }) => coef),
    intercept: restored.map(({ intercept }) => intercept),
  };
}

async function fitWithKernels(kernels: Kernels, problem: LogisticProblem): Promise<LogisticSolution> {
  const { matrix, l1, l2, tol, maxIter } = problem;
  const design = await Design.prepare(kernels, matrix, problem.fitIntercept, label);
  const loss = penalisedLoss(kernels, design, problem, 1);
  const isFree = l1 === 0 && l2 === 0;
  const start = await roughFit(kernels, design, problem);
  const options = {
    ...{ tol, maxIter, label, isStrictlyConvex: !isFree },
    ...loss.penalty,
    ...(start !== undefined && { start }),
  };
  const result = await minimise(isFree ? loss.objective : bounded(loss.objective), matrix.names, design.width, options);
  const { width } = design;
  const rows = Array.from({ length: result.point.length / width }, (_, index) =>
    restoreUnits(design, result.point.subarray(index * width, (index + 1) * width)),
  );
  return {
    coef: rows.map((row) => Array.from(row.subarray(0, matrix.columns))),
    intercept: centreIntercepts(rows.map((row) => row[matrix.columns] ?? 0)),
    logLikelihood: loss.penaltyAt(result.point) - result.value,
    nIter: result.nIter,
    converged: result.outcome === "converged",
    ...(await assess(loss.objective, result, design, isFree)),
  };
}

/** What is minimised. */
interface PenalisedLoss {
  /** With the L2 penalty. */
  readonly objective: BinaryObjective | SoftmaxObjective;
  /** The L1 penalty, if there is one, and where it is least among coefficients that say the same. */
  readonly penalty: Pick<NewtonOptions, "l1" | "settle">;
  /** Both penalties. */
  penaltyAt(point: Float64Array): number;
}

/** @param share of the penalties, as the design has of the rows */
function penalisedLoss(kernels: Kernels, design: Design, problem: LogisticProblem, share: number): PenalisedLoss {
  const { targets, weights, l1, l2 } = problem;
  const { width, scale } = design;
  const classCount = targets.classes.length;
  const setCount = classCount === 2 ? 1 : classCount;
  // The penalty is on coefficients in the units of the data; the intercept is free.
  const squares = new Float64Array(width);
  const absolutes = new Float64Array(setCount * width);
  scale.forEach((unit, column) => {
    squares[column] = (share * l2) / unit ** 2;
    for (let k = 0; k < setCount; k++) absolutes[k * width + column] = (share * l1) / unit;
  });
  const settle = (point: Float64Array) => {
    for (let column = 0; column < scale.length; column++) {
      const ofClasses = Float64Array.from({ length: setCount }, (_, k) => point[k * width + column]!);
      const shift = settleClasses(ofClasses, absolutes[column]!, squares[column]!);
      for (let k = 0; k < setCount; k++) point[k * width + column]! -= shift;
    }
  };
  return {
    objective:
      classCount === 2
        ? new BinaryObjective(kernels, design, targets.codes, weights, squares)
        : new SoftmaxObjective(kernels, design, targets.codes, classCount, weights, squares, l1 === 0),
    penalty: l1 > 0 ? { l1: absolutes, ...(setCount > 1 && { settle }) } : {},
    penaltyAt: (point) =>
      point.reduce(
        (sum, coordinate, index) =>
          sum + 0.5 * squares[index % width]! * coordinate ** 2 + absolutes[index]! * Math.abs(coordinate),
        0,
      ),
  };
}

/**
 * A few standard errors from the maximum at a fraction of the cost: the fit of some of the rows.
 * @returns undefined where rows are few, or some of them have no such fit
 */
async function roughFit(kernels: Kernels, design: Design, problem: LogisticProblem): Promise<Float64Array | undefined> {
  const enough = Math.max(fewestRoughRows, roughRowsEach * design.width * (problem.targets.classes.length - 1));
  const step = Math.min(largestStep, Math.floor(design.rows / enough));
  if (step < smallestStep) return undefined;
  const thin = design.thinned(step);
  const { objective, penalty } = penalisedLoss(kernels, thin, problem, thin.rows / design.rows);
  try {
    const options = { tol: 0.1, maxIter: 20, label, ...penalty };
    const { point, outcome } = await quietly(() => minimiseNewton(objective, options), { done: 0, total: 0, label });
    return outcome === "converged" ? point : undefined;
  } catch (error) {
    if (error instanceof SingularMatrixError) return undefined;
    throw error;
  }
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
    gradient: (point) => objective.gradient(point),
    hessian: (point) => objective.hessian(point),
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
    throw dependentColumnError(label, names[cause.index % width], 'use penalty: "l2"', cause);
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
    covariance = choleskyInverse(cholesky(await objective.hessian(point), size), size);
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
