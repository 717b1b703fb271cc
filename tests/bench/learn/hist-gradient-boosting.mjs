// @ts-check
import { HistGradientBoostingClassifier, HistGradientBoostingRegressor } from "ulm/learn";
import { areaLost, treeData, varianceLost } from "../support/tree-data.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: ["two classes", "three classes", "numbers"],
  sizes: [
    [10_000, 20],
    [50_000, 20],
    [200_000, 20],
  ],
  data: treeData,
  // Both sides do all iterations.
  ours({ X, y, three, values }, variant) {
    if (variant === "numbers") return new HistGradientBoostingRegressor({ earlyStopping: false }).fit(X, values);
    return new HistGradientBoostingClassifier({ earlyStopping: false }).fit(X, variant === "two classes" ? y : three);
  },
  agreement(model, peer, arrays, variant) {
    if (variant === "two classes") return areaLost(model, peer, arrays, 0.0005);
    if (variant === "numbers") return varianceLost(model, peer, arrays, 0.0005);
    const value = peer.accuracy - model.score(arrays.XTest, arrays.threeTest);
    return { metric: "accuracy below the peer's", value, tolerance: 0.005, ok: value <= 0.005 };
  },
};
