// @ts-check
import { Matrix } from "ulm/data";
import { PCA } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: [""],
  isShort: true,
  sizes: [
    [10_000, 50],
    [50_000, 50],
    [200_000, 50],
  ],
  data(rows, columns, random) {
    const X = Float64Array.from({ length: rows * columns }, (_, index) => random.normal() * (1 + (index % columns)));
    return { X: new Matrix(X, rows, columns) };
  },
  ours: async ({ X }) => {
    const model = await new PCA({ nComponents: 5 }).fit(X);
    return { model, scores: model.transform(X) };
  },
  agreement: ({ model }, peer) => largestDifference("components", model.components.flat(), peer.components, 1e-9),
};
