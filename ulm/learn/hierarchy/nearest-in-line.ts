import { defineKernel } from "../../compute/index.ts";

/**
 * The least of line[i] · weights[i], and where it is, the first of equal ones.
 * @param least its only element gets the least product
 * @param nearest its only element gets its index, −1 when all are Infinity
 */
export const nearestInLine = defineKernel(
  "nearestInLine",
  (line: Float64Array, weights: Float64Array, least: Float64Array, nearest: Int32Array, start: number, end: number) => {
    let best = Infinity;
    let found = -1;
    for (let index = start; index < end; index++) {
      const product = line[index]! * weights[index]!;
      if (product < best) {
        best = product;
        found = index;
      }
    }
    least[0] = best;
    nearest[0] = found;
  },
);
