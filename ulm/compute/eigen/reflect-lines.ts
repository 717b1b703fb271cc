import { defineKernel } from "../kernels/kernel.ts";

/**
 * (I − v vᵀ/h) A for the lines from `start` to before `end`, all at once: these are mixed.
 * @param lines size numbers each
 */
export const reflectLines = defineKernel(
  "reflectLines",
  (lines: Float64Array, vector: Float64Array, h: number, size: number, start: number, end: number) => {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let line = start; line < end; line++) sum += vector[line]! * lines[line * size + column]!;
      for (let line = start; line < end; line++) lines[line * size + column]! -= (vector[line]! * sum) / h;
    }
  },
);
