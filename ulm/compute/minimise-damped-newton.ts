import { checkpoint } from "./checkpoint.ts";
import { cholesky, choleskySolve, SingularMatrixError } from "./cholesky.ts";

/** A smooth function at a point. Matrices are row-major. */
export interface CurvedValue {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

export interface DampedNewtonOptions {
  /** The square root of the Newton decrement at which to stop: for a log-likelihood, the distance left in standard errors. */
  tol: number;
  maxIter: number;
  /** No coordinate moves farther in one step. */
  longestStep: number;
  /** A coordinate beyond this means that there is no minimum. */
  farthest: number;
  /** What progress is reported as. */
  label: string;
}

export interface DampedNewtonResult extends CurvedValue {
  readonly point: Float64Array;
  readonly nIter: number;
  readonly outcome: "converged" | "iterationsExhausted" | "unbounded";
}

/**
 * A local minimum of a function that need not be convex: Newton's method, damped after Levenberg and Marquardt where the Hessian is not
 * positive definite or a step does not lead down (Nocedal & Wright, "Numerical Optimization", 2nd ed., chapters 3.4 and 10.3).
 */
export async function minimiseDampedNewton(
  evaluate: (point: Float64Array) => CurvedValue,
  start: ArrayLike<number>,
  options: DampedNewtonOptions,
): Promise<DampedNewtonResult> {
  const { tol, maxIter, longestStep, farthest, label } = options;
  let point = Float64Array.from(start);
  let here = evaluate(point);
  let damping = 0;
  for (let nIter = 1; nIter <= maxIter; nIter++) {
    await checkpoint(nIter, 0, label);
    const step = dampedStep(here, damping);
    if (step === undefined) {
      damping = Math.max(4 * damping, 1e-3);
      continue;
    }
    const decrement = -here.gradient.reduce((sum, slope, index) => sum + slope * step[index]!, 0);
    if (damping === 0 && Math.sqrt(Math.max(0, decrement)) <= tol)
      return { ...here, point, nIter, outcome: "converged" };
    const longest = step.reduce((most, change) => Math.max(most, Math.abs(change)), 0);
    const share = Math.min(1, longestStep / longest);
    const candidate = point.map((coordinate, index) => coordinate + share * step[index]!);
    const there = evaluate(candidate);
    // Next to the minimum a decrease drowns in the value's rounding, but slopes still tell the way: Newton's step is taken.
    const noise = 1e-10 * (1 + Math.abs(here.value));
    if (there.value <= here.value + (damping === 0 && decrement < noise ? noise : 0)) {
      [point, here] = [candidate, there];
      damping = damping < 1e-4 ? 0 : damping / 8;
      if (point.some((coordinate) => Math.abs(coordinate) > farthest))
        return { ...here, point, nIter, outcome: "unbounded" };
    } else damping = Math.max(4 * damping, 1e-3);
  }
  return { ...here, point, nIter: maxIter, outcome: "iterationsExhausted" };
}

/** −(H + damping · |diagonal|)⁻¹ g; undefined where that matrix is not positive definite. */
function dampedStep({ gradient, hessian }: CurvedValue, damping: number): Float64Array | undefined {
  const size = gradient.length;
  const damped = Float64Array.from(hessian);
  for (let index = 0; index < size; index++) {
    const place = index * size + index;
    damped[place]! += damping * Math.max(Math.abs(hessian[place]!), 1e-8);
  }
  try {
    return choleskySolve(cholesky(damped, size), gradient).map((slope) => -slope);
  } catch (error) {
    if (error instanceof SingularMatrixError) return undefined;
    throw error;
  }
}
