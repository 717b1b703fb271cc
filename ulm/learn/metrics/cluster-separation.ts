import type { Features, Labels, Matrix } from "../../data/index.ts";
import { checkFeatures } from "../check-features.ts";
import { squaredDistance } from "../clustering/squared-distance.ts";
import { clusterCodes } from "./cluster-codes.ts";

/**
 * How wide clusters are compared with how far they lie apart, each beside the one it is told from worst; 0 is best, smaller is better (D. L. Davies
 * and D. W. Bouldin, "A Cluster Separation Measure", IEEE PAMI 1, 1979). Scikit-learn's `davies_bouldin_score`. Takes rows × columns steps, where a
 * silhouette takes rows² of them.
 * @param X rows of finite numbers
 * @param labels the cluster of each row, of any kind
 * @throws ParameterError unless there are from 2 to rows − 1 clusters
 */
export function daviesBouldinScore(X: Features, labels: Labels): number {
  const matrix = checkFeatures(X, "daviesBouldinScore");
  const { codes, sizes } = clusterCodes(labels, matrix.rows);
  const { columns } = matrix;
  const centres = clusterCentres(matrix, codes, sizes);
  const widths = sizes.map(() => 0);
  codes.forEach((code, row) => {
    widths[code]! += Math.sqrt(squaredDistance(matrix.data, row * columns, centres, code * columns, columns));
  });
  sizes.forEach((size, code) => (widths[code]! /= size));
  const worst = sizes.map((_, own) =>
    sizes.reduce((most, _size, other) => {
      const distance = Math.sqrt(squaredDistance(centres, own * columns, centres, other * columns, columns));
      return distance === 0 ? most : Math.max(most, (widths[own]! + widths[other]!) / distance);
    }, 0),
  );
  return worst.reduce((sum, value) => sum + value, 0) / worst.length;
}

/**
 * The variance between clusters over that within, each by its degrees of freedom; larger is better (T. Caliński and J. Harabasz, "A dendrite method for
 * cluster analysis", Communications in Statistics 3, 1974). Scikit-learn's `calinski_harabasz_score`. Takes rows × columns steps.
 * @param X rows of finite numbers
 * @param labels the cluster of each row, of any kind
 * @returns 1 when the rows of each cluster are all the same
 * @throws ParameterError unless there are from 2 to rows − 1 clusters
 */
export function calinskiHarabaszScore(X: Features, labels: Labels): number {
  const matrix = checkFeatures(X, "calinskiHarabaszScore");
  const { codes, sizes } = clusterCodes(labels, matrix.rows);
  const { rows, columns } = matrix;
  const centres = clusterCentres(matrix, codes, sizes);
  const centre = clusterCentres(matrix, new Int32Array(rows), [rows]);
  const between = sizes.reduce(
    (sum, size, code) => sum + size * squaredDistance(centres, code * columns, centre, 0, columns),
    0,
  );
  const within = codes.reduce(
    (sum, code, row) => sum + squaredDistance(matrix.data, row * columns, centres, code * columns, columns),
    0,
  );
  return within === 0 ? 1 : (between * (rows - sizes.length)) / (within * (sizes.length - 1));
}

/** clusters × columns, row-major. */
function clusterCentres({ data, columns }: Matrix, codes: Int32Array, sizes: readonly number[]): Float64Array {
  const centres = new Float64Array(sizes.length * columns);
  codes.forEach((code, row) => {
    for (let column = 0; column < columns; column++) centres[code * columns + column]! += data[row * columns + column]!;
  });
  sizes.forEach((size, code) => {
    for (let column = 0; column < columns; column++) centres[code * columns + column]! /= size;
  });
  return centres;
}
