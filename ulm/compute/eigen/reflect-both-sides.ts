import { defineKernel } from "../kernels/kernel.ts";

/**
 * A = (I − v vᵀ/h) A (I − v vᵀ/h) for the lines and columns from `start` to before `end` of a symmetric matrix, all at once.
 * @param matrix size × size, row-major
 * @param product scratch, as long as `vector`
 */
export const reflectBothSides = defineKernel(
  "reflectBothSides",
  (
    matrix: Float64Array,
    vector: Float64Array,
    product: Float64Array,
    h: number,
    size: number,
    start: number,
    end: number,
  ) => {
    let share = 0;
    for (let row = start; row < end; row++) {
      let sum = 0;
      for (let column = start; column < end; column++) sum += matrix[row * size + column]! * vector[column]!;
      product[row] = sum / h;
      share += (vector[row]! * product[row]!) / (2 * h);
    }
    for (let row = start; row < end; row++) product[row]! -= share * vector[row]!;
    for (let row = start; row < end; row++) {
      for (let column = start; column < end; column++) {
        matrix[row * size + column]! -= vector[row]! * product[column]! + product[row]! * vector[column]!;
      }
    }
  },
);
