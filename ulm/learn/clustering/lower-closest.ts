import { defineKernel } from "../../compute/index.ts";
import { distanceToLane, paddedCount } from "./lanes.ts";

/**
 * Candidates for a centre, each as if it alone were taken: what the squared distance of each row to its nearest centre would be.
 * @param points rows × columns
 * @param lanes the candidates as `fillLanes` arranges them
 * @param closest the squared distance of each row to the nearest centre so far; brought up to date first
 * @param lowered likewise with one of the candidates as well: rows × paddedCount(count)
 * @param potentials the sums of `lowered` for each block of `blockRows`, blocks × paddedCount(count)
 * @param chosen which candidate of the time before has become a centre, −1 the first time
 */
export const lowerClosest = defineKernel(
  "lowerClosest",
  (
    points: Float64Array,
    lanes: Float64Array,
    closest: Float64Array,
    lowered: Float64Array,
    potentials: Float64Array,
    count: number,
    chosen: number,
    columns: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    const padded = paddedCount(count);
    const own = (start / blockRows) * padded;
    potentials.fill(0, own, own + padded);
    for (let row = start; row < end; row++) {
      if (chosen >= 0) closest[row] = lowered[row * padded + chosen]!;
      for (let candidate = 0; candidate < padded; candidate++) {
        const squared = distanceToLane(points, row * columns, lanes, candidate, padded, columns);
        const least = Math.min(closest[row]!, squared);
        lowered[row * padded + candidate] = least;
        potentials[own + candidate]! += least;
      }
    }
  },
);
