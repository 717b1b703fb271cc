import { defineKernel } from "../kernels/kernel.ts";

/** What couples less than this, in a matrix whose largest element is 1, couples nothing; its square would be lost to underflow. */
const smallestCoupling = 1e-150;

/**
 * Householder's reduction of a symmetric matrix to three diagonals: takes out, row by row, all but one of the elements beyond the diagonal
 * by a reflection I − v vᵀ/h of what comes after. Items are rows, all at once: these are mixed.
 * @param matrix size × size, row-major, none of its elements beyond 1; it is overwritten
 * @param lines size × size, an orthonormal basis; afterwards the one in which the matrix has three diagonals, a vector for each line
 * @param diagonal size numbers
 * @param besides besides[i] couples i and i + 1; size numbers, zero before
 * @param product size numbers of scratch
 */
export const tridiagonalise = defineKernel(
  "tridiagonalise",
  (
    matrix: Float64Array,
    lines: Float64Array,
    diagonal: Float64Array,
    besides: Float64Array,
    product: Float64Array,
    size: number,
    start: number,
    end: number,
  ) => {
    for (let pivot = start; pivot < end; pivot++) {
      const v = matrix.subarray(pivot * size, (pivot + 1) * size);
      diagonal[pivot] = v[pivot]!;
      const next = pivot + 1;
      const length = Math.sqrt(v.subarray(next).reduce((sum, value) => sum + value * value, 0));
      if (length < smallestCoupling) continue;
      const first = v[next]!;
      const target = first > 0 ? -length : length;
      besides[pivot] = target;
      // v = what shall vanish; h = vᵀv / 2
      v[next] = first - target;
      const h = length * (length + Math.abs(first));
      reflectBothSides(matrix, v, product, h, size, next);
      reflectLines(lines, v, h, size, next);
    }
  },
);

/** A = (I − v vᵀ/h) A (I − v vᵀ/h) for the lines and columns from `start` on. */
function reflectBothSides(
  matrix: Float64Array,
  v: Float64Array,
  product: Float64Array,
  h: number,
  size: number,
  start: number,
): void {
  let share = 0;
  for (let row = start; row < size; row++) {
    let sum = 0;
    for (let column = start; column < size; column++) sum += matrix[row * size + column]! * v[column]!;
    product[row] = sum / h;
    share += (v[row]! * product[row]!) / (2 * h);
  }
  for (let row = start; row < size; row++) product[row]! -= share * v[row]!;
  for (let row = start; row < size; row++) {
    for (let column = start; column < size; column++) {
      matrix[row * size + column]! -= v[row]! * product[column]! + product[row]! * v[column]!;
    }
  }
}

/** (I − v vᵀ/h) A for the lines from `start` on. */
function reflectLines(lines: Float64Array, v: Float64Array, h: number, size: number, start: number): void {
  for (let column = 0; column < size; column++) {
    let sum = 0;
    for (let line = start; line < size; line++) sum += v[line]! * lines[line * size + column]!;
    for (let line = start; line < size; line++) lines[line * size + column]! -= (v[line]! * sum) / h;
  }
}
