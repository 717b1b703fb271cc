import { checkpoint, minimiseNewton, withKernels } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { checkSquares } from "../check-squares.ts";
import { Design, restoreUnits } from "../linear/design.ts";
import { descendHinge, descentState } from "./descend-hinge.ts";
import { SquaredHingeObjective } from "./squared-hinge-objective.ts";

export interface LinearMachineOptions {
  readonly loss: "squaredHinge" | "hinge";
  readonly fitIntercept: boolean;
  readonly interceptScaling: number;
  readonly tol: number;
  readonly maxIter: number;
  readonly randomState: number;
  /** What progress is reported as. */
  readonly label: string;
}

/** Of which side each row is, 1 or −1, and how much it counts, times C. */
export interface MachineSides {
  readonly signs: Float64Array;
  readonly limits: Float64Array;
}

/** A border between two classes. */
export interface LinearMachine {
  /** One for each column. */
  readonly weights: Float64Array;
  readonly intercept: number;
  readonly nIter: number;
  readonly converged: boolean;
}

/** One machine for each of the given sides, all on the same rows. */
export function fitLinearMachines(
  matrix: Matrix,
  sides: readonly MachineSides[],
  options: LinearMachineOptions,
): Promise<LinearMachine[]> {
  return withKernels(options.label, (kernels) =>
    options.loss === "hinge" ? descend(kernels, matrix, sides, options) : minimise(kernels, matrix, sides, options),
  );
}

async function minimise(
  kernels: Kernels,
  matrix: Matrix,
  sides: readonly MachineSides[],
  { fitIntercept, interceptScaling, tol, maxIter, label }: LinearMachineOptions,
): Promise<LinearMachine[]> {
  const design = await Design.prepare(kernels, matrix, fitIntercept, label);
  const machines: LinearMachine[] = [];
  for (const { signs, limits } of sides) {
    const objective = new SquaredHingeObjective(design, signs, limits, interceptScaling);
    const { point, nIter, outcome } = await minimiseNewton(objective, { tol, maxIter, label, isStrictlyConvex: true });
    const weights = restoreUnits(design, objective.coefficientsAt(point)).slice(0, matrix.columns);
    const intercept = objective.interceptAt(point);
    machines.push({ weights, intercept, nIter, converged: outcome === "converged" });
  }
  return machines;
}

/** So many variables may be looked at between two chances to stop: some milliseconds. */
const stepsBetweenCheckpoints = 200_000;

async function descend(
  kernels: Kernels,
  matrix: Matrix,
  sides: readonly MachineSides[],
  { fitIntercept, interceptScaling, tol, maxIter, randomState, label }: LinearMachineOptions,
): Promise<LinearMachine[]> {
  checkSquares(matrix, label);
  const { rows, columns } = matrix;
  const constant = fitIntercept ? interceptScaling : 0;
  // The intercept is the weight of one more column.
  const width = 4 * Math.ceil((columns + 1) / 4);
  const points = paddedRows(kernels, matrix, constant, width);
  const lengths = squaredLengths(kernels, points, rows, width);
  const machines: LinearMachine[] = [];
  for (const { signs, limits } of sides) {
    const state = kernels.float64(descentState.size);
    state.set([rows, rows, Infinity, -Infinity]);
    const weights = kernels.float64(width);
    const order = kernels.int32(rows);
    for (let row = 0; row < rows; row++) order[row] = row;
    const own = [kernels.copy(signs), kernels.copy(limits), lengths, kernels.float64(rows), order] as const;
    const args = [points, ...own, weights, state, width, tol, randomState] as const;
    let round = 0;
    while (round < maxIter && state[descentState.converged] === 0) {
      await checkpoint(round, 0, label);
      const together = Math.ceil(stepsBetweenCheckpoints / Math.max(1, state[descentState.active]!));
      kernels.call(descendHinge, args, round, Math.min(maxIter, round + together));
      round = state[descentState.rounds]!;
    }
    const converged = state[descentState.converged] === 1;
    machines.push({
      weights: weights.slice(0, columns),
      intercept: weights[columns]! * constant,
      nIter: round,
      converged,
    });
  }
  return machines;
}

/** The rows, each with the constant of the intercept behind it, and zeros up to `width`. */
function paddedRows(kernels: Kernels, { data, rows, columns }: Matrix, constant: number, width: number): Float64Array {
  const points = kernels.float64(rows * width);
  for (let row = 0; row < rows; row++) {
    points.set(data.subarray(row * columns, (row + 1) * columns), row * width);
    points[row * width + columns] = constant;
  }
  return points;
}

function squaredLengths(kernels: Kernels, points: Float64Array, rows: number, width: number): Float64Array {
  const lengths = kernels.float64(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let place = row * width; place < (row + 1) * width; place++) sum += points[place]! * points[place]!;
    // A row of zeros says the same whatever the weights; its variable goes to its bound.
    lengths[row] = sum === 0 ? Number.MIN_VALUE : sum;
  }
  return lengths;
}
