import type { Arithmetic, Numbers } from "./arithmetic.ts";

/** How far apart the elements of an array are from row to row, and within a row. */
interface Steps {
  readonly row: number;
  readonly column: number;
}

/**
 * sums += left · right, each sum in the order of the inner dimension.
 * @param left rows × inner, its elements as far apart as `steps` says: a matrix, its transpose, or a window that moves over a sequence
 * @param right inner × columns
 * @param sums rows × columns
 */
export function multiplyAdd(
  { round }: Arithmetic,
  [rows, inner, columns]: readonly [number, number, number],
  left: Numbers,
  steps: Steps,
  right: Numbers,
  sums: Numbers,
): void {
  for (let row = 0; row < rows; row++) {
    const own = row * columns;
    for (let place = 0; place < inner; place++) {
      const factor = left[row * steps.row + place * steps.column]!;
      const from = place * columns;
      for (let column = 0; column < columns; column++) {
        sums[own + column]! += round(factor * right[from + column]!);
      }
    }
  }
}

/** @returns in `target` the transpose of `matrix`, which is rows × columns */
export function transpose(matrix: Numbers, rows: number, columns: number, target: Numbers): Numbers {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) target[column * rows + row] = matrix[row * columns + column]!;
  }
  return target;
}

/** Adds all rows of a matrix to `sums`. */
export function addRows(matrix: Numbers, sums: Numbers): void {
  const columns = sums.length;
  for (let index = 0; index < matrix.length; index++) sums[index % columns]! += matrix[index]!;
}

/** Every row of a matrix becomes a copy of `row`. */
export function fillRows(matrix: Numbers, row: Numbers): void {
  for (let start = 0; start < matrix.length; start += row.length) matrix.set(row, start);
}
