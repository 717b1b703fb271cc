// @ts-check
import { Matrix } from "ulm/data";
import { SVR } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: ["rbf", "linear"],
  sizes: [
    [1000, 10],
    [4000, 10],
    [10_000, 10],
  ],
  data(rows, columns, random) {
    const X = Float64Array.from({ length: rows * columns }, () => random.normal());
    const y = Float64Array.from({ length: rows }, (_, row) => {
      const [a, b, c] = X.subarray(row * columns);
      return a + b + 0.5 * Math.sin(2 * c) + 0.3 * random.normal();
    });
    return { X: new Matrix(X, rows, columns), y };
  },
  ours: ({ X, y }, kernel) => new SVR({ kernel: /** @type {"rbf" | "linear"} */ (kernel) }).fit(X, y),
  // Both stop at the same tolerance, somewhere near the solution.
  agreement: (model, peer, { X }) => largestDifference("predictions", model.predict(X), peer.predicted, 0.02),
};
