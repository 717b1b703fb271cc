import { defineKernel } from "../kernels/kernel.ts";

/**
 * Rotates neighbouring lines, from the last pair to the first, all at once: the lines `index` and `index + 1` by an angle of their own
 * for each index from `end` − 1 down to `start`.
 * @param lines size numbers each
 */
export const rotateLines = defineKernel(
  "rotateLines",
  (lines: Float64Array, sines: Float64Array, cosines: Float64Array, size: number, start: number, end: number) => {
    for (let index = end - 1; index >= start; index--) {
      const sine = sines[index]!;
      const cosine = cosines[index]!;
      for (let upper = index * size; upper < (index + 1) * size; upper++) {
        const below = lines[upper + size]!;
        const above = lines[upper]!;
        lines[upper + size] = sine * above + cosine * below;
        lines[upper] = cosine * above - sine * below;
      }
    }
  },
);
