// @ts-check
import { DecisionTreeClassifier } from "ulm/learn";
import { areaLost, treeData } from "../support/tree-data.mjs";

const params = /** @type {Record<string, object>} */ ({ "depth 6": { maxDepth: 6 }, full: {} });

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: Object.keys(params),
  sizes: [
    [10_000, 20],
    [50_000, 20],
    [200_000, 20],
  ],
  data: treeData,
  ours: ({ X, y }, variant) => new DecisionTreeClassifier(params[variant]).fit(X, y),
  agreement: (model, peer, arrays) => areaLost(model, peer, arrays, 0.01),
};
