import { defineKernel } from "../../compute/index.ts";

/**
 * Ward's squared distances, 2·|A|·|B| / (|A| + |B|) · ‖mean A − mean B‖², from one cluster to others; finds the least of each block.
 * @param means clusters × columns
 * @param sizes rows in each cluster; 0 for those that are no more
 * @param least for each block of `blockRows` clusters the least squared distance, Infinity if there is none
 * @param nearest the cluster that has it, the first of equally near ones
 * @param own the cluster that asks
 */
export const nearestByWard = defineKernel(
  "nearestByWard",
  (
    means: Float64Array,
    sizes: Float64Array,
    least: Float64Array,
    nearest: Int32Array,
    own: number,
    columns: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    const ownSize = sizes[own]!;
    const ownMean = own * columns;
    let best = Infinity;
    let found = -1;
    for (let other = start; other < end; other++) {
      const size = sizes[other]!;
      if (size === 0 || other === own) continue;
      const otherMean = other * columns;
      let squared = 0;
      for (let column = 0; column < columns; column++) {
        const difference = means[ownMean + column]! - means[otherMean + column]!;
        squared += difference * difference;
      }
      squared *= (2 * ownSize * size) / (ownSize + size);
      if (squared < best) {
        best = squared;
        found = other;
      }
    }
    least[start / blockRows] = best;
    nearest[start / blockRows] = found;
  },
);
