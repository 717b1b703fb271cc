// @ts-check
import { bootstrapMetric, rocAucScore } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";

const nResamples = 200;

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: [""],
  sizes: [
    [2_000, 1],
    [10_000, 1],
    [50_000, 1],
  ],
  data(rows, _columns, random) {
    const y = Float64Array.from({ length: rows }, () => Number(random.random() < 0.3));
    return { y, scores: y.map((label) => 1.2 * label + random.normal()) };
  },
  ours: ({ y, scores }) => bootstrapMetric(rocAucScore, y, scores, { nResamples, method: "percentile" }),
  // Both draw rows of their own: a standard error of 200 resamples is known to about 5 %.
  agreement: (interval, peer) =>
    largestDifference("standard error", [interval.standardError], peer.standardError, 0.25),
};
