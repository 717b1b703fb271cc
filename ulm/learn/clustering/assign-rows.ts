import { squaredDistance } from "./squared-distance.ts";

/** What is known of each row between two iterations of k-means. */
export interface RowBounds {
  /** The nearest centre, −1 before the first iteration. */
  readonly labels: Int32Array;
  /** At least the distance to the nearest centre. */
  readonly upper: Float64Array;
  /** At most the distance to any other centre. */
  readonly lower: Float64Array;
}

/** The centres of an iteration, and how they lie. */
export interface CentreGeometry {
  /** nClusters × columns. */
  readonly centres: Float64Array;
  /** How far each centre has moved since the bounds were taken. */
  readonly shifts: Float64Array;
  /** For each centre, how far any other has moved at most. */
  readonly otherShifts: Float64Array;
  /** Half the distance from each centre to the nearest other: rows nearer than that belong to it. */
  readonly halfGaps: Float64Array;
}

/** Sums of the rows of each cluster. */
export interface ClusterSums {
  /** nClusters × columns. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/** Bounds are sums of rounded numbers; they must be apart by more than rounding before they decide. */
const slack = 1 + 1e-10;

/**
 * Gives the rows `start` … `end` to their nearest centres (the first of equally near ones) and adds them to the sums. Most rows are
 * decided by the triangle inequality alone: G. Hamerly, "Making k-means even faster", SDM 2010. The result is that of comparing
 * all distances.
 * @returns how many rows have changed their cluster
 */
export function assignRows(
  points: Float64Array,
  start: number,
  end: number,
  { labels, upper, lower }: RowBounds,
  { centres, shifts, otherShifts, halfGaps }: CentreGeometry,
  { sums, counts }: ClusterSums,
): number {
  const nClusters = halfGaps.length;
  const columns = centres.length / nClusters;
  let changes = 0;
  for (let row = start; row < end; row++) {
    const before = labels[row]!;
    const point = row * columns;
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
      if (label !== before) changes++;
    }
    counts[label]! += 1;
    const sum = label * columns;
    for (let column = 0; column < columns; column++) sums[sum + column]! += points[point + column]!;
  }
  return changes;
}
