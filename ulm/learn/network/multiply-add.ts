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
    const from = row * steps.row;
    let place = 0;
    // Four at a time, so that a sum is fetched and stored once for all of them.
    for (; place + 4 <= inner; place += 4) {
      const first = left[from + place * steps.column]!;
      const second = left[from + (place + 1) * steps.column]!;
      const third = left[from + (place + 2) * steps.column]!;
      const fourth = left[from + (place + 3) * steps.column]!;
      for (let column = 0; column < columns; column++) {
        const at = place * columns + column;
        let sum = round(sums[own + column]! + round(first * right[at]!));
        sum = round(sum + round(second * right[at + columns]!));
        sum = round(sum + round(third * right[at + 2 * columns]!));
        sums[own + column] = sum + round(fourth * right[at + 3 * columns]!);
      }
    }
    for (; place < inner; place++) {
      const factor = left[from + place * steps.column]!;
      for (let column = 0; column < columns; column++) {
        sums[own + column]! += round(factor * right[place * columns + column]!);
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
