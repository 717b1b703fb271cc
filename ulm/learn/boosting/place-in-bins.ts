import { defineKernel } from "../../compute/index.ts";
import { firstEdge } from "../trees/first-edge.ts";

/** The bin of missing values: histograms have 256 bins, 255 of them for values. */
export const missingBin = 255;

/** Where the bins of a column begin, two bytes from row to row: those of two neighbouring columns stand side by side. */
export function firstBin(column: number, rows: number): number {
  return (column >> 1) * 2 * rows + (column & 1);
}

/**
 * Replaces values by the bins that they are in: the place of the first edge that reaches the value. For categories of training data this
 * is the category itself. Items are columns.
 * @param values columns × rows
 * @param edges columns × edgeRoom, ascending
 * @param edgeCounts how many edges each column has
 * @param bins see `firstBin`; written
 */
export const placeInBins = defineKernel(
  "placeInBins",
  (
    values: Float64Array,
    edges: Float64Array,
    edgeCounts: Int32Array,
    bins: Uint8Array,
    edgeRoom: number,
    rows: number,
    start: number,
    end: number,
  ) => {
    for (let column = start; column < end; column++) {
      const own = edges.subarray(column * edgeRoom, column * edgeRoom + edgeCounts[column]!);
      const first = firstBin(column, rows);
      for (let row = 0; row < rows; row++) {
        const value = values[column * rows + row]!;
        bins[first + 2 * row] = Number.isNaN(value) ? missingBin : firstEdge(value, own);
      }
    }
  },
);
