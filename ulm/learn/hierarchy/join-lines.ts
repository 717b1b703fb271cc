import { defineKernel } from "../../compute/index.ts";

/**
 * Two clusters become one: adds the distances of the second to those of the first, or takes the greater.
 * @param isSum 1 for the sum, 0 for the greater
 */
export const joinLines = defineKernel(
  "joinLines",
  (line: Float64Array, other: Float64Array, isSum: number, start: number, end: number) => {
    for (let index = start; index < end; index++) {
      const [a, b] = [line[index]!, other[index]!];
      line[index] = isSum === 1 ? a + b : Math.max(a, b);
    }
  },
);
