import type { KernelPoints } from "./kernel-points.ts";
import type { ClusterSums } from "./relocate-empty-clusters.ts";
import { squaredDistance } from "./squared-distance.ts";

/** The rows of each cluster times their weights, added up, and the weights. Counting each row once more costs little beside the distances. */
export function weighedClusters(
  { matrix: { data, rows, columns } }: KernelPoints,
  weights: Float64Array,
  labels: Int32Array,
  nClusters: number,
): ClusterSums {
  const sums = new Float64Array(nClusters * columns);
  const counts = new Float64Array(nClusters);
  for (let row = 0; row < rows; row++) {
    const cluster = labels[row]!;
    const weight = weights[row]!;
    counts[cluster]! += weight;
    for (let column = 0; column < columns; column++) {
      sums[cluster * columns + column]! += weight * data[row * columns + column]!;
    }
  }
  return { sums, counts };
}

/** Σ w ‖x − μ‖² over the rows and their own centres. */
export function weighedInertia(
  { matrix: { data, rows, columns } }: KernelPoints,
  weights: Float64Array,
  labels: Int32Array,
  centres: Float64Array,
): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    sum += weights[row]! * squaredDistance(data, row * columns, centres, labels[row]! * columns, columns);
  }
  return sum;
}
