import { defineKernel } from "../../compute/index.ts";
import { distanceToLane, paddedCount } from "./lanes.ts";
import { squaredDistance } from "./squared-distance.ts";

/** Bounds are sums of rounded numbers; they must be apart by more than rounding before they decide. */
const slack = 1 + 1e-10;

/**
 * Gives rows to their nearest centres (the first of equally near ones) and moves those that change from the sums of their cluster to
 * that of the other. Most rows are decided by the triangle inequality alone: G. Hamerly, "Making k-means even faster", SDM 2010. The
 * result is that of comparing all distances.
 * @param points rows × columns
 * @param labels the nearest centre of each row, −1 before the first time
 * @param upper at least the distance to it; @param lower at most the distance to any other
 * @param centres nClusters × columns; @param lanes the same as `fillLanes` arranges them
 * @param shifts how far each centre has moved since the bounds were taken; @param otherShifts how far any other has at most
 * @param halfGaps half the distance from each centre to the nearest other: rows nearer than that belong to it
 * @param sums for each block of `blockRows` the sum of the rows of each cluster, blocks × nClusters × columns, zero at first
 * @param lost what the sums have lost to rounding, of the same shape; together they have twice the digits
 * @param counts and the number of rows, blocks × nClusters
 * @param changes how many rows of the block have changed their cluster
 * @param open gets the rows that had to be compared with all centres, at most `blockRows`: scratch space
 */
export const assignRows = defineKernel(
  "assignRows",
  (
    points: Float64Array,
    labels: Int32Array,
    upper: Float64Array,
    lower: Float64Array,
    centres: Float64Array,
    lanes: Float64Array,
    shifts: Float64Array,
    otherShifts: Float64Array,
    halfGaps: Float64Array,
    sums: Float64Array,
    lost: Float64Array,
    counts: Float64Array,
    changes: Int32Array,
    open: Int32Array,
    nClusters: number,
    columns: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    const padded = paddedCount(nClusters);
    const block = start / blockRows;
    let changed = 0;
    let searched = 0;
    for (let row = start; row < end; row++) {
      const point = row * columns;
      const before = labels[row]!;
      if (before >= 0) {
        let least = upper[row]! + shifts[before]!;
        const others = lower[row]! - otherShifts[before]!;
        const bound = Math.max(others, halfGaps[before]!);
        let isDecided = least * slack < bound;
        if (!isDecided) {
          least = Math.sqrt(squaredDistance(points, point, centres, before * columns, columns));
          isDecided = least * slack < bound;
        }
        upper[row] = least;
        lower[row] = others;
        if (isDecided) continue;
      }
      open[searched++] = row;
      let [nearest, first, second] = [0, Infinity, Infinity];
      for (let centre = 0; centre < nClusters; centre++) {
        const squared = distanceToLane(points, point, lanes, centre, padded, columns);
        if (squared < first) {
          second = first;
          first = squared;
          nearest = centre;
        } else if (squared < second) {
          second = squared;
        }
      }
      upper[row] = Math.sqrt(first);
      lower[row] = Math.sqrt(second);
      if (nearest === before) continue;
      labels[row] = nearest;
      changed++;
      const cluster = block * nClusters;
      addRow(sums, lost, cluster + nearest, points, point, columns, 1);
      counts[cluster + nearest]! += 1;
      if (before < 0) continue;
      addRow(sums, lost, cluster + before, points, point, columns, -1);
      counts[cluster + before]! -= 1;
    }
    changes[block] = changed;
  },
);

/** Adds sign · row to the sums of a cluster, and what rounding loses to `lost` (D. E. Knuth's exact addition of two numbers). */
function addRow(
  sums: Float64Array,
  lost: Float64Array,
  cluster: number,
  points: Float64Array,
  point: number,
  columns: number,
  sign: number,
): void {
  for (let column = 0; column < columns; column++) {
    const place = cluster * columns + column;
    const a = sums[place]!;
    const b = sign * points[point + column]!;
    const sum = a + b;
    const added = sum - a;
    sums[place] = sum;
    lost[place]! += a - (sum - added) + (b - added);
  }
}
