import { defineKernel } from "../../compute/index.ts";
import { firstEdge } from "./first-edge.ts";

/**
 * Replaces values by their ranks: the place of the first edge that reaches the value, and the number of edges where it is missing. Items
 * are columns.
 * @param values columns × rows
 * @param edges columns × edgeRoom: the largest value of each rank, ascending
 * @param edgeCounts how many edges each column has
 * @param codes columns × rows; written
 */
export const placeInRanks = defineKernel(
  "placeInRanks",
  (
    values: Float64Array,
    edges: Float64Array,
    edgeCounts: Int32Array,
    codes: Uint16Array,
    edgeRoom: number,
    rows: number,
    start: number,
    end: number,
  ) => {
    for (let column = start; column < end; column++) {
      const own = edges.subarray(column * edgeRoom, column * edgeRoom + edgeCounts[column]!);
      for (let place = column * rows; place < (column + 1) * rows; place++) {
        const value = values[place]!;
        codes[place] = Number.isNaN(value) ? own.length : firstEdge(value, own);
      }
    }
  },
);
