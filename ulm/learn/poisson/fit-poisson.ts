import {
  cholesky,
  choleskyInverse,
  diagonal,
  minimiseNewton,
  SingularMatrixError,
  withKernels,
} from "../../compute/index.ts";
import type { NewtonOptions, NewtonResult } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { dependentColumnError } from "../linear/dependent-column-error.ts";
import { Design, restoreCovariance, restoreUnits } from "../linear/design.ts";
import { type CountedEvents, PoissonObjective } from "./poisson-objective.ts";

export interface PoissonProblem extends CountedEvents {
  readonly matrix: Matrix;
  /** ½ l2 Σ β² is added to the loss. */
  readonly l2: number;
  readonly fitIntercept: boolean;
  readonly tol: number;
  readonly maxIter: number;
}

export interface PoissonSolution {
  readonly coef: number[];
  readonly intercept: number;
  /** Of fits without penalty, from the inverse information matrix, in the order of the columns, intercept last; `null` where the likelihood is flat. */
  readonly variances: number[] | null;
  readonly nIter: number;
  readonly converged: boolean;
  /** Whether some combination of features goes with counts of 0 only, so that no finite coefficients are best. */
  readonly isFlat: boolean;
}

const label = "PoissonRegressor";
/** A standard error beyond this, in units of a standardised feature, means that the likelihood is flat. */
const hopelessStandardError = 1000;

/** Maximises the (penalised) likelihood of a Poisson model. @throws FeatureError for columns that depend on each other */
export async function fitPoisson(problem: PoissonProblem): Promise<PoissonSolution> {
  return withKernels(label, async (kernels) => {
    const { matrix, fitIntercept, l2, tol, maxIter } = problem;
    const design = await Design.prepare(kernels, matrix, fitIntercept, label);
    // The penalty is on coefficients in the units of the data; the intercept is free.
    const penalty = new Float64Array(design.width);
    design.scale.forEach((unit, column) => (penalty[column] = l2 / unit ** 2));
    const objective = new PoissonObjective(kernels, design, problem, penalty);
    const start = new Float64Array(design.width);
    if (fitIntercept) start[matrix.columns] = Math.log(total(problem.counts) / total(problem.exposures));
    const result = await minimise(objective, matrix.names, { tol, maxIter, label, start, isStrictlyConvex: l2 > 0 });
    const restored = restoreUnits(design, result.point);
    const variances = l2 === 0 ? await findVariances(objective, result, design) : null;
    return {
      coef: Array.from(restored.subarray(0, matrix.columns)),
      intercept: restored[matrix.columns] ?? 0,
      variances,
      nIter: result.nIter,
      converged: result.outcome === "converged",
      isFlat: l2 === 0 && variances === null,
    };
  });
}

async function minimise(
  objective: PoissonObjective,
  names: readonly string[],
  options: NewtonOptions,
): Promise<NewtonResult> {
  try {
    return await minimiseNewton(objective, options);
  } catch (cause) {
    if (!(cause instanceof SingularMatrixError)) throw cause;
    throw dependentColumnError(label, names[cause.index], "use alpha greater than 0", cause);
  }
}

/** From the inverse information matrix; `null` where the likelihood is flat. */
async function findVariances(
  objective: PoissonObjective,
  { point, outcome }: NewtonResult,
  design: Design,
): Promise<number[] | null> {
  if (outcome === "singular") return null;
  try {
    const covariance = choleskyInverse(cholesky(await objective.hessian(point), objective.size), objective.size);
    if (diagonal(covariance).some((variance) => Math.sqrt(variance) > hopelessStandardError)) return null;
    return diagonal(restoreCovariance(design, covariance));
  } catch (error) {
    if (error instanceof SingularMatrixError) return null;
    throw error;
  }
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
