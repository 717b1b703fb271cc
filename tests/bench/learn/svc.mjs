// @ts-check
import { Matrix } from "ulm/data";
import { SVC } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: ["rbf", "linear"],
  sizes: [
    [1000, 10],
    [4000, 10],
    [20_000, 10],
  ],
  // Of 20,000 rows the kernel matrix alone would take 3 GB.
  memoryLimit: 500,
  data(rows, columns, random) {
    const X = Float64Array.from({ length: rows * columns }, () => random.normal());
    const y = Int32Array.from({ length: rows }, (_, row) => {
      const [a, b, c] = X.subarray(row * columns);
      return Number(a + b + 0.5 * c * c + 0.5 * random.normal() > 0.5);
    });
    return { X: new Matrix(X, rows, columns), y };
  },
  ours: ({ X, y }, kernel) => new SVC({ kernel: /** @type {"rbf" | "linear"} */ (kernel) }).fit(X, y),
  // Both stop at the same tolerance, somewhere near the solution.
  agreement: (model, peer, { X }) =>
    largestDifference("decisions", model.decisionFunction(X).data.subarray(0, 500), peer.decisions, 0.02),
};
