import { defineKernel } from "../../compute/index.ts";

/**
 * Σ w z zᵀ over the rows of each block, where z holds the distances of a row's columns from `centre`, that of its target if there are
 * any, and 1. So the last line of the sums holds Σ w z itself, and at its end Σ w.
 * @param points rows × columns
 * @param targets one number for each row; not looked at unless `targetCount` is 1
 * @param weights w of each row; not looked at unless `weightCount` is 1, else all are 1
 * @param centre one number for each column, and for the target
 * @param scratch 64 rows of z, filled up to a multiple of 4, of its own for each thread, zero before
 * @param parts blocks × width × width with width = columns + targetCount + 1, zero before; only lower triangles are filled
 * @param targetCount 0 or 1
 * @param weightCount 0 or 1
 */
export const scatterRows = defineKernel(
  "scatterRows",
  (
    points: Float64Array,
    targets: Float64Array,
    weights: Float64Array,
    centre: Float64Array,
    scratch: Float64Array,
    parts: Float64Array,
    columns: number,
    targetCount: number,
    weightCount: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    const width = columns + targetCount + 1;
    const part = (start / blockRows) * width * width;
    for (let row = start; row < end; row++) {
      for (let column = 0; column < columns; column++) {
        scratch[column] = points[row * columns + column]! - centre[column]!;
      }
      if (targetCount === 1) scratch[columns] = targets[row]! - centre[columns]!;
      scratch[width - 1] = 1;
      const weight = weightCount === 1 ? weights[row]! : 1;
      for (let upper = 0; upper < width; upper++) {
        for (let lower = 0; lower <= upper; lower++) {
          parts[part + upper * width + lower]! += weight * scratch[upper]! * scratch[lower]!;
        }
      }
    }
  },
);
