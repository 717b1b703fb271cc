import { defineKernel } from "../../compute/index.ts";
import { similarity } from "./kernel-function.ts";

/**
 * Σ coefficient · similarity over some supports, for each row.
 * @param points rows × columns
 * @param supports count × columns
 * @param coefficients one for each support
 * @param sums one for each row
 * @param code of the kernel function
 */
export const kernelSums = defineKernel(
  "kernelSums",
  (
    points: Float64Array,
    supports: Float64Array,
    coefficients: Float64Array,
    sums: Float64Array,
    count: number,
    columns: number,
    code: number,
    start: number,
    end: number,
  ) => {
    for (let row = start; row < end; row++) {
      let sum = 0;
      for (let support = 0; support < count; support++) {
        const alike = similarity(points, row * columns, supports, support * columns, columns, code);
        sum += coefficients[support]! * alike;
      }
      sums[row] = sum;
    }
  },
);
