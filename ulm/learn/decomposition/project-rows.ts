import { defineKernel } from "../../compute/index.ts";

/**
 * Products of rows with some weights, less an offset.
 * @param points rows × columns
 * @param weights columns × stride, where stride is `count` rounded up to an even number; zeros fill up
 * @param offsets stride numbers
 * @param out rows × count
 */
export const projectRows = defineKernel(
  "projectRows",
  (
    points: Float64Array,
    weights: Float64Array,
    offsets: Float64Array,
    out: Float64Array,
    count: number,
    columns: number,
    start: number,
    end: number,
  ) => {
    const stride = count + (count % 2);
    for (let row = start; row < end; row++) {
      for (let line = 0; line < count; line++) {
        let sum = 0;
        for (let column = 0; column < columns; column++) {
          sum += points[row * columns + column]! * weights[column * stride + line]!;
        }
        out[row * count + line] = sum - offsets[line]!;
      }
    }
  },
);
