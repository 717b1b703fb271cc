import { defineKernel } from "../../compute/index.ts";
import { distanceToLane } from "../clustering/lanes.ts";

/**
 * Euclidean distances from some rows to all rows.
 * @param points rows × columns
 * @param lanes the same as `fillLanes` arranges them
 * @param out one line of `rows` distances for each row from `first` on
 * @param padded how many rows there are in `lanes`
 * @param first the row that item 0 is
 */
export const allDistances = defineKernel(
  "allDistances",
  (
    points: Float64Array,
    lanes: Float64Array,
    out: Float64Array,
    rows: number,
    columns: number,
    padded: number,
    first: number,
    start: number,
    end: number,
  ) => {
    for (let item = start; item < end; item++) {
      const from = (first + item) * columns;
      for (let row = 0; row < rows; row++) {
        out[item * rows + row] = Math.sqrt(distanceToLane(points, from, lanes, row, padded, columns));
      }
    }
  },
);
