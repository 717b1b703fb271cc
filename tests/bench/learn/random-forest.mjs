// @ts-check
import { RandomForestClassifier, RandomForestRegressor } from "ulm/learn";
import { areaLost, treeData } from "../support/tree-data.mjs";

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
    const value = peer.r2 - model.score(arrays.XTest, arrays.valuesTest);
    return { metric: "R² below the peer's", value, tolerance: 0.01, ok: value <= 0.01 };
  },
};
