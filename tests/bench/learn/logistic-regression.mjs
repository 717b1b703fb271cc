// @ts-check
import { LogisticRegression } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";
import { normalMatrix } from "../support/normal-matrix.mjs";

const params = /** @type {Record<string, object>} */ ({ l2: {}, "standard errors": { penalty: "none" } });

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: Object.keys(params),
  sizes: [
    [10_000, 20],
    [50_000, 20],
    [200_000, 20],
  ],
  data(rows, columns, random) {
    const X = normalMatrix(rows, columns, random);
    const weights = Array.from({ length: columns }, (_, column) => (column % 3) - 1 + 0.1 * random.normal());
    const y = Int32Array.from({ length: rows }, (_, row) => {
      const predictor = X.row(row).reduce((sum, value, column) => sum + value * weights[column], -1);
      return Number(random.random() < 1 / (1 + Math.exp(-predictor)));
    });
    return { X, y };
  },
  ours: ({ X, y }, variant) => new LogisticRegression(params[variant]).fit(X, y),
  agreement(model, peer, _arrays, variant) {
    if (variant === "l2") return largestDifference("coefficients", model.coef.flat(), peer.coef, 1e-6);
    return largestDifference("standard errors", model.standardErrors, peer.standardErrors, 1e-6);
  },
};
