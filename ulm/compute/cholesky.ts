/** The matrix has no Cholesky factor: it is not positive definite, or so nearly not that the result would be noise. */
export class SingularMatrixError extends Error {
  override readonly name = "SingularMatrixError";
  /** The first row and column that depend on the ones before. */
  readonly index: number;

  constructor(index: number) {
    super(`Column ${index} of the matrix depends on the columns before it.`);
    this.index = index;
  }
}

/** Pivots below this share of their diagonal element have lost all their digits to cancellation. */
const smallestPivot = 1e-13;

/**
 * Lower triangular L with A = L Lᵀ (Golub & Van Loan, "Matrix Computations", 4th ed., algorithm 4.2.1).
 * Costs size³/6 multiplications.
 * @param matrix symmetric, row-major, size × size; only its lower triangle is read
 * @throws SingularMatrixError
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) fillRow(factor, matrix, size, row);
  return factor;
}

/** The same for matrices that take their time. @param pause called before each row; may let others have their turn, or throw */
export async function choleskyInTurns(
  matrix: Float64Array,
  size: number,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    await pause();
    fillRow(factor, matrix, size, row);
  }
  return factor;
}

/** @throws SingularMatrixError */
function fillRow(factor: Float64Array, matrix: Float64Array, size: number, row: number): void {
  for (let column = 0; column <= row; column++) {
    let sum = matrix[row * size + column]!;
    for (let k = 0; k < column; k++) sum -= factor[row * size + k]! * factor[column * size + k]!;
    if (column < row) {
      factor[row * size + column] = sum / factor[column * size + column]!;
    } else {
      if (!(sum > smallestPivot * matrix[row * size + row]!)) throw new SingularMatrixError(row);
      factor[row * size + row] = Math.sqrt(sum);
    }
  }
}

/** Solves L Lᵀ x = b for one right-hand side. */
export function choleskySolve(factor: Float64Array, right: ArrayLike<number>): Float64Array {
  const size = right.length;
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = solution[row]!;
    for (let k = 0; k < row; k++) sum -= factor[row * size + k]! * solution[k]!;
    solution[row] = sum / factor[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row]!;
    for (let k = row + 1; k < size; k++) sum -= factor[k * size + row]! * solution[k]!;
    solution[row] = sum / factor[row * size + row]!;
  }
  return solution;
}

/** (L Lᵀ)⁻¹, row-major: the covariance matrix when L Lᵀ is an information matrix. */
export function choleskyInverse(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    unit.fill(0);
    unit[column] = 1;
    const solution = choleskySolve(factor, unit);
    for (let row = 0; row < size; row++) inverse[row * size + column] = solution[row]!;
  }
  return inverse;
}
