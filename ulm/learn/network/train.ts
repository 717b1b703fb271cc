import type { Optimizer, Scalar, Sequential } from "@tensorflow/tfjs";
import { checkpoint } from "../../compute/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import type { Loss } from "./loss.ts";
import type { Network } from "./network.ts";
import { objective, variables } from "./objective.ts";
import type { Batch } from "./objective.ts";
import { loadedTensorflow } from "./tensorflow.ts";
import type { Tensorflow } from "./tensorflow.ts";
import { toTensorflow, withWeightsOf } from "./to-tensorflow.ts";
import type { TrainingParams } from "./training-params.ts";

export interface TrainingData {
  readonly matrix: Matrix;
  /** rows × outputs */
  readonly targets: Float64Array;
  /** How much each row counts. */
  readonly weights: Float64Array;
}

export interface TrainingTask {
  readonly network: Network;
  readonly data: TrainingData;
  readonly loss: Loss;
  readonly params: TrainingParams;
  readonly random: RandomSource;
  /** The estimator, for the progress display. */
  readonly type: string;
  /** Score on held-out rows, larger is better; with it training stops when the score no longer rises, and keeps the best network. */
  readonly validate?: (network: Network) => number;
}

export interface TrainingResult {
  readonly network: Network;
  /** Mean loss of each epoch, penalty included. */
  readonly lossCurve: readonly number[];
  readonly validationScores: readonly number[];
  /** Whether training stopped by itself before `maxIter` epochs. */
  readonly converged: boolean;
}

/**
 * Mini-batch gradient descent with TensorFlow.js. The same seed gives the same network on the same backend.
 * @throws MissingTensorflowError, and whatever calls the task off; no tensor outlives it
 */
export async function train(task: TrainingTask): Promise<TrainingResult> {
  const tf = await loadedTensorflow();
  const model = toTensorflow(tf, task.network);
  const optimizer = createOptimizer(tf, task.params);
  try {
    return await runEpochs(tf, model, optimizer, task);
  } finally {
    model.dispose();
    optimizer.dispose();
  }
}

async function runEpochs(
  tf: Tensorflow,
  model: Sequential,
  optimizer: Optimizer,
  task: TrainingTask,
): Promise<TrainingResult> {
  const { data, params, random, validate } = task;
  const order = Int32Array.from({ length: data.matrix.rows }, (_, row) => row);
  const lossCurve: number[] = [];
  const validationScores: number[] = [];
  let best = { value: Infinity, network: task.network };
  let epochsWithoutGain = 0;
  while (lossCurve.length < params.maxIter && epochsWithoutGain <= params.nIterNoChange) {
    if (params.shuffle) random.shuffle(order);
    lossCurve.push(await runEpoch(tf, model, optimizer, task, order, lossCurve.length));
    if (validate) validationScores.push(validate(withWeightsOf(model, task.network)));
    const value = validate ? -validationScores.at(-1)! : lossCurve.at(-1)!;
    epochsWithoutGain = value > best.value - params.tol ? epochsWithoutGain + 1 : 0;
    if (value < best.value) best = { value, network: validate ? withWeightsOf(model, task.network) : task.network };
  }
  const network = validate ? best.network : withWeightsOf(model, task.network);
  return { network, lossCurve, validationScores, converged: epochsWithoutGain > params.nIterNoChange };
}

/** One pass over all rows; resolves to their mean loss. */
async function runEpoch(
  tf: Tensorflow,
  model: Sequential,
  optimizer: Optimizer,
  { data, loss, params, type }: TrainingTask,
  order: Int32Array,
  epoch: number,
): Promise<number> {
  const rows = order.length;
  const batchSize = params.batchSize === "auto" ? Math.min(200, rows) : Math.min(params.batchSize, rows);
  const batches = Math.ceil(rows / batchSize);
  let total = 0;
  for (let index = 0; index < batches; index++) {
    await checkpoint(epoch * batches + index, params.maxIter * batches, type);
    const chosen = order.subarray(index * batchSize, (index + 1) * batchSize);
    const batch = takeBatch(tf, data, chosen);
    const mean = optimizer.minimize(
      () => objective(tf, model, loss, params.alpha, batch),
      true,
      variables(model),
    ) as Scalar;
    total += mean.dataSync()[0]! * chosen.length;
    tf.dispose([mean, batch.inputs, batch.targets, batch.weights]);
  }
  return total / rows;
}

function createOptimizer(tf: Tensorflow, params: TrainingParams): Optimizer {
  const { solver, learningRateInit, momentum, nesterovsMomentum } = params;
  if (solver === "adam") return tf.train.adam(learningRateInit, 0.9, 0.999, 1e-8);
  return tf.train.momentum(learningRateInit, momentum, nesterovsMomentum);
}

function takeBatch(tf: Tensorflow, { matrix, targets, weights }: TrainingData, rows: Int32Array): Batch {
  const outputs = targets.length / matrix.rows;
  const inputs = new Float32Array(rows.length * matrix.columns);
  const wanted = new Float32Array(rows.length * outputs);
  rows.forEach((row, index) => {
    inputs.set(matrix.row(row), index * matrix.columns);
    wanted.set(targets.subarray(row * outputs, (row + 1) * outputs), index * outputs);
  });
  return {
    inputs: tf.tensor2d(inputs, [rows.length, matrix.columns]),
    targets: tf.tensor2d(wanted, [rows.length, outputs]),
    weights: tf.tensor2d(
      Float32Array.from(rows, (row) => weights[row]!),
      [rows.length, 1],
    ),
  };
}
