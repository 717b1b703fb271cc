import { checkpoint } from "./checkpoint.ts";
import { cholesky, choleskySolve, SingularMatrixError } from "./cholesky.ts";

/** A smooth convex function of several variables. */
export interface ConvexObjective {
  readonly size: number;
  value(point: Float64Array): Promise<number>;
  /** Gradient and Hessian (row-major; the lower triangle is enough where there is no L1 penalty). */
  derivatives(point: Float64Array): Promise<{ gradient: Float64Array; hessian: Float64Array }>;
  /** Whether there is no minimum to be found, seen from this point; the search then stops. */
  isUnbounded?(point: Float64Array): Promise<boolean>;
}

export interface NewtonOptions {
  /** The square root of the Newton decrement at which to stop: for a log-likelihood, the distance left in standard errors. */
  tol: number;
  maxIter: number;
  /** What progress is reported as. */
  label: string;
  /** Σ l1ⱼ |xⱼ| is added to the objective. Default: nothing. */
  l1?: Float64Array;
}

export interface NewtonResult {
  point: Float64Array;
  /** With the L1 penalty. */
  value: number;
  nIter: number;
  outcome: "converged" | "iterationsExhausted" | "unbounded" | "singular";
}

/** A step is taken when it gives at least this share of the decrease that the quadratic model promises. */
const armijo = 1e-4;

/**
 * Newton's method with backtracking (Boyd & Vandenberghe, "Convex Optimization", algorithm 9.5), from zero. It does not depend on
 * the scale of the variables. With an L1 penalty each step minimises the quadratic model plus the penalty (J. D. Lee, Y. Sun,
 * M. A. Saunders, "Proximal Newton-type methods for minimizing composite functions", SIAM J. Optim. 24, 2014).
 */
export async function minimiseNewton(objective: ConvexObjective, options: NewtonOptions): Promise<NewtonResult> {
  const { l1, tol, maxIter, label } = options;
  const composite = async (point: Float64Array) => (await objective.value(point)) + penaltyAt(point, l1);
  let point = new Float64Array(objective.size);
  let value = await composite(point);
  for (let nIter = 0; nIter < maxIter; nIter++) {
    await checkpoint(nIter, maxIter, label);
    const { gradient, hessian } = await objective.derivatives(point);
    let step: Float64Array;
    try {
      step = l1 === undefined ? newtonStep(hessian, gradient) : penalisedStep(hessian, gradient, point, l1);
    } catch (error) {
      if (error instanceof SingularMatrixError && nIter > 0) return { point, value, nIter, outcome: "singular" };
      throw error;
    }
    const promise = promisedDecrease(gradient, point, step, l1);
    const next = await backtrack(composite, point, value, step, promise);
    const isConverged = Math.sqrt(Math.max(0, promise)) <= tol;
    if (next === undefined) {
      // No step decreases the value any more: its digits are used up.
      const outcome = isConverged || promise <= 1e-10 * (1 + Math.abs(value)) ? "converged" : "iterationsExhausted";
      return { point, value, nIter: nIter + 1, outcome };
    }
    ({ point, value } = next);
    if (isConverged) return { point, value, nIter: nIter + 1, outcome: "converged" };
    if (await objective.isUnbounded?.(point)) return { point, value, nIter: nIter + 1, outcome: "unbounded" };
  }
  return { point, value, nIter: maxIter, outcome: "iterationsExhausted" };
}

/** The step that minimises the quadratic model gᵀd + ½ dᵀHd. */
function newtonStep(hessian: Float64Array, gradient: Float64Array): Float64Array {
  return choleskySolve(cholesky(hessian, gradient.length), gradient).map((slope) => -slope);
}

/** Rounds over all coordinates, at most, and the change (relative to the largest of the round before any) that ends them. */
const mostRounds = 10_000;
const smallestChange = 1e-12;

/**
 * The step d that minimises gᵀd + ½ dᵀHd + Σ l1ⱼ |xⱼ + dⱼ|, one coordinate after another (J. Friedman, T. Hastie, R. Tibshirani,
 * "Regularization paths for generalized linear models via coordinate descent", J. Stat. Softw. 33, 2010).
 */
function penalisedStep(
  hessian: Float64Array,
  gradient: Float64Array,
  point: Float64Array,
  l1: Float64Array,
): Float64Array {
  const size = point.length;
  const step = new Float64Array(size);
  /** The gradient of the quadratic model at `step`. */
  const slopes = Float64Array.from(gradient);
  let first = 0;
  for (let round = 0; round < mostRounds; round++) {
    let largest = 0;
    for (let j = 0; j < size; j++) {
      const curvature = hessian[j * size + j]!;
      if (!(curvature > 0)) continue;
      const current = point[j]! + step[j]!;
      const change = shrink(current - slopes[j]! / curvature, l1[j]! / curvature) - current;
      if (change === 0) continue;
      step[j]! += change;
      for (let i = 0; i < size; i++) slopes[i]! += change * hessian[j * size + i]!;
      largest = Math.max(largest, Math.abs(change) * Math.sqrt(curvature));
    }
    first = Math.max(first, largest);
    if (largest <= smallestChange * first) break;
  }
  return step;
}

/** Draws a number towards 0 by `amount`, and not beyond. */
function shrink(value: number, amount: number): number {
  return Math.sign(value) * Math.max(0, Math.abs(value) - amount);
}

function penaltyAt(point: Float64Array, l1: Float64Array | undefined): number {
  return l1?.reduce((sum, weight, index) => sum + weight * Math.abs(point[index]!), 0) ?? 0;
}

/** By how much a small share of the step decreases the objective, per unit of that share; for Newton's step the squared decrement. */
function promisedDecrease(
  gradient: Float64Array,
  point: Float64Array,
  step: Float64Array,
  l1: Float64Array | undefined,
): number {
  const end = point.map((coordinate, index) => coordinate + step[index]!);
  const slope = gradient.reduce((sum, value, index) => sum + value * step[index]!, 0);
  return penaltyAt(point, l1) - penaltyAt(end, l1) - slope;
}

async function backtrack(
  composite: (point: Float64Array) => Promise<number>,
  point: Float64Array,
  value: number,
  step: Float64Array,
  promise: number,
): Promise<{ point: Float64Array<ArrayBuffer>; value: number } | undefined> {
  for (let share = 1; share > 1e-10; share /= 2) {
    const candidate = Float64Array.from(point, (coordinate, index) => coordinate + share * step[index]!);
    const candidateValue = await composite(candidate);
    if (candidateValue <= value - armijo * share * promise + 1e-14 * Math.abs(value)) {
      return { point: candidate, value: candidateValue };
    }
  }
  return undefined;
}
