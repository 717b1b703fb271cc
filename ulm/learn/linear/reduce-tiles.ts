import { defineKernel, tileRows } from "../../compute/index.ts";

/**
 * Householder reflections (Golub & Van Loan, "Matrix Computations", 4th ed., algorithm 5.2.1) of each block of tiles: its rows become
 * at most `width` + 1, which have the same lengths and angles. Stacked, they stand for the whole matrix in a least-squares problem
 * (J. Demmel et al., "Communication-optimal parallel and sequential QR", SIAM J. Sci. Comput. 34, 2012). Items are tiles.
 * @param right one more column, for the right-hand side
 * @param factors blocks × (width + 1) × (width + 1), zero before; upper triangles afterwards
 * @param scratch the columns of a block, for each thread
 */
export const reduceTiles = defineKernel(
  "reduceTiles",
  (
    tiles: Float64Array,
    right: Float64Array,
    factors: Float64Array,
    scratch: Float64Array,
    width: number,
    stride: number,
    blockTiles: number,
    start: number,
    end: number,
  ) => {
    const count = (end - start) * tileRows;
    const size = width + 1;
    const columns = Array.from({ length: size }, (_, column) => scratch.subarray(column * count, (column + 1) * count));
    for (let row = 0; row < count; row++) {
      const tile = start + Math.floor(row / tileRows);
      for (let column = 0; column < width; column++) {
        columns[column]![row] = tiles[(tile * stride + column) * tileRows + (row % tileRows)]!;
      }
      columns[width]![row] = right[start * tileRows + row]!;
    }
    const factor = factors.subarray((start / blockTiles) * size * size);
    for (let k = 0; k < Math.min(size, count); k++) {
      const column = columns[k]!;
      const norm = Math.sqrt(product(column, column, k));
      if (norm > 0) {
        const head = column[k]!;
        const pivot = head > 0 ? -norm : norm;
        column[k] = head - pivot;
        const share = 1 / (pivot * (head - pivot));
        for (const other of columns.slice(k + 1)) {
          const step = share * product(column, other, k);
          for (let row = k; row < count; row++) other[row]! += step * column[row]!;
        }
        factor[k * size + k] = pivot;
      }
      for (let other = k + 1; other < size; other++) factor[k * size + other] = columns[other]![k]!;
    }
  },
);

function product(left: Float64Array, right: Float64Array, first: number): number {
  let sum = 0;
  for (let row = first; row < left.length; row++) sum += left[row]! * right[row]!;
  return sum;
}
