// @ts-check
import { LinearRegression, Ridge } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";
import { normalMatrix } from "../support/normal-matrix.mjs";

const models = /** @type {Record<string, () => LinearRegression | Ridge>} */ ({
  "least squares": () => new LinearRegression(),
  "standard errors": () => new LinearRegression(),
  ridge: () => new Ridge({ alpha: 10 }),
});

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: Object.keys(models),
  packages: ["statsmodels"],
  sizes: [
    [10_000, 20],
    [50_000, 20],
    [200_000, 20],
  ],
  data(rows, columns, random) {
    const X = normalMatrix(rows, columns, random);
    const y = Float64Array.from(
      { length: rows },
      (_, row) =>
        3 + X.row(row).reduce((sum, value, column) => sum + value * ((column % 3) - 0.9), 0) + random.normal(),
    );
    return { X, y };
  },
  ours: ({ X, y }, variant) => models[variant]().fit(X, y),
  agreement(model, peer, _arrays, variant) {
    if (variant === "standard errors") {
      return largestDifference("standard errors", model.standardErrors, peer.standardErrors, 1e-6);
    }
    return largestDifference("coefficients", model.coef, peer.coef, 1e-6);
  },
};
