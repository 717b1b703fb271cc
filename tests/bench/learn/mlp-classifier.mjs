// @ts-check
import { MLPClassifier, logLoss } from "ulm/learn";
import { networkTrainers, useNetworkTrainer } from "../support/network-trainers.mjs";
import { normalMatrix } from "../support/normal-matrix.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: networkTrainers,
  sizes: [
    [1_000, 20],
    [5_000, 20],
    [25_000, 20],
  ],
  data(rows, columns, random) {
    const X = normalMatrix(rows, columns, random);
    const y = Int32Array.from({ length: rows }, (_, row) => Number(X.get(row, 0) * X.get(row, 1) + X.get(row, 2) > 0));
    return { X, y };
  },
  async ours({ X, y }, trainer) {
    await useNetworkTrainer(trainer);
    // Ten passes, no more and no less.
    return new MLPClassifier({ hiddenLayerSizes: [64, 32], maxIter: 10, nIterNoChange: 10 }).fit(X, y);
  },
  agreement(model, peer, { X, y }) {
    // Starting weights and order differ, so that the losses agree and not the weights.
    const value = Math.abs(logLoss(y, model.predictProba(X)) - peer.logLoss);
    return { metric: "difference of log losses", value, tolerance: 0.05, ok: value <= 0.05 };
  },
};
