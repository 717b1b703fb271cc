import { defineKernel } from "../../compute/index.ts";

/**
 * Products of centred rows with some weights.
 * @param points rows × columns
 * @param centre one number for each column
 * @param weights count × columns
 * @param out rows × count
 */
export const projectRows = defineKernel(
  "projectRows",
  (
    points: Float64Array,
    centre: Float64Array,
    weights: Float64Array,
    out: Float64Array,
    count: number,
    columns: number,
    start: number,
    end: number,
  ) => {
    for (let row = start; row < end; row++) {
      for (let line = 0; line < count; line++) {
        let sum = 0;
        for (let column = 0; column < columns; column++) {
          sum += (points[row * columns + column]! - centre[column]!) * weights[line * columns + column]!;
        }
        out[row * count + line] = sum;
      }
    }
  },
);
