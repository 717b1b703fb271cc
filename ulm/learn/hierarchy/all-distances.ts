import { defineKernel } from "../../compute/index.ts";
import { squaredDistance } from "../clustering/squared-distance.ts";

/**
 * Euclidean distances from some rows to all rows.
 * @param points rows × columns
 * @param out one line of `rows` distances for each row from `first` on
 * @param first the row that item 0 is
 */
export const allDistances = defineKernel(
  "allDistances",
  (
    points: Float64Array,
    out: Float64Array,
    rows: number,
    columns: number,
    first: number,
    start: number,
    end: number,
  ) => {
    for (let item = start; item < end; item++) {
      const from = (first + item) * columns;
      for (let row = 0; row < rows; row++) {
        out[item * rows + row] = Math.sqrt(squaredDistance(points, from, points, row * columns, columns));
      }
    }
  },
);
