import { defineKernel } from "../../compute/index.ts";
import { distanceToLane } from "../clustering/lanes.ts";

/**
 * How alike one row is to others.
 * @param points rows × columns
 * @param lanes the same as `fillLanes` arranges them, and room for three more numbers
 * @param line one number for each row
 * @param own the row
 * @param padded how many rows there are in `lanes`
 * @param code of the kernel function
 * @param from the row that item 0 is
 */
export const kernelLine = defineKernel(
  "kernelLine",
  (
    points: Float64Array,
    lanes: Float64Array,
    line: Float64Array,
    own: number,
    columns: number,
    padded: number,
    code: number,
    from: number,
    start: number,
    end: number,
  ) => {
    for (let row = from + start; row < from + end; row++) {
      if (code >= 0) {
        line[row] = Math.exp(-code * distanceToLane(points, own * columns, lanes, row, padded, columns));
        continue;
      }
      let product = 0;
      for (let column = 0; column < columns; column++) {
        product += points[own * columns + column]! * lanes[column * padded + row]!;
      }
      line[row] = product;
    }
  },
);
