import { checkpoint } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { assignRows } from "./assign-rows.ts";
import type { CentreGeometry, ClusterSums, RowBounds } from "./assign-rows.ts";
import type { Partition } from "./partition.ts";
import { relocateEmptyClusters } from "./relocate-empty-clusters.ts";
import { rowBlocks } from "./row-blocks.ts";
import { squaredDistance } from "./squared-distance.ts";

export interface LloydOptions {
  readonly maxIter: number;
  /** Stop when the squared movements of all centres sum to this or less. */
  readonly tol: number;
  /** What progress is reported as. */
  readonly label: string;
}

/**
 * K-means from given centres: rows go to the nearest centre, centres to the mean of their rows, until no row changes or the
 * centres hardly move (S. P. Lloyd, "Least squares quantization in PCM", 1982). A centre without rows moves to the row farthest
 * from its own, as in scikit-learn.
 * @param initial nClusters × columns
 */
export async function lloyd(matrix: Matrix, initial: Float64Array, options: LloydOptions): Promise<Partition> {
  const { rows, columns } = matrix;
  const nClusters = initial.length / columns;
  const bounds: RowBounds = {
    labels: new Int32Array(rows).fill(-1),
    upper: new Float64Array(rows),
    lower: new Float64Array(rows),
  };
  let geometry = centreGeometry(initial, initial, nClusters);
  let nIter = 0;
  let outcome: "moving" | "settled" | "still" = "moving";
  while (outcome === "moving" && nIter < options.maxIter) {
    await checkpoint(nIter, options.maxIter, options.label);
    const { changes, ...clusters } = await assignAll(matrix, bounds, geometry);
    relocateEmptyClusters(matrix, bounds.labels, geometry.centres, clusters);
    const moved = clusterMeans(clusters, nClusters);
    geometry = centreGeometry(moved, geometry.centres, nClusters);
    const movement = geometry.shifts.reduce((sum, shift) => sum + shift * shift, 0);
    nIter++;
    if (changes === 0) outcome = "settled";
    else if (movement <= options.tol) outcome = "still";
  }
  // The centres have moved since the rows chose them.
  if (outcome !== "settled") await assignAll(matrix, bounds, geometry);
  const { labels } = bounds;
  const { centres } = geometry;
  return { labels, centres, cost: inertiaOf(matrix, labels, centres), nIter, converged: outcome !== "moving" };
}

async function assignAll(
  matrix: Matrix,
  bounds: RowBounds,
  geometry: CentreGeometry,
): Promise<ClusterSums & { changes: number }> {
  const total = { sums: new Float64Array(geometry.centres.length), counts: new Float64Array(geometry.shifts.length) };
  let changes = 0;
  for (const { start, end } of rowBlocks(matrix.rows)) {
    const part = { sums: new Float64Array(total.sums.length), counts: new Float64Array(total.counts.length) };
    changes += assignRows(matrix.data, start, end, bounds, geometry, part);
    addInto(total.sums, part.sums);
    addInto(total.counts, part.counts);
  }
  return { ...total, changes };
}

function addInto(total: Float64Array, part: Float64Array): void {
  for (let index = 0; index < total.length; index++) total[index]! += part[index]!;
}

/** A cluster that stays empty, because there are fewer different rows than clusters, gets the centre of the largest one. */
function clusterMeans({ sums, counts }: ClusterSums, nClusters: number): Float64Array {
  const columns = sums.length / nClusters;
  const largest = counts.indexOf(counts.reduce((most, count) => Math.max(most, count)));
  return sums.map((_, index) => {
    const cluster = Math.floor(index / columns);
    const source = counts[cluster]! > 0 ? cluster : largest;
    return sums[source * columns + (index % columns)]! / counts[source]!;
  });
}

function centreGeometry(centres: Float64Array, before: Float64Array, nClusters: number): CentreGeometry {
  const columns = centres.length / nClusters;
  const distance = (from: Float64Array, a: number, b: number) =>
    Math.sqrt(squaredDistance(from, a * columns, centres, b * columns, columns));
  const shifts = Float64Array.from({ length: nClusters }, (_, centre) => distance(before, centre, centre));
  const otherShifts = shifts.map((_, centre) =>
    shifts.reduce((most, shift, other) => (other === centre ? most : Math.max(most, shift)), 0),
  );
  const halfGaps = shifts.map((_, centre) =>
    shifts.reduce(
      (least, _shift, other) => (other === centre ? least : Math.min(least, distance(centres, centre, other) / 2)),
      Infinity,
    ),
  );
  return { centres, shifts, otherShifts, halfGaps };
}

function inertiaOf({ data, rows, columns }: Matrix, labels: Int32Array, centres: Float64Array): number {
  let total = 0;
  for (const { start, end } of rowBlocks(rows)) {
    let sum = 0;
    for (let row = start; row < end; row++) {
      sum += squaredDistance(data, row * columns, centres, labels[row]! * columns, columns);
    }
    total += sum;
  }
  return total;
}
