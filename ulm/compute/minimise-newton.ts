import { checkpoint } from "./checkpoint.ts";
import { cholesky, choleskySolve, SingularMatrixError } from "./cholesky.ts";

/** A smooth convex function of several variables. */
export interface ConvexObjective {
  readonly size: number;
  value(point: Float64Array): number;
  /** Gradient and Hessian (row-major; the lower triangle is enough). */
  derivatives(point: Float64Array): { gradient: Float64Array; hessian: Float64Array };
  /** Whether there is no minimum to be found, seen from this point; the search then stops. */
  isUnbounded?(point: Float64Array): boolean;
}

export interface NewtonOptions {
  /** The square root of the Newton decrement at which to stop: for a log-likelihood, the distance left in standard errors. */
  tol: number;
  maxIter: number;
  /** What progress is reported as. */
  label: string;
}

export interface NewtonResult {
  point: Float64Array;
  value: number;
  nIter: number;
  outcome: "converged" | "iterationsExhausted" | "unbounded" | "singular";
}

/** A step is taken when it gives at least this share of the decrease that the gradient promises. */
const armijo = 1e-4;

/**
 * Newton's method with backtracking (Boyd & Vandenberghe, "Convex Optimization", algorithm 9.5), from zero. It does not depend on
 * the scale of the variables.
 */
export async function minimiseNewton(objective: ConvexObjective, options: NewtonOptions): Promise<NewtonResult> {
  let point = new Float64Array(objective.size);
  let value = objective.value(point);
  for (let nIter = 0; nIter < options.maxIter; nIter++) {
    await checkpoint(nIter, options.maxIter, options.label);
    const { gradient, hessian } = objective.derivatives(point);
    let step: Float64Array;
    try {
      step = choleskySolve(cholesky(hessian, objective.size), gradient);
    } catch (error) {
      if (error instanceof SingularMatrixError && nIter > 0) return { point, value, nIter, outcome: "singular" };
      throw error;
    }
    const squaredDecrement = gradient.reduce((sum, slope, index) => sum + slope * step[index]!, 0);
    const next = backtrack(objective, point, value, step, squaredDecrement);
    const isConverged = Math.sqrt(Math.max(0, squaredDecrement)) <= options.tol;
    if (next === undefined) {
      // No step decreases the value any more: its digits are used up.
      const outcome =
        isConverged || squaredDecrement <= 1e-10 * (1 + Math.abs(value)) ? "converged" : "iterationsExhausted";
      return { point, value, nIter: nIter + 1, outcome };
    }
    ({ point, value } = next);
    if (isConverged) return { point, value, nIter: nIter + 1, outcome: "converged" };
    if (objective.isUnbounded?.(point)) return { point, value, nIter: nIter + 1, outcome: "unbounded" };
  }
  return { point, value, nIter: options.maxIter, outcome: "iterationsExhausted" };
}

function backtrack(
  objective: ConvexObjective,
  point: Float64Array,
  value: number,
  step: Float64Array,
  squaredDecrement: number,
): { point: Float64Array<ArrayBuffer>; value: number } | undefined {
  for (let share = 1; share > 1e-10; share /= 2) {
    const candidate = Float64Array.from(point, (coordinate, index) => coordinate - share * step[index]!);
    const candidateValue = objective.value(candidate);
    if (candidateValue <= value - armijo * share * squaredDecrement + 1e-14 * Math.abs(value)) {
      return { point: candidate, value: candidateValue };
    }
  }
  return undefined;
}
