import { defineKernel } from "./kernel.ts";

/**
 * Adds up the sums of blocks that lie one after another, in their order.
 * @param parts blocks × size
 * @param totals what they are added to, one for each of the `size` sums; items are these
 */
export const addBlockSums = defineKernel(
  "addBlockSums",
  (parts: Float64Array, totals: Float64Array, blocks: number, size: number, start: number, end: number) => {
    for (let index = start; index < end; index++) {
      let total = totals[index]!;
      for (let block = 0; block < blocks; block++) total += parts[block * size + index]!;
      totals[index] = total;
    }
  },
);
