// @ts-check
import { Matrix } from "ulm/data";
import { AgglomerativeClustering } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: ["ward", "average", "complete", "single"],
  sizes: [
    [1000, 10],
    [3000, 10],
    [6000, 10],
  ],
  memoryLimit: 400,
  data(rows, columns, random) {
    const centres = Array.from({ length: 8 * columns }, () => 3 * random.normal());
    const X = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const group = random.integer(8);
      for (let column = 0; column < columns; column++) {
        X[row * columns + column] = centres[group * columns + column] + random.normal();
      }
    }
    return { X: new Matrix(X, rows, columns) };
  },
  ours: ({ X }, linkage) =>
    new AgglomerativeClustering({ linkage: /** @type {import("ulm/learn").Linkage} */ (linkage) }).fit(X),
  agreement: (model, peer) =>
    largestDifference(
      "heights",
      model.merges.map((/** @type {import("ulm/learn").Merge} */ { height }) => height),
      peer.heights,
      1e-9,
    ),
};
