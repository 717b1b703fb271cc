// @ts-check
import { PoissonRegressor } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";
import { normalMatrix } from "../support/normal-matrix.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: ["penalised", "standard errors"],
  packages: ["statsmodels"],
  sizes: [
    [10_000, 20],
    [50_000, 20],
    [200_000, 20],
  ],
  data(rows, columns, random) {
    const X = normalMatrix(rows, columns, random);
    const y = Float64Array.from({ length: rows }, (_, row) => {
      const mean = Math.exp(0.5 + X.row(row).reduce((sum, value, column) => sum + value * ((column % 3) - 1) * 0.1, 0));
      const limit = Math.exp(-mean);
      let count = -1;
      for (let product = 1; product > limit; product *= random.random()) count++;
      return count;
    });
    return { X, y };
  },
  ours: ({ X, y }, variant) => new PoissonRegressor({ alpha: variant === "penalised" ? 0.1 : 0 }).fit(X, y),
  agreement(model, peer, _arrays, variant) {
    if (variant === "standard errors") {
      return largestDifference("standard errors", model.standardErrors, peer.standardErrors, 1e-6);
    }
    return largestDifference("coefficients", model.coef, peer.coef, 1e-6);
  },
};
