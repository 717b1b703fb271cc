import { defineKernel } from "../../compute/index.ts";
import { similarity } from "./kernel-function.ts";

/**
 * How alike one row is to others.
 * @param points rows × columns
 * @param line one number for each row
 * @param own the row
 * @param code of the kernel function
 * @param from the row that item 0 is
 */
export const kernelLine = defineKernel(
  "kernelLine",
  (
    points: Float64Array,
    line: Float64Array,
    own: number,
    columns: number,
    code: number,
    from: number,
    start: number,
    end: number,
  ) => {
    for (let row = from + start; row < from + end; row++) {
      line[row] = similarity(points, own * columns, points, row * columns, columns, code);
    }
  },
);
