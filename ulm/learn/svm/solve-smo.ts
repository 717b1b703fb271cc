import { checkpoint } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import { DualProblem } from "./dual-problem.ts";
import type { SvmProblem } from "./dual-problem.ts";

export interface SmoOptions {
  /** Stop when no pair of variables violates the optimality conditions by more. */
  readonly tol: number;
  /** Steps at most; `null` for ten million, or a hundred for each row when that is more. */
  readonly maxIter: number | null;
  readonly shrinking: boolean;
  /** What progress is reported as. */
  readonly label: string;
}

export interface SmoSolution {
  /** β of each row; 0 unless the row is a support vector. */
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly nIter: number;
  readonly converged: boolean;
}

/** A checkpoint after so many steps, and shrinking after that many. */
const stepsPerCheckpoint = 128;
const stepsPerShrinking = 1000;

/**
 * Sequential minimal optimisation: two variables at a time, chosen by second-order information, and least of all work on those that rest
 * at their bounds (J. Platt, 1998; Fan, Chen & Lin, 2005; the stopping rule and shrinking of LIBSVM).
 */
export async function solveSmo(problem: SvmProblem, options: SmoOptions, kernels: Kernels): Promise<SmoSolution> {
  const { tol, label, shrinking } = options;
  const dual = new DualProblem(problem, kernels);
  const rows = problem.targets.length;
  const period = Math.min(rows, stepsPerShrinking);
  const limit = options.maxIter ?? Math.max(1e7, 100 * rows);
  // To look at all again can cost as much as many steps: then it pays where there are more steps than rows.
  let untilShrinking = dual.isLinear ? period : Math.max(period, rows);
  let wasRestored = false;
  let nIter = 0;
  let converged = false;
  while (!converged && nIter < limit) {
    await checkpoint(nIter, 0, label);
    const most = Math.min(stepsPerCheckpoint, limit - nIter, shrinking ? untilShrinking : Infinity);
    const { steps, violation } = dual.takeSteps(most, tol);
    nIter += steps;
    untilShrinking -= steps;
    if (steps < most) {
      converged = dual.active === rows;
      await dual.restore();
      untilShrinking = Math.min(untilShrinking, 1);
      continue;
    }
    if (!shrinking || untilShrinking > 0) continue;
    untilShrinking = period;
    // Near the end all are looked at once more: what was put aside early may have been so by mistake.
    if (!wasRestored && violation <= 10 * tol) {
      wasRestored = true;
      await dual.restore();
    }
    dual.shrink();
  }
  await dual.restore();
  return { coefficients: dual.coefficients(), intercept: dual.intercept(), nIter, converged };
}
