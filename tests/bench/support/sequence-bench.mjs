// @ts-check
import { Matrix } from "ulm/data";
import { networkTrainers, useNetworkTrainer } from "./network-trainers.mjs";

/** The same on both sides: optimiser (Adam), learning rate, rows of a batch, epochs (no more and no less), no penalty. */
const training = { learningRateInit: 0.01, batchSize: 64, maxIter: 3, nIterNoChange: 3, alpha: 0 };

/**
 * A network for sequences beside the same one of PyTorch, where Python has it: tests/bench/support/torch_training.py.
 * @param {new (params: typeof training) => {fit(X: any, y: any): Promise<any>}} Model
 * @returns {import("../learn.bench.mjs").LearnBench}
 */
export function sequenceBench(Model) {
  return {
    packages: ["torch"],
    variants: networkTrainers,
    sizes: [
      [400, 24],
      [800, 24],
      [1_600, 24],
    ],
    data(rows, columns, random) {
      const X = new Matrix(
        Float64Array.from({ length: rows * columns }, () => random.normal()),
        rows,
        columns,
      );
      return { X, y: Int32Array.from({ length: rows }, (_, row) => Number(hasHighRun(X.row(row)))) };
    },
    async ours({ X, y }, trainer) {
      await useNetworkTrainer(trainer);
      return new Model(training).fit(X, y);
    },
    agreement(model, peer) {
      // Starting weights and order differ, so that the losses of the last epoch agree and not the weights.
      const value = Math.abs(model.lossCurve.at(-1) - peer.loss);
      return { metric: "difference of final losses", value, tolerance: 0.1, ok: value <= 0.1 };
    },
  };
}

/** Whether three steps in a row add up to much: about half of all sequences. @param {ArrayLike<number>} steps */
function hasHighRun(steps) {
  return Array.from(steps).some((value, step) => step >= 2 && value + steps[step - 1] + steps[step - 2] > 3);
}
