// @ts-check
import { Matrix } from "ulm/data";
import { KMeans } from "ulm/learn";
import { largestDifference } from "../support/largest-difference.mjs";

const nClusters = 8;

/** The same first centres on both sides, or k-means++ with NumPy's random numbers, which is the same as well. */
const starts = /** @type {Record<string, (X: Matrix) => Partial<import("ulm/learn").KMeansParams>>} */ ({
  "from given centres": (X) => ({ init: X.take([...Array(nClusters).keys()]).toArrays() }),
  "k-means++": () => ({ rng: "numpy" }),
});

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: Object.keys(starts),
  sizes: [
    [10_000, 20],
    [50_000, 20],
    [200_000, 20],
  ],
  data(rows, columns, random) {
    const centres = Array.from({ length: nClusters * columns }, () => random.normal());
    const X = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const group = random.integer(nClusters);
      for (let column = 0; column < columns; column++) {
        X[row * columns + column] = centres[group * columns + column] + random.normal();
      }
    }
    return { X: new Matrix(X, rows, columns) };
  },
  ours: ({ X }, variant) => new KMeans({ nClusters, ...starts[variant](X) }).fit(X),
  agreement: (model, peer) => largestDifference("inertia", [model.inertia], peer.inertia, 1e-9),
};
