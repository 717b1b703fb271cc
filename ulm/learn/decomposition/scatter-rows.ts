import { defineKernel } from "../../compute/index.ts";

/**
 * Σ (x − centre)(x − centre)ᵀ over the rows of each block.
 * @param points rows × columns
 * @param centre one number for each column
 * @param scratch 64 rows of columns, rounded up to a multiple of 4, of its own for each thread, zero before
 * @param parts blocks × columns × columns, zero before; only lower triangles are filled
 */
export const scatterRows = defineKernel(
  "scatterRows",
  (
    points: Float64Array,
    centre: Float64Array,
    scratch: Float64Array,
    parts: Float64Array,
    columns: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    const part = (start / blockRows) * columns * columns;
    for (let row = start; row < end; row++) {
      for (let column = 0; column < columns; column++) {
        scratch[column] = points[row * columns + column]! - centre[column]!;
      }
      for (let upper = 0; upper < columns; upper++) {
        for (let lower = 0; lower <= upper; lower++) {
          parts[part + upper * columns + lower]! += scratch[upper]! * scratch[lower]!;
        }
      }
    }
  },
);
