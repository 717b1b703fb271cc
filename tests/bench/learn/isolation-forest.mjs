// @ts-check
import { IsolationForest } from "ulm/learn";
import { treeData } from "../support/tree-data.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: [""],
  sizes: [
    [10_000, 20],
    [50_000, 20],
    [200_000, 20],
  ],
  data: treeData,
  // A stated share of outliers: the training rows are scored as well.
  ours: ({ X }) => new IsolationForest({ contamination: 0.01 }).fit(X),
  agreement(model, peer, { XTest }) {
    const scores = model.scoreSamples(XTest);
    const value = Math.abs(
      scores.reduce((/** @type {number} */ sum, /** @type {number} */ score) => sum + score) / scores.length -
        peer.mean,
    );
    return { metric: "mean score", value, tolerance: 0.01, ok: value <= 0.01 };
  },
};
