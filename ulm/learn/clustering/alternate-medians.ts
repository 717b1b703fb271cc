import { checkpoint } from "../../compute/index.ts";
import { Matrix } from "../../data/index.ts";
import { geometricMedian } from "./geometric-median.ts";
import type { KernelPoints } from "./kernel-points.ts";
import { nearestCentres } from "./nearest-centres.ts";
import type { Partition } from "./partition.ts";
import { squaredDistance } from "./squared-distance.ts";

/** How near a median comes to the exact one, as a share of the size of the numbers. */
const medianPrecision = 1e-10;

/**
 * Rows go to the nearest centre, centres to the geometric median of their rows, until no row changes. A centre without rows moves to
 * the row farthest from its own.
 * @param initial nClusters × columns
 */
export async function alternateMedians(
  { matrix, weights }: Pick<KernelPoints, "matrix" | "weights">,
  initial: Float64Array,
  maxIter: number,
  label: string,
): Promise<Partition> {
  const { rows, columns } = matrix;
  const tol = medianPrecision * matrix.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const centres = new Matrix(initial.slice(), initial.length / columns, columns);
  let labels: Int32Array = new Int32Array(rows).fill(-1);
  let nIter = 0;
  let converged = false;
  while (!converged && nIter < maxIter) {
    const next = nearestCentres(matrix, centres.toArrays());
    converged = next.every((cluster, row) => cluster === labels[row]);
    labels = next;
    for (let cluster = 0; cluster < centres.rows && !converged; cluster++) {
      await checkpoint(nIter, 0, label);
      const members = [...labels.keys()].filter((row) => labels[row] === cluster);
      const median =
        members.length > 0
          ? geometricMedian(matrix, members, centres.row(cluster), tol, weights)
          : matrix.row(farthestRow(matrix, labels, centres));
      centres.data.set(median, cluster * columns);
    }
    nIter++;
  }
  if (!converged) labels = nearestCentres(matrix, centres.toArrays());
  const cost = labels.reduce(
    (sum, _, row) => sum + (weights?.[row] ?? 1) * distanceToOwn(matrix, labels, centres, row),
    0,
  );
  return { labels, centres: centres.data, cost, nIter, converged };
}

function distanceToOwn(matrix: Matrix, labels: Int32Array, centres: Matrix, row: number): number {
  const { columns } = matrix;
  return Math.sqrt(squaredDistance(matrix.data, row * columns, centres.data, labels[row]! * columns, columns));
}

function farthestRow(matrix: Matrix, labels: Int32Array, centres: Matrix): number {
  const distances = Float64Array.from(labels, (_, row) => distanceToOwn(matrix, labels, centres, row));
  return distances.reduce((best, distance, row) => (distance > distances[best]! ? row : best), 0);
}
