import { defineKernel } from "./kernel.ts";

/**
 * Adds up the columns' distances from `centre`, and their squares, for each block of rows.
 * @param values rows × columns, row-major
 * @param centre one number for each column
 * @param sums blocks × columns, zero before; block b holds the rows from b · blockRows on
 * @param squares likewise
 */
export const sumColumns = defineKernel(
  "sumColumns",
  (
    values: Float64Array,
    centre: Float64Array,
    sums: Float64Array,
    squares: Float64Array,
    columns: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    const own = (start / blockRows) * columns;
    for (let row = start; row < end; row++) {
      for (let column = 0; column < columns; column++) {
        const difference = values[row * columns + column]! - centre[column]!;
        sums[own + column]! += difference;
        squares[own + column]! += difference * difference;
      }
    }
  },
);
