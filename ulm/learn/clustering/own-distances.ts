import { defineKernel } from "../../compute/index.ts";
import { squaredDistance } from "./squared-distance.ts";

/**
 * Sums the squared distances of the rows to their own centres, for each block of `blockRows`.
 * @param points rows × columns
 * @param labels the centre of each row
 * @param sums one for each block
 */
export const ownDistances = defineKernel(
  "ownDistances",
  (
    points: Float64Array,
    labels: Int32Array,
    centres: Float64Array,
    sums: Float64Array,
    columns: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    let sum = 0;
    for (let row = start; row < end; row++) {
      sum += squaredDistance(points, row * columns, centres, labels[row]! * columns, columns);
    }
    sums[start / blockRows] = sum;
  },
);
