import type { RandomSource } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import type { Network } from "./network.ts";
import type { Loss } from "./row-losses.ts";
import type { TrainingParams } from "./training-params.ts";

export interface TrainingData {
  readonly matrix: Matrix;
  /** rows × outputs: 0 or 1 for classes, values otherwise. */
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

/** What takes training steps: kernels of ours, or TensorFlow.js. */
export interface Trainer {
  /**
   * A step down the gradient of the weighted mean loss of these rows plus alpha / 2 · Σ w² over kernels (biases are free) by their weight.
   * @returns what was made smaller, as it was before the step
   */
  step(rows: Int32Array): number;
  /** The network with the weights that it has now. */
  network(): Network;
}
