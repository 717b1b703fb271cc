import { checkpoint, createRandom } from "../../compute/index.ts";
import { ParameterError, toLabels } from "../../data/index.ts";
import type { Features, Labels, Matrix } from "../../data/index.ts";
import { checkFeatures } from "../check-features.ts";
import { squaredDistance } from "../clustering/squared-distance.ts";
import { clusterCodes } from "./cluster-codes.ts";

/** How many rows are looked at. */
export interface SilhouetteOptions {
  /** Judge by this many rows, drawn at random. Default all. */
  sampleSize?: number;
  /** Of the draw. Default 0. */
  randomState?: number;
}

/**
 * How much nearer each row is to its own cluster than to the next: (b − a) / max(a, b) with the mean distances a to the other
 * rows of its cluster and b to those of the nearest other cluster; 1 is well inside, 0 on the border, below 0 in the wrong cluster,
 * and 0 for a row that is alone (P. J. Rousseeuw, "Silhouettes", J. Comput. Appl. Math. 20, 1987). Takes rows² distances, and
 * memory for rows × clusters numbers.
 * @param labels the cluster of each row
 * @throws ParameterError unless there are from 2 to rows − 1 clusters
 */
export async function silhouetteSamples(X: Features, labels: Labels): Promise<Float64Array> {
  const matrix = checkFeatures(X, "silhouetteSamples");
  const { codes, sizes } = clusterCodes(labels, matrix.rows);
  const sums = await distanceSums(matrix, codes, sizes.length);
  return Float64Array.from(codes, (own, row) => {
    if (sizes[own] === 1) return 0;
    const inside = sums[row * sizes.length + own]! / (sizes[own]! - 1);
    let outside = Infinity;
    for (const [cluster, size] of sizes.entries()) {
      if (cluster !== own) outside = Math.min(outside, sums[row * sizes.length + cluster]! / size);
    }
    const scale = Math.max(inside, outside);
    return scale === 0 ? 0 : (outside - inside) / scale;
  });
}

/** The mean silhouette of all rows, or of a sample of them. @throws ParameterError as `silhouetteSamples` */
export async function silhouetteScore(X: Features, labels: Labels, options: SilhouetteOptions = {}): Promise<number> {
  const matrix = checkFeatures(X, "silhouetteScore");
  const { sampleSize = matrix.rows, randomState } = options;
  if (sampleSize >= matrix.rows) return mean(await silhouetteSamples(matrix, labels));
  if (!(sampleSize >= 1)) throw new ParameterError(`sampleSize must be at least 1, not ${sampleSize}.`);
  const rows = createRandom(randomState).permutation(matrix.rows).subarray(0, sampleSize).sort();
  const all = toLabels(labels, "labels");
  const sample = Array.from(rows, (row) => all[row]!);
  return mean(await silhouetteSamples(matrix.take(rows), sample));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The sum of distances from each row to the rows of each cluster, rows × clusters. */
async function distanceSums({ data, rows, columns }: Matrix, codes: Int32Array, clusters: number) {
  const sums = new Float64Array(rows * clusters);
  for (let row = 0; row < rows; row++) {
    if (row % 64 === 0) await checkpoint(row, rows, "Silhouette");
    for (let other = 0; other < row; other++) {
      const distance = Math.sqrt(squaredDistance(data, row * columns, data, other * columns, columns));
      sums[row * clusters + codes[other]!]! += distance;
      sums[other * clusters + codes[row]!]! += distance;
    }
  }
  return sums;
}
