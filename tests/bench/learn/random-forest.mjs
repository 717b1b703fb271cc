// @ts-check
import { RandomForestClassifier, RandomForestRegressor } from "ulm/learn";
import { areaLost, treeData, varianceLost } from "../support/tree-data.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: ["classes", "numbers"],
  sizes: [
    [2_000, 20],
    [10_000, 20],
    [50_000, 20],
  ],
  data: treeData,
  ours: ({ X, y, values }, variant) =>
    variant === "classes"
      ? new RandomForestClassifier().fit(X, y)
      : new RandomForestRegressor({ nEstimators: 20 }).fit(X, values),
  agreement(model, peer, arrays, variant) {
    // Forests of other seeds differ by as much (their standard deviation is 0.003 at 2000 rows).
    if (variant === "classes") return areaLost(model, peer, arrays, 0.012);
    return varianceLost(model, peer, arrays, 0.01);
  },
};
