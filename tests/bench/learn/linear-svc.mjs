// @ts-check
import { Matrix } from "ulm/data";
import { LinearSVC } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: ["squared_hinge", "hinge"],
  sizes: [
    [2_000, 10],
    [20_000, 20],
    [200_000, 20],
  ],
  data(rows, columns, random) {
    const X = Float64Array.from({ length: rows * columns }, () => random.normal());
    const y = Int32Array.from({ length: rows }, (_, row) => {
      const [a, b, c] = X.subarray(row * columns);
      return Number(a - b + 0.5 * c + 1.5 * random.normal() > 0.3);
    });
    return { X: new Matrix(X, rows, columns), y };
  },
  ours: ({ X, y }, loss) => new LinearSVC({ loss: loss === "hinge" ? "hinge" : "squaredHinge", C: 0.1 }).fit(X, y),
  // Both stop at the same tolerance; hinge somewhere near the solution.
  agreement: (model, peer, _arrays, loss) =>
    largestDifference("coefficients", model.coef.flat(), peer.coef, loss === "hinge" ? 0.02 : 0.002),
};
