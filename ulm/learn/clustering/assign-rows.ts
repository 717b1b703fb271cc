import { defineKernel } from "../../compute/index.ts";
import { squaredDistance } from "./squared-distance.ts";

/** Bounds are sums of rounded numbers; they must be apart by more than rounding before they decide. */
const slack = 1 + 1e-10;

/**
 * Gives rows to their nearest centres (the first of equally near ones) and adds up the rows of each cluster. Most rows are decided by
 * the triangle inequality alone: G. Hamerly, "Making k-means even faster", SDM 2010. The result is that of comparing all distances.
 * @param points rows × columns
 * @param labels the nearest centre of each row, −1 before the first time
 * @param upper at least the distance to it; @param lower at most the distance to any other
 * @param centres nClusters × columns
 * @param shifts how far each centre has moved since the bounds were taken; @param otherShifts how far any other has at most
 * @param halfGaps half the distance from each centre to the nearest other: rows nearer than that belong to it
 * @param sums for each block of `blockRows` the sum of the rows of each cluster, blocks × nClusters × columns, zero before
 * @param counts and their number, blocks × nClusters, zero before
 * @param changes how many rows of the block have changed their cluster
 */
export const assignRows = defineKernel(
  "assignRows",
  (
    points: Float64Array,
    labels: Int32Array,
    upper: Float64Array,
    lower: Float64Array,
    centres: Float64Array,
    shifts: Float64Array,
    otherShifts: Float64Array,
    halfGaps: Float64Array,
    sums: Float64Array,
    counts: Float64Array,
    changes: Int32Array,
    nClusters: number,
    columns: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    const block = start / blockRows;
    let changed = 0;
    for (let row = start; row < end; row++) {
      const point = row * columns;
      const before = labels[row]!;
      let label = before;
      let isDecided = false;
      if (before >= 0) {
        let nearest = upper[row]! + shifts[before]!;
        const others = lower[row]! - otherShifts[before]!;
        const bound = Math.max(others, halfGaps[before]!);
        isDecided = nearest * slack < bound;
        if (!isDecided) {
          nearest = Math.sqrt(squaredDistance(points, point, centres, before * columns, columns));
          isDecided = nearest * slack < bound;
        }
        upper[row] = nearest;
        lower[row] = others;
      }
      if (!isDecided) {
        let first = Infinity;
        let second = Infinity;
        for (let centre = 0; centre < nClusters; centre++) {
          const squared = squaredDistance(points, point, centres, centre * columns, columns);
          if (squared < first) {
            second = first;
            first = squared;
            label = centre;
          } else if (squared < second) {
            second = squared;
          }
        }
        labels[row] = label;
        upper[row] = Math.sqrt(first);
        lower[row] = Math.sqrt(second);
        if (label !== before) changed++;
      }
      const cluster = block * nClusters + label;
      counts[cluster]! += 1;
      for (let column = 0; column < columns; column++) sums[cluster * columns + column]! += points[point + column]!;
    }
    changes[block] = changed;
  },
);
