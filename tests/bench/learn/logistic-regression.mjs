// @ts-check
import { LogisticRegression } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";
import { normalMatrix } from "../support/normal-matrix.mjs";

const params = /** @type {Record<string, object>} */ ({
  l2: {},
  "standard errors": { penalty: "none" },
  "three classes": {},
});

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: Object.keys(params),
  packages: ["statsmodels"],
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
    const three = Int32Array.from(
      y,
      (label, row) => label + Number(label === 1 && X.get(row, 0) + random.normal() > 0),
    );
    return { X, y, three };
  },
  ours: ({ X, y, three }, variant) =>
    new LogisticRegression(params[variant]).fit(X, variant === "three classes" ? three : y),
  agreement(model, peer, _arrays, variant) {
    if (variant === "standard errors") {
      return largestDifference("standard errors", model.standardErrors, peer.standardErrors, 1e-6);
    }
    return largestDifference("coefficients", model.coef.flat(), peer.coef, 1e-6);
  },
};
