import { withKernels } from "../../compute/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { decide } from "./decide.ts";
import type { Machine } from "./decide.ts";
import type { SvmProblem } from "./dual-problem.ts";
import type { KernelFunction } from "./kernel-function.ts";
import { fitPlattSigmoid } from "./platt-sigmoid.ts";
import type { PlattSigmoid } from "./platt-sigmoid.ts";
import { solveSmo } from "./solve-smo.ts";
import type { SmoOptions } from "./solve-smo.ts";

/** How a machine for two classes is trained. */
export interface MachineOptions extends SmoOptions {
  readonly kernel: KernelFunction;
  readonly cacheBytes: number;
}

export interface TrainedMachine {
  /** The rows with coefficients other than 0, and these. */
  readonly support: Int32Array;
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly nIter: number;
  readonly converged: boolean;
}

const folds = 5;

/**
 * Trains a machine that tells two classes apart.
 * @param signs 1 or −1 for each row
 * @param limits the most that an error of each row may weigh
 */
export function trainClassifier(
  matrix: Matrix,
  signs: Float64Array,
  limits: Float64Array,
  options: MachineOptions,
): Promise<TrainedMachine> {
  const low = limits.map((limit, row) => (signs[row]! > 0 ? 0 : -limit));
  const high = limits.map((limit, row) => (signs[row]! > 0 ? limit : 0));
  return train(matrix, { targets: signs, epsilon: 0, low, high }, options);
}

/**
 * Trains a machine that comes near some values.
 * @param values one for each row
 * @param epsilon errors up to this are none
 * @param limits the most that an error of each row may weigh
 */
export function trainRegressor(
  matrix: Matrix,
  values: Float64Array,
  epsilon: number,
  limits: Float64Array,
  options: MachineOptions,
): Promise<TrainedMachine> {
  return train(matrix, { targets: values, epsilon, low: limits.map((limit) => -limit), high: limits }, options);
}

function train(
  { data, columns }: Matrix,
  goal: Pick<SvmProblem, "targets" | "epsilon" | "low" | "high">,
  options: MachineOptions,
): Promise<TrainedMachine> {
  const { kernel, cacheBytes, label } = options;
  return withKernels(label, async (kernels) => {
    const problem = { ...goal, points: data, columns, kernel, cacheBytes };
    const { coefficients, intercept, nIter, converged } = await solveSmo(problem, options, kernels);
    const support = Int32Array.from(coefficients.keys()).filter((row) => coefficients[row] !== 0);
    return {
      support,
      coefficients: Float64Array.from(support, (row) => coefficients[row]!),
      intercept,
      nIter,
      converged,
    };
  });
}

/**
 * The sigmoid that turns decisions of such a machine into probabilities: fitted to decisions on rows that a machine has not seen, by
 * five-fold cross-validation, as in LIBSVM.
 */
export async function crossFitSigmoid(
  matrix: Matrix,
  signs: Float64Array,
  limits: Float64Array,
  options: MachineOptions,
  random: RandomSource,
): Promise<PlattSigmoid> {
  const order = random.permutation(matrix.rows);
  const decisions = new Float64Array(matrix.rows);
  for (let fold = 0; fold < folds; fold++) {
    const start = Math.floor((fold * matrix.rows) / folds);
    const end = Math.floor(((fold + 1) * matrix.rows) / folds);
    const held = order.subarray(start, end);
    const train = order.filter((_, place) => place < start || place >= end);
    const trainSigns = Float64Array.from(train, (row) => signs[row]!);
    const only = trainSigns[0];
    if (trainSigns.every((sign) => sign === only)) {
      for (const row of held) decisions[row] = only ?? 0;
      continue;
    }
    const rows = matrix.take(train);
    const trainLimits = Float64Array.from(train, (row) => limits[row]!);
    const machine = await trainClassifier(rows, trainSigns, trainLimits, options);
    const values = decide(matrix.take(held), asMachine(rows, machine), options.kernel);
    held.forEach((row, place) => (decisions[row] = values[place]!));
  }
  return fitPlattSigmoid(decisions, signs);
}

function asMachine(rows: Matrix, { support, coefficients, intercept }: TrainedMachine): Machine {
  return { vectors: rows.take(support).data, coefficients, intercept };
}
