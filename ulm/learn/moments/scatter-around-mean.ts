import { defineKernel } from "../../compute/index.ts";

/**
 * Σ w (x − mean)(x − mean)ᵀ = Σ w z zᵀ − (Σ w z)(Σ w z)ᵀ / Σ w, its lower triangle, from what `scatterRows` adds up. Items are lines.
 * @param sums (size + 1) × (size + 1)
 * @param scatter size × size
 */
export const scatterAroundMean = defineKernel(
  "scatterAroundMean",
  (sums: Float64Array, scatter: Float64Array, size: number, start: number, end: number) => {
    const width = size + 1;
    const last = sums.subarray(size * width);
    for (let upper = start; upper < end; upper++) {
      for (let lower = 0; lower <= upper; lower++) {
        scatter[upper * size + lower] = sums[upper * width + lower]! - (last[upper]! * last[lower]!) / last[size]!;
      }
    }
  },
);
