import type { Kernels } from "../../compute/index.ts";
import { flatWeights, withFlatWeights } from "./network.ts";
import type { Network } from "./network.ts";
import { adam, adamSteps, collectGradients, momentumSteps } from "./optimiser-steps.ts";
import { planNetwork } from "./plan-network.ts";
import { losses } from "./row-losses.ts";
import { trainRows, writeLayers } from "./train-rows.ts";
import type { Trainer, TrainingTask } from "./trainer.ts";
import { batchSizeOf } from "./training-params.ts";
import type { TrainingParams } from "./training-params.ts";

/** Blocks are small enough for the cache and for several threads to share a batch, and large enough to be worth a gradient each. */
const fewestRows = 32;
/** Of a batch: each has a gradient of its own, which takes memory. */
const mostBlocks = 64;
/** Smaller networks take their steps on one thread. */
const blockWeights = 16_384;

/** Trains with kernels: each batch in blocks of rows, on all threads, in single precision. The same seed gives the same network anywhere. */
export function kernelTrainer(kernels: Kernels, { network, data, loss, params }: TrainingTask): Trainer {
  const { matrix, targets } = data;
  const batchSize = batchSizeOf(params, matrix.rows);
  const blockRows = Math.max(fewestRows, Math.ceil(batchSize / mostBlocks));
  const mostUsed = Math.ceil(batchSize / blockRows);
  const plan = planNetwork(network, blockRows);
  const { weightCount, outputs } = plan;
  const batch = kernels.int32(batchSize);
  const weights = single(kernels, flatWeights(network));
  const gradients = kernels.float32(mostUsed * weightCount);
  const lossSums = kernels.float64(mostUsed);
  const penaltySums = kernels.float64(Math.ceil(weightCount / blockWeights));
  const penalties = single(kernels, penaltiesOf(network, params.alpha));
  const layers = kernels.copy(writeLayers(plan.layers));
  const X = single(kernels, matrix.data);
  const wanted = single(kernels, targets);
  const rowWeights = kernels.copy(data.weights);
  const scratch = kernels.perThread(() => kernels.float32(plan.scratchSize));
  const takeStep = createOptimiser(kernels, params, weights, gradients);
  const sum = (numbers: Float64Array, count: number) =>
    numbers.subarray(0, count).reduce((total, each) => total + each, 0);
  return {
    step(rows) {
      batch.set(rows);
      const factor = 1 / rows.reduce((total, row) => total + data.weights[row]!, 0);
      const blocks = Math.ceil(rows.length / blockRows);
      kernels.runNow(
        trainRows,
        [
          ...([layers, plan.layers.length, X, matrix.columns, wanted, outputs, rowWeights, batch] as const),
          ...([losses.indexOf(loss), factor, weights, weightCount, gradients, lossSums, scratch, blockRows] as const),
        ],
        { items: rows.length, block: blockRows },
      );
      const work = { items: weightCount, block: blockWeights };
      kernels.runNow(
        collectGradients,
        [gradients, blocks, weights, weightCount, penalties, factor, penaltySums, blockWeights],
        work,
      );
      takeStep();
      return factor * (sum(lossSums, blocks) + sum(penaltySums, penaltySums.length) / 2);
    },
    network: () => withFlatWeights(network, weights),
  };
}

function single(kernels: Kernels, values: ArrayLike<number>): Float32Array {
  const numbers = kernels.float32(values.length);
  numbers.set(values);
  return numbers;
}

/** alpha for the weights of kernels, 0 for biases. */
function penaltiesOf({ weights }: Network, alpha: number): number[] {
  return weights.flat().flatMap(({ shape, values }) => values.map(() => (shape.length > 1 ? alpha : 0)));
}

/** @returns what takes a step by the gradients that stand first among `gradients` */
function createOptimiser(kernels: Kernels, params: TrainingParams, weights: Float32Array, gradients: Float32Array) {
  const { solver, learningRateInit, momentum, nesterovsMomentum } = params;
  const work = { items: weights.length, block: blockWeights };
  const moved = kernels.float32(weights.length);
  if (solver === "sgd") {
    const args = [weights, gradients, moved, learningRateInit, momentum, Number(nesterovsMomentum)] as const;
    return () => kernels.runNow(momentumSteps, args, work);
  }
  const squares = kernels.float32(weights.length);
  let step = 0;
  return () => {
    step++;
    const correction = Math.sqrt(1 - adam.forgetSquares ** step) / (1 - adam.forgetMeans ** step);
    kernels.runNow(adamSteps, [weights, gradients, moved, squares, learningRateInit * correction], work);
  };
}
