// @ts-check
import { Matrix } from "ulm/data";
import { SVC } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";

/** Whose decisions are compared. */
const firstRows = Int32Array.from({ length: 500 }, (_, row) => row);

const params = /** @type {Record<string, Partial<import("ulm/learn").SVCParams>>} */ ({
  rbf: {},
  linear: { kernel: "linear" },
  probabilities: { probability: true },
  "three classes": {},
});

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: Object.keys(params),
  sizes: [
    [1000, 10],
    [4000, 10],
    [20_000, 10],
  ],
  // Of 20,000 rows the kernel matrix alone would take 3 GB.
  memoryLimit: 500,
  data(rows, columns, random) {
    const X = Float64Array.from({ length: rows * columns }, () => random.normal());
    const signal = Float64Array.from({ length: rows }, (_, row) => {
      const [a, b, c] = X.subarray(row * columns);
      return a + b + 0.5 * c * c + 0.5 * random.normal();
    });
    return {
      X: new Matrix(X, rows, columns),
      y: Int32Array.from(signal, (value) => Number(value > 0.5)),
      three: Int32Array.from(signal, (value) => Number(value > 0) + Number(value > 1)),
    };
  },
  ours: ({ X, y, three }, variant) => new SVC(params[variant]).fit(X, variant === "three classes" ? three : y),
  // Both stop at the same tolerance, somewhere near the solution.
  agreement: (model, peer, { X }) =>
    largestDifference("decisions", model.decisionFunction(X.take(firstRows)).data, peer.decisions, 0.02),
};
