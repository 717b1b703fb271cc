import type { Matrix } from "../../data/index.ts";
import { squaredDistance } from "./squared-distance.ts";

/** The rows of each cluster, added up, and how many they are; or both by weight. */
export interface ClusterSums {
  /** nClusters × columns. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/**
 * Gives each empty cluster the row that lies farthest from its own centre, and takes it from the cluster it was in, as scikit-learn
 * does. Nothing happens when all rows lie on their centres.
 * @param centres the ones that `labels` refer to
 * @param clusters changed in place
 */
export function relocateEmptyClusters(
  { data, rows, columns }: Matrix,
  labels: Int32Array,
  centres: Float64Array,
  { sums, counts }: ClusterSums,
  weights?: Float64Array,
): void {
  const empty = [...counts.keys()].filter((cluster) => counts[cluster] === 0);
  if (empty.length === 0) return;
  const distances = Float64Array.from({ length: rows }, (_, row) =>
    squaredDistance(data, row * columns, centres, labels[row]! * columns, columns),
  );
  const farthest = Int32Array.from(distances.keys()).sort((a, b) => distances[b]! - distances[a]! || a - b);
  if (distances[farthest[0]!] === 0) return;
  for (const [index, cluster] of empty.entries()) {
    const row = farthest[index]!;
    const from = labels[row]!;
    const weight = weights?.[row] ?? 1;
    for (let column = 0; column < columns; column++) {
      const value = weight * data[row * columns + column]!;
      sums[from * columns + column]! -= value;
      sums[cluster * columns + column] = value;
    }
    counts[from]! -= weight;
    counts[cluster] = weight;
  }
}
