import { cholesky, choleskyInverse, minimiseDampedNewton, SingularMatrixError } from "../../compute/index.ts";
import type { CurvedValue } from "../../compute/index.ts";
import { ConvergenceError } from "../history-error.ts";
import { inLogSpace } from "./log-space.ts";

/** The parameters at the highest point of a likelihood, and how sharp it is. */
export interface LikelihoodFit {
  readonly parameters: readonly number[];
  /** Of the parameters, row-major: the inverse Hessian by the delta method; empty where the Hessian has none. */
  readonly covariance: readonly number[];
  /** Without the penalty. */
  readonly logLikelihood: number;
  readonly nIter: number;
}

/**
 * @param start positive
 * @param penalty times Σ θ², added to the negative log-likelihood
 * @throws ConvergenceError
 */
export async function maximiseLikelihood(
  likelihood: (parameters: Float64Array) => CurvedValue,
  start: readonly number[],
  { type, penalty }: { type: string; penalty: number },
): Promise<LikelihoodFit> {
  const evaluate = (point: Float64Array) => {
    const parameters = point.map(Math.exp);
    return inLogSpace(likelihood(parameters), parameters, penalty);
  };
  const options = { tol: 1e-9, maxIter: 500, longestStep: 2, farthest: 25, label: type };
  const { point, outcome, hessian, nIter } = await minimiseDampedNewton(evaluate, start.map(Math.log), options);
  const parameters = Array.from(point, Math.exp);
  if (outcome !== "converged") throw new ConvergenceError(whyNot(type, outcome, parameters));
  return {
    parameters,
    covariance: covarianceOf(hessian, parameters),
    logLikelihood: -likelihood(Float64Array.from(parameters)).value,
    nIter,
  };
}

function whyNot(type: string, outcome: string, parameters: readonly number[]): string {
  const reached = parameters.map((value) => value.toPrecision(3)).join(", ");
  const what =
    outcome === "unbounded"
      ? `the likelihood keeps rising while parameters go to 0 or infinity (${reached})`
      : `no highest point of the likelihood was found (last parameters ${reached})`;
  return (
    `${type}: ${what}. The data do not determine them: take more customers or a longer time, or set penalizerCoef ` +
    `(for example 0.001).`
  );
}

/** Standard errors are those of the logarithms times the parameters. */
function covarianceOf(hessian: Float64Array, parameters: readonly number[]): number[] {
  const size = parameters.length;
  try {
    const inverse = choleskyInverse(cholesky(hessian, size), size);
    return Array.from(inverse, (_, place) => {
      const [row, column] = [Math.floor(place / size), place % size];
      // The inverse is symmetric but for rounding.
      return inverse[Math.max(row, column) * size + Math.min(row, column)]! * (parameters[row]! * parameters[column]!);
    });
  } catch (error) {
    if (error instanceof SingularMatrixError) return [];
    throw error;
  }
}
