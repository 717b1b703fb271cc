// @ts-check
import { HistGradientBoostingClassifier } from "ulm/learn";
import { areaLost, treeData } from "../support/tree-data.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: [""],
  sizes: [
    [10_000, 20],
    [50_000, 20],
    [200_000, 20],
  ],
  data: treeData,
  // Both sides do all iterations.
  ours: ({ X, y }) => new HistGradientBoostingClassifier({ earlyStopping: false }).fit(X, y),
  agreement: (model, peer, arrays) => areaLost(model, peer, arrays, 0.0005),
};
