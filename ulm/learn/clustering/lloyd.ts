import { addBlockSums, checkpoint } from "../../compute/index.ts";
import type { PerThread } from "../../compute/index.ts";
import { assignRows } from "./assign-rows.ts";
import type { KernelPoints } from "./kernel-points.ts";
import { fillLanes, paddedCount } from "./lanes.ts";
import { ownDistances } from "./own-distances.ts";
import type { Partition } from "./partition.ts";
import { relocateEmptyClusters } from "./relocate-empty-clusters.ts";
import type { ClusterSums } from "./relocate-empty-clusters.ts";
import { squaredDistance } from "./squared-distance.ts";
import { weighedClusters, weighedInertia } from "./weighed-clusters.ts";

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
    await checkpoint(nIter, 0, options.label);
    const { changes, clusters } = await assignment.run();
    relocateEmptyClusters(matrix, assignment.labels, centres, clusters, rows.weights);
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
  private readonly lanes: Float64Array;
  private readonly shifts: Float64Array;
  private readonly otherShifts: Float64Array;
  private readonly halfGaps: Float64Array;
  private readonly sums: Float64Array;
  private readonly lost: Float64Array;
  private readonly counts: Float64Array;
  private readonly changes: Int32Array;
  private readonly open: PerThread<Int32Array>;
  private readonly clusters: ClusterSums;

  constructor(rows: KernelPoints, nClusters: number) {
    const { matrix, kernels, work } = rows;
    this.rows = rows;
    this.nClusters = nClusters;
    this.blocks = Math.ceil(matrix.rows / work.block);
    this.labels = kernels.int32(matrix.rows).fill(-1);
    this.upper = kernels.float64(matrix.rows);
    this.lower = kernels.float64(matrix.rows);
    this.centres = kernels.float64(nClusters * matrix.columns);
    this.lanes = kernels.float64(paddedCount(nClusters) * matrix.columns);
    this.shifts = kernels.float64(nClusters);
    this.otherShifts = kernels.float64(nClusters);
    this.halfGaps = kernels.float64(nClusters);
    this.sums = kernels.float64(this.blocks * nClusters * matrix.columns);
    this.lost = kernels.float64(this.sums.length);
    this.counts = kernels.float64(this.blocks * nClusters);
    this.changes = kernels.int32(this.blocks);
    this.open = kernels.perThread(() => kernels.int32(work.block));
    this.clusters = { sums: kernels.float64(nClusters * matrix.columns), counts: kernels.float64(nClusters) };
  }

  /** Gives all rows to their nearest centres. */
  async run(): Promise<{ changes: number; clusters: ClusterSums }> {
    const { upper, lower, centres, lanes, shifts, otherShifts, halfGaps, sums, lost, counts, changes } = this;
    const { matrix, kernels, points, work } = this.rows;
    const args = [
      ...([points, this.labels, upper, lower, centres, lanes, shifts, otherShifts, halfGaps] as const),
      ...([sums, lost, counts, changes, this.open, this.nClusters, matrix.columns, work.block] as const),
    ] as const;
    await kernels.run(assignRows, args, work);
    const { weights } = this.rows;
    const clusters =
      weights === undefined ? this.addClusters() : weighedClusters(this.rows, weights, this.labels, this.nClusters);
    return { changes: changes.reduce((total, part) => total + part, 0), clusters };
  }

  /** Notes where the centres are now, and how they lie. @returns the sum of their squared movements */
  move(centres: Float64Array, before: Float64Array): number {
    const { nClusters, shifts, halfGaps } = this;
    const { columns } = this.rows.matrix;
    const distance = (from: Float64Array, a: number, b: number) =>
      Math.sqrt(squaredDistance(from, a * columns, centres, b * columns, columns));
    this.centres.set(centres);
    fillLanes(centres, this.lanes, nClusters, paddedCount(nClusters), columns);
    halfGaps.fill(Infinity);
    let movement = 0;
    for (let centre = 0; centre < nClusters; centre++) {
      const shift = distance(before, centre, centre);
      shifts[centre] = shift;
      movement += shift * shift;
      for (let other = 0; other < centre; other++) {
        const half = distance(centres, centre, other) / 2;
        halfGaps[centre] = Math.min(halfGaps[centre]!, half);
        halfGaps[other] = Math.min(halfGaps[other]!, half);
      }
    }
    this.otherShifts.set(largestOfOthers(shifts));
    return movement;
  }

  /** The sum of squared distances of the rows to their centres, times their weights. */
  async inertia(): Promise<number> {
    const { matrix, kernels, points, weights, work } = this.rows;
    if (weights !== undefined) return weighedInertia(this.rows, weights, this.labels, this.centres);
    const parts = kernels.float64(this.blocks);
    const args = [points, this.labels, this.centres, parts, matrix.columns, work.block] as const;
    await kernels.run(ownDistances, args, work);
    return parts.reduce((total, part) => total + part, 0);
  }

  /** The sums and counts of all blocks together. */
  private addClusters(): ClusterSums {
    const { clusters, blocks, sums, lost, counts, nClusters } = this;
    const { kernels } = this.rows;
    clusters.sums.fill(0);
    clusters.counts.fill(0);
    for (const parts of [sums, lost]) {
      const size = clusters.sums.length;
      kernels.call(addBlockSums, [parts, clusters.sums, blocks, size], 0, size);
    }
    kernels.call(addBlockSums, [counts, clusters.counts, blocks, nClusters], 0, nClusters);
    return clusters;
  }
}

/** For each number the largest of the others, 0 if there are none. */
function largestOfOthers(numbers: Float64Array): Float64Array {
  let most = 0;
  let next = 0;
  for (let index = 1; index < numbers.length; index++) {
    if (numbers[index]! > numbers[most]!) most = index;
  }
  for (let index = 0; index < numbers.length; index++) {
    if (index !== most) next = Math.max(next, numbers[index]!);
  }
  return numbers.map((_, index) => (index === most ? next : numbers[most]!));
}

/** A cluster that stays empty, because there are fewer different rows than clusters, gets the centre of the largest one. */
function clusterMeans({ sums, counts }: ClusterSums): Float64Array {
  const columns = sums.length / counts.length;
  const largest = counts.reduce((best, count, cluster) => (count > counts[best]! ? cluster : best), 0);
  const means = new Float64Array(sums.length);
  for (let cluster = 0; cluster < counts.length; cluster++) {
    const source = counts[cluster]! > 0 ? cluster : largest;
    for (let column = 0; column < columns; column++) {
      means[cluster * columns + column] = sums[source * columns + column]! / counts[source]!;
    }
  }
  return means;
}
