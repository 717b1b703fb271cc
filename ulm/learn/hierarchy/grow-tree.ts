import { defineKernel } from "../../compute/index.ts";
import { squaredDistance } from "../clustering/squared-distance.ts";

/**
 * One step of Prim's algorithm: a row has joined the tree; finds the nearest of the rows outside.
 * @param outside the rows that are not in the tree
 * @param closest the squared distance of each to the tree; lowered where the new row is nearer
 * @param least for each block of `blockRows` the least of them
 * @param nearest its place in `outside`, the first of equally near ones
 * @param last the row that has joined
 */
export const growTree = defineKernel(
  "growTree",
  (
    points: Float64Array,
    outside: Int32Array,
    closest: Float64Array,
    least: Float64Array,
    nearest: Int32Array,
    last: number,
    columns: number,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    let best = Infinity;
    let found = -1;
    for (let index = start; index < end; index++) {
      const squared = squaredDistance(points, last * columns, points, outside[index]! * columns, columns);
      if (squared < closest[index]!) closest[index] = squared;
      if (closest[index]! < best) {
        best = closest[index]!;
        found = index;
      }
    }
    least[start / blockRows] = best;
    nearest[start / blockRows] = found;
  },
);
