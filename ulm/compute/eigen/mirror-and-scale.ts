import { defineKernel } from "../kernels/kernel.ts";

/**
 * Makes a symmetric matrix of a lower triangle, and its largest element 1 or −1 unless all are 0. Items are rows, all at once.
 * @param matrix size × size, row-major
 * @param scale one number, by which all were divided
 */
export const mirrorAndScale = defineKernel(
  "mirrorAndScale",
  (matrix: Float64Array, scale: Float64Array, size: number, start: number, end: number) => {
    let most = 0;
    for (let row = start; row < end; row++) {
      for (let column = 0; column <= row; column++) most = Math.max(most, Math.abs(matrix[row * size + column]!));
    }
    const unit = most > 0 ? most : 1;
    for (let row = start; row < end; row++) {
      for (let column = 0; column <= row; column++) {
        const value = matrix[row * size + column]! / unit;
        matrix[row * size + column] = value;
        matrix[column * size + row] = value;
      }
    }
    scale[0] = unit;
  },
);
