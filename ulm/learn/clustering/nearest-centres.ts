import type { Matrix } from "../../data/index.ts";
import { squaredDistance } from "./squared-distance.ts";

/** Distances of each row to each centre, rows × nClusters. */
export function centreDistances(
  { data, rows, columns }: Matrix,
  centres: readonly (readonly number[])[],
): Float64Array {
  const flat = Float64Array.from(centres.flat());
  return Float64Array.from({ length: rows * centres.length }, (_, index) => {
    const row = Math.floor(index / centres.length);
    const centre = index % centres.length;
    return Math.sqrt(squaredDistance(data, row * columns, flat, centre * columns, columns));
  });
}

/** The nearest centre of each row, the first of equally near ones. */
export function nearestCentres({ data, rows, columns }: Matrix, centres: readonly (readonly number[])[]): Int32Array {
  const flat = Float64Array.from(centres.flat());
  const nearest = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let least = Infinity;
    for (let centre = 0; centre < centres.length; centre++) {
      const squared = squaredDistance(data, row * columns, flat, centre * columns, columns);
      if (squared < least) {
        least = squared;
        nearest[row] = centre;
      }
    }
  }
  return nearest;
}
