import { defineKernel } from "../../compute/index.ts";
import { squaredDistance } from "./squared-distance.ts";

/**
 * Some rows become centres, each as if alone: what the squared distance of each row to its nearest centre would be.
 * @param points rows × columns
 * @param chosen the rows
 * @param closest the squared distance of each row to the nearest centre so far
 * @param lowered likewise with one of the chosen as well: rows × chosen
 * @param potentials the sums of `lowered` for each block of `blockRows`, blocks × chosen
 */
export const lowerClosest = defineKernel(
  "lowerClosest",
  (
    points: Float64Array,
    chosen: Int32Array,
    closest: Float64Array,
    lowered: Float64Array,
    potentials: Float64Array,
    count: number,
    columns: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    const own = (start / blockRows) * count;
    for (let candidate = 0; candidate < count; candidate++) potentials[own + candidate] = 0;
    for (let row = start; row < end; row++) {
      for (let candidate = 0; candidate < count; candidate++) {
        const squared = squaredDistance(points, row * columns, points, chosen[candidate]! * columns, columns);
        const least = Math.min(closest[row]!, squared);
        lowered[row * count + candidate] = least;
        potentials[own + candidate]! += least;
      }
    }
  },
);
