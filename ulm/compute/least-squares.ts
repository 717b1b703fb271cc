import { checkpoint } from "./checkpoint.ts";
import { SingularMatrixError } from "./cholesky.ts";

/** The least-squares solution and the triangle it came from. */
export interface LeastSquaresSolution {
  readonly solution: Float64Array;
  /** L = Rᵀ with A = QR, row-major: L Lᵀ = AᵀA, as `cholesky` would give it but without squaring the condition number. */
  readonly factor: Float64Array;
}

/** A column that keeps less than this share of its length after the columns before it are taken out depends on them. */
const smallestShare = 1e-10;

/**
 * The x that minimises |Ax − b|², by Householder reflections (Golub & Van Loan, "Matrix Computations", 4th ed., algorithm 5.3.2).
 * Costs 2·rows·columns² operations.
 * @param columns of A, at most as many as rows; overwritten
 * @param right b; overwritten
 * @throws SingularMatrixError with the first column that depends on the ones before
 */
export async function leastSquares(
  columns: readonly Float64Array[],
  right: Float64Array,
  label: string,
): Promise<LeastSquaresSolution> {
  const size = columns.length;
  const lengths = columns.map((column) => norm(column, 0));
  const factor = new Float64Array(size * size);
  for (const [index, column] of columns.entries()) {
    await checkpoint(index, size, label);
    const rest = norm(column, index);
    if (!(rest > smallestShare * lengths[index]!)) throw new SingularMatrixError(index);
    // The sign that avoids cancellation.
    const pivot = column[index]! > 0 ? -rest : rest;
    column[index]! -= pivot;
    const scale = 1 / (pivot * column[index]!);
    for (const other of [...columns.slice(index + 1), right]) reflect(column, other, index, scale);
    factor[index * size + index] = pivot;
    for (let next = index + 1; next < size; next++) factor[next * size + index] = columns[next]![index]!;
  }
  const solution = right.slice(0, size);
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) solution[row]! -= factor[k * size + row]! * solution[k]!;
    solution[row]! /= factor[row * size + row]!;
  }
  return { solution, factor };
}

/** other += scale · (vᵀ other) · v, where v is `column` from `start` on. */
function reflect(column: Float64Array, other: Float64Array, start: number, scale: number): void {
  let product = 0;
  for (let row = start; row < column.length; row++) product += column[row]! * other[row]!;
  const step = product * scale;
  for (let row = start; row < column.length; row++) other[row]! += step * column[row]!;
}

function norm(column: Float64Array, start: number): number {
  let squares = 0;
  for (let row = start; row < column.length; row++) squares += column[row]! ** 2;
  return Math.sqrt(squares);
}
