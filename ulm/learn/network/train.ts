import { checkpoint, withKernels } from "../../compute/index.ts";
import { kernelTrainer } from "./kernel-trainer.ts";
import { DivergenceError } from "../divergence-error.ts";
import { isFiniteNetwork } from "./network.ts";
import type { Network } from "./network.ts";
import { tensorflowForTraining } from "./tensorflow.ts";
import { tensorflowTrainer } from "./tensorflow-trainer.ts";
import type { Trainer, TrainingTask } from "./trainer.ts";
import { batchSizeOf } from "./training-params.ts";

export interface TrainingResult {
  readonly network: Network;
  /** Mean loss of each epoch, penalty included. */
  readonly lossCurve: readonly number[];
  readonly validationScores: readonly number[];
  /** Whether training stopped by itself before `maxIter` epochs. */
  readonly converged: boolean;
}

/**
 * Mini-batch gradient descent. The same seed gives the same network on the same backend.
 * @throws DivergenceError when the loss or a weight is no longer finite, MissingTensorflowError, and whatever calls the task off; no tensor
 *   outlives it
 */
export async function train(task: TrainingTask): Promise<TrainingResult> {
  const tf = await tensorflowForTraining();
  if (tf === undefined) return withKernels(task.type, (kernels) => runEpochs(kernelTrainer(kernels, task), task));
  const trainer = tensorflowTrainer(tf, task);
  try {
    return await runEpochs(trainer, task);
  } finally {
    trainer.dispose();
  }
}

async function runEpochs(trainer: Trainer, task: TrainingTask): Promise<TrainingResult> {
  const { data, params, random, validate } = task;
  const order = Int32Array.from({ length: data.matrix.rows }, (_, row) => row);
  const lossCurve: number[] = [];
  const validationScores: number[] = [];
  let best = { value: Infinity, network: task.network };
  let epochsWithoutGain = 0;
  while (lossCurve.length < params.maxIter && epochsWithoutGain <= params.nIterNoChange) {
    if (params.shuffle) random.shuffle(order);
    const loss = await runEpoch(trainer, task, order, lossCurve.length);
    lossCurve.push(loss);
    if (!Number.isFinite(loss)) throw diverged(task, lossCurve.length, `the loss became ${loss}`);
    const candidate = validate && finiteNetwork(trainer, task, lossCurve.length);
    if (validate) validationScores.push(validate(candidate!));
    const value = validate ? -validationScores.at(-1)! : loss;
    epochsWithoutGain = value > best.value - params.tol ? epochsWithoutGain + 1 : 0;
    if (value < best.value) best = { value, network: candidate ?? task.network };
  }
  const network = validate ? best.network : finiteNetwork(trainer, task, lossCurve.length);
  return { network, lossCurve, validationScores, converged: epochsWithoutGain > params.nIterNoChange };
}

/** One pass over all rows; resolves to their mean loss. */
async function runEpoch(
  trainer: Trainer,
  { params, type }: TrainingTask,
  order: Int32Array,
  epoch: number,
): Promise<number> {
  const rows = order.length;
  const batchSize = batchSizeOf(params, rows);
  const batches = Math.ceil(rows / batchSize);
  let total = 0;
  for (let index = 0; index < batches; index++) {
    await checkpoint(epoch * batches + index, params.maxIter * batches, type);
    const chosen = order.subarray(index * batchSize, (index + 1) * batchSize);
    total += trainer.step(chosen) * chosen.length;
  }
  return total / rows;
}

/** The network as it is. The loss of the last step is that before it, and does not tell where the step has led. */
function finiteNetwork(trainer: Trainer, task: TrainingTask, epoch: number): Network {
  const network = trainer.network();
  if (isFiniteNetwork(network)) return network;
  throw diverged(task, epoch, "a weight was no longer finite");
}

function diverged({ type, params }: TrainingTask, epoch: number, what: string): DivergenceError {
  const scales = type.endsWith("Regressor") ? ", and y to the size of 1" : "";
  const remedy =
    `Use a smaller learningRateInit (it is ${params.learningRateInit}), and bring the features to one scale ` +
    `(StandardScaler)${scales}.`;
  return new DivergenceError(type, "epoch", epoch, what, remedy);
}
