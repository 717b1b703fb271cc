// @ts-check
import { DecisionTreeClassifier, DecisionTreeRegressor } from "ulm/learn";
import { areaLost, treeData, varianceLost } from "../support/tree-data.mjs";

const params = /** @type {Record<string, object>} */ ({ "depth 6": { maxDepth: 6 }, full: {}, numbers: {} });

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: Object.keys(params),
  sizes: [
    [10_000, 20],
    [50_000, 20],
    [200_000, 20],
  ],
  data: treeData,
  ours: ({ X, y, values }, variant) =>
    variant === "numbers"
      ? new DecisionTreeRegressor(params[variant]).fit(X, values)
      : new DecisionTreeClassifier(params[variant]).fit(X, y),
  // Of equally good splits each side takes one at random.
  agreement: (model, peer, arrays, variant) =>
    variant === "numbers" ? varianceLost(model, peer, arrays, 0.03) : areaLost(model, peer, arrays, 0.01),
};
