import { checkpoint } from "./checkpoint.ts";
import { choleskyInTurns, choleskySolve, SingularMatrixError } from "./cholesky.ts";

/** A smooth convex function of several variables. */
export interface ConvexObjective {
  readonly size: number;
  value(point: Float64Array): Promise<number>;
  gradient(point: Float64Array): Promise<Float64Array>;
  /** Row-major; the lower triangle is enough where there is no L1 penalty. Asked for less often than the gradient. */
  hessian(point: Float64Array): Promise<Float64Array>;
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
  /**
   * With an L1 penalty: moves a point, in place, along directions in which nothing but penalties changes, to where these are least. One
   * coordinate after another gets there slowly. Default: there are no such directions.
   */
  settle?: (point: Float64Array) => void;
  /** Where the search begins. Default: zero. */
  start?: Float64Array;
  /**
   * Whether there is one minimum, as where a penalty draws all variables to 0: what seems to be flat is so by rounding, and the search goes
   * on with a Hessian that is a little steeper. Default false: a singular Hessian ends it.
   */
  isStrictlyConvex?: boolean;
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
 * Newton's method with backtracking (Boyd & Vandenberghe, "Convex Optimization", algorithm 9.5). It does not depend on the scale of the
 * variables. With an L1 penalty each step minimises the quadratic model plus the penalty (J. D. Lee, Y. Sun, M. A. Saunders, "Proximal
 * Newton-type methods for minimizing composite functions", SIAM J. Optim. 24, 2014). Near the minimum the Hessian of an earlier point
 * is used again where that takes two more steps at most (Shamanskii's method; C. T. Kelley, "Iterative Methods for Linear and Nonlinear
 * Equations", section 5.4.3).
 */
export async function minimiseNewton(objective: ConvexObjective, options: NewtonOptions): Promise<NewtonResult> {
  const { l1, tol, maxIter, label, start } = options;
  const composite = async (point: Float64Array) => (await objective.value(point)) + penaltyAt(point, l1);
  let point = Float64Array.from(start ?? new Float64Array(objective.size));
  let value = await composite(point);
  let solve: StepSolver | undefined;
  /** The Newton decrement before the last step. */
  let before = 0;
  for (let nIter = 0; nIter < maxIter; nIter++) {
    await checkpoint(nIter, 0, label);
    const gradient = await objective.gradient(point);
    let step = solve?.(gradient, point);
    let promise = step === undefined ? Infinity : promisedDecrease(gradient, point, step, l1);
    if (step === undefined || !isSoonThere(root(promise), before, tol)) {
      try {
        const pause = () => checkpoint(nIter, 0, label);
        solve = await stepSolver(await objective.hessian(point), options, pause);
      } catch (error) {
        if (error instanceof SingularMatrixError && nIter > 0) return { point, value, nIter, outcome: "singular" };
        throw error;
      }
      step = solve(gradient, point);
      promise = promisedDecrease(gradient, point, step, l1);
    }
    const decrement = root(promise);
    // What a step promises is beyond the last digit of the value, and steps no longer shrink: this is as near as numbers come.
    const isExhausted = promise <= Number.EPSILON * Math.abs(value) && decrement > before / 2 && nIter > 0;
    before = decrement;
    if (before <= tol || isExhausted) {
      // What the last step changes of the value is beyond its digits.
      const last = point.map((coordinate, index) => coordinate + step[index]!);
      return { point: last, value, nIter: nIter + 1, outcome: "converged" };
    }
    const next = await backtrack(composite, point, value, step, promise);
    if (next === undefined) {
      // No step decreases the value any more: its digits are used up.
      const outcome = promise <= 1e-10 * (1 + Math.abs(value)) ? "converged" : "iterationsExhausted";
      return { point, value, nIter: nIter + 1, outcome };
    }
    ({ point, value } = next);
    if (await objective.isUnbounded?.(point)) return { point, value, nIter: nIter + 1, outcome: "unbounded" };
  }
  return { point, value, nIter: maxIter, outcome: "iterationsExhausted" };
}

function root(square: number): number {
  return Math.sqrt(Math.max(0, square));
}

/** Whether an old Hessian will do: two more steps that shrink the decrement as the last one did, or half as well, reach the tolerance. */
function isSoonThere(decrement: number, before: number, tol: number): boolean {
  return decrement * ((2 * decrement) / before) ** 2 <= tol;
}

/** The step from a point with the given gradient that minimises the quadratic model (plus the L1 penalty). */
type StepSolver = (gradient: Float64Array, point: Float64Array) => Float64Array;

/** @throws SingularMatrixError */
async function stepSolver(
  hessian: Float64Array,
  { l1, settle, isStrictlyConvex = false }: NewtonOptions,
  pause: () => Promise<void>,
): Promise<StepSolver> {
  if (l1 !== undefined) return (gradient, point) => penalisedStep(hessian, gradient, point, l1, settle);
  const factor = await (isStrictlyConvex
    ? choleskyOfSteep(hessian, pause)
    : choleskyInTurns(hessian, Math.sqrt(hessian.length), pause));
  return (gradient) => choleskySolve(factor, gradient).map((slope) => -slope);
}

/** What the diagonal of a Hessian grows by, as a share, where rounding has made it singular. */
const steeper = 1e-10;

/** Of a matrix that is positive definite but for rounding. */
async function choleskyOfSteep(hessian: Float64Array, pause: () => Promise<void>): Promise<Float64Array> {
  const size = Math.sqrt(hessian.length);
  try {
    return await choleskyInTurns(hessian, size, pause);
  } catch (error) {
    if (!(error instanceof SingularMatrixError)) throw error;
    const raised = hessian.slice();
    for (let index = 0; index < size; index++) raised[index * (size + 1)]! *= 1 + steeper;
    return choleskyInTurns(raised, size, pause);
  }
}

/** Rounds over all coordinates, at most, and the change (relative to the largest of the round before any) that ends them. */
const mostRounds = 10_000;
const smallestChange = 1e-12;
/** Changes that are no larger than this, relative to the farthest coordinate, are its rounding: they would go on for ever. */
const rounding = 4 * Number.EPSILON;

/**
 * The step d that minimises gᵀd + ½ dᵀHd + Σ l1ⱼ |xⱼ + dⱼ|, one coordinate after another (J. Friedman, T. Hastie, R. Tibshirani,
 * "Regularization paths for generalized linear models via coordinate descent", J. Stat. Softw. 33, 2010).
 */
function penalisedStep(
  hessian: Float64Array,
  gradient: Float64Array,
  point: Float64Array,
  l1: Float64Array,
  settle: NewtonOptions["settle"],
): Float64Array {
  const size = point.length;
  const step = new Float64Array(size);
  /** The gradient of the quadratic model at `step`. */
  const slopes = Float64Array.from(gradient);
  const move = (j: number, change: number) => {
    step[j]! += change;
    for (let i = 0; i < size; i++) slopes[i]! += change * hessian[j * size + i]!;
  };
  const farthest = point.reduce((most, x, j) => Math.max(most, Math.abs(x) * Math.sqrt(hessian[j * (size + 1)]!)), 0);
  let first = 0;
  for (let round = 0; round < mostRounds; round++) {
    let largest = 0;
    for (let j = 0; j < size; j++) {
      const curvature = hessian[j * size + j]!;
      if (!(curvature > 0)) continue;
      const current = point[j]! + step[j]!;
      const change = shrink(current - slopes[j]! / curvature, l1[j]! / curvature) - current;
      if (change === 0) continue;
      move(j, change);
      largest = Math.max(largest, Math.abs(change) * Math.sqrt(curvature));
    }
    if (settle !== undefined) {
      const end = point.map((coordinate, index) => coordinate + step[index]!);
      const settled = end.slice();
      settle(settled);
      settled.forEach((coordinate, j) => coordinate !== end[j] && move(j, coordinate - end[j]!));
    }
    first = Math.max(first, largest);
    if (largest <= Math.max(smallestChange * first, rounding * farthest)) break;
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
