import { checkpoint } from "../../compute/index.ts";
import { assignRows } from "./assign-rows.ts";
import type { KernelPoints } from "./kernel-points.ts";
import { ownDistances } from "./own-distances.ts";
import type { Partition } from "./partition.ts";
import { relocateEmptyClusters } from "./relocate-empty-clusters.ts";
import type { ClusterSums } from "./relocate-empty-clusters.ts";
import { addBlocks } from "./row-blocks.ts";
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
export async function lloyd(rows: KernelPoints, initial: Float64Array, options: LloydOptions): Promise<Partition> {
  const { matrix } = rows;
  const assignment = new Assignment(rows, initial.length / matrix.columns);
  let centres = initial;
  assignment.move(initial, initial);
  let nIter = 0;
  let outcome: "moving" | "settled" | "still" = "moving";
  while (outcome === "moving" && nIter < options.maxIter) {
    await checkpoint(nIter, options.maxIter, options.label);
    const { changes, clusters } = await assignment.run();
    relocateEmptyClusters(matrix, assignment.labels, centres, clusters);
    const moved = clusterMeans(clusters);
    const movement = assignment.move(moved, centres);
    centres = moved;
    nIter++;
    if (changes === 0) outcome = "settled";
    else if (movement <= options.tol) outcome = "still";
  }
  // The centres have moved since the rows chose them.
  if (outcome !== "settled") await assignment.run();
  const cost = await assignment.inertia();
  return { labels: assignment.labels.slice(), centres, cost, nIter, converged: outcome !== "moving" };
}

/** Which row belongs to which centre, and what is known of their distances from one iteration to the next. */
class Assignment {
  readonly labels: Int32Array;
  private readonly rows: KernelPoints;
  private readonly nClusters: number;
  private readonly blocks: number;
  private readonly upper: Float64Array;
  private readonly lower: Float64Array;
  private readonly centres: Float64Array;
  private readonly shifts: Float64Array;
  private readonly otherShifts: Float64Array;
  private readonly halfGaps: Float64Array;
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;
  private readonly changes: Int32Array;

  constructor(rows: KernelPoints, nClusters: number) {
    const { matrix, kernels, block } = rows;
    this.rows = rows;
    this.nClusters = nClusters;
    this.blocks = Math.ceil(matrix.rows / block);
    this.labels = kernels.int32(matrix.rows).fill(-1);
    this.upper = kernels.float64(matrix.rows);
    this.lower = kernels.float64(matrix.rows);
    this.centres = kernels.float64(nClusters * matrix.columns);
    this.shifts = kernels.float64(nClusters);
    this.otherShifts = kernels.float64(nClusters);
    this.halfGaps = kernels.float64(nClusters);
    this.sums = kernels.float64(this.blocks * nClusters * matrix.columns);
    this.counts = kernels.float64(this.blocks * nClusters);
    this.changes = kernels.int32(this.blocks);
  }

  /** Gives all rows to their nearest centres. */
  async run(): Promise<{ changes: number; clusters: ClusterSums }> {
    const { upper, lower, centres, shifts, otherShifts, halfGaps, sums, counts, changes, nClusters } = this;
    const { matrix, kernels, points, block } = this.rows;
    sums.fill(0);
    counts.fill(0);
    await kernels.run(
      assignRows,
      [
        ...([points, this.labels, upper, lower, centres, shifts, otherShifts, halfGaps] as const),
        ...([sums, counts, changes, nClusters, matrix.columns, block] as const),
      ],
      { items: matrix.rows, block },
    );
    return {
      changes: changes.reduce((total, part) => total + part, 0),
      clusters: { sums: addBlocks(sums, nClusters * matrix.columns), counts: addBlocks(counts, nClusters) },
    };
  }

  /** Notes where the centres are now, and how they lie. @returns the sum of their squared movements */
  move(centres: Float64Array, before: Float64Array): number {
    const { nClusters, shifts, halfGaps } = this;
    const { columns } = this.rows.matrix;
    const distance = (from: Float64Array, a: number, b: number) =>
      Math.sqrt(squaredDistance(from, a * columns, centres, b * columns, columns));
    this.centres.set(centres);
    for (let centre = 0; centre < nClusters; centre++) shifts[centre] = distance(before, centre, centre);
    for (let centre = 0; centre < nClusters; centre++) {
      let gap = Infinity;
      let otherShift = 0;
      for (let other = 0; other < nClusters; other++) {
        if (other === centre) continue;
        gap = Math.min(gap, distance(centres, centre, other));
        otherShift = Math.max(otherShift, shifts[other]!);
      }
      halfGaps[centre] = gap / 2;
      this.otherShifts[centre] = otherShift;
    }
    return shifts.reduce((sum, shift) => sum + shift * shift, 0);
  }

  /** The sum of squared distances of the rows to their centres. */
  async inertia(): Promise<number> {
    const { matrix, kernels, points, block } = this.rows;
    const parts = kernels.float64(this.blocks);
    const args = [points, this.labels, this.centres, parts, matrix.columns, block] as const;
    await kernels.run(ownDistances, args, { items: matrix.rows, block });
    return parts.reduce((total, part) => total + part, 0);
  }
}

/** A cluster that stays empty, because there are fewer different rows than clusters, gets the centre of the largest one. */
function clusterMeans({ sums, counts }: ClusterSums): Float64Array {
  const columns = sums.length / counts.length;
  const largest = counts.reduce((best, count, cluster) => (count > counts[best]! ? cluster : best), 0);
  return sums.map((_, index) => {
    const cluster = Math.floor(index / columns);
    const source = counts[cluster]! > 0 ? cluster : largest;
    return sums[source * columns + (index % columns)]! / counts[source]!;
  });
}
