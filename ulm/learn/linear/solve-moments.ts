import { cholesky, choleskyInverse, SingularMatrixError } from "../../compute/index.ts";
import type { ColumnMoments } from "../moments/column-moments.ts";
import type { LeastSquaresFit, LeastSquaresProblem } from "./fit-least-squares.ts";

/** Products lose as many digits as their condition number has: this one leaves ten. */
const largestCondition = 1e6;
/** Of the squares that are left when nearly all are explained as many digits are lost. */
const smallestRest = 1e-5;
/** Smaller sums of squares have lost digits. */
const smallestSquares = 1e-290;

/**
 * The least-squares fit from the moments of the columns and, last, the target, by the normal equations of columns brought to length 1
 * (Golub & Van Loan, "Matrix Computations", 4th ed., section 5.3).
 * @returns undefined where too many digits would be lost: columns that nearly depend on each other, targets that are explained nearly exactly
 */
export function solveMoments(
  moments: ColumnMoments,
  { fitIntercept, alpha }: Pick<LeastSquaresProblem, "fitIntercept" | "alpha">,
): LeastSquaresFit | undefined {
  const { mean, rows } = moments;
  const size = mean.length - 1;
  const squares = fitIntercept ? moments.scatter : aroundZero(moments);
  const products = squares.subarray(size * (size + 1));
  const totalSquares = products[size]!;
  for (let column = 0; column < size; column++) {
    const ofColumn = squares[column * (size + 2)]!;
    if (ofColumn > 0 && ofColumn < smallestSquares) return undefined;
  }
  const inverse = penalisedInverse(squares, size, alpha);
  if (inverse === undefined) return undefined;
  const coef = Array.from({ length: size }, (_, row) => dot(inverse.subarray(row * size, (row + 1) * size), products));
  // (y − Xβ)ᵀ(y − Xβ), in full: errors of β count by their squares only.
  const residualSquares = quadraticForm(squares, [...coef, -1]);
  if (alpha === 0 && !(residualSquares > smallestRest * totalSquares)) return undefined;
  if (!fitIntercept) return { coef, intercept: 0, residualSquares, totalSquares, inverse: Array.from(inverse) };
  return {
    coef,
    intercept: mean[size]! - dot(Float64Array.from(coef), mean),
    residualSquares,
    totalSquares,
    inverse: withIntercept(inverse, mean, rows),
  };
}

/** Sums of products around zero instead of the mean. */
function aroundZero({ mean, scatter, rows }: ColumnMoments): Float64Array {
  const size = mean.length;
  return scatter.map((sum, index) => sum + rows * mean[Math.floor(index / size)]! * mean[index % size]!);
}

/** (A + alpha)⁻¹ of the first `size` lines and columns, size × size; undefined when they are not conditioned well enough. */
function penalisedInverse(squares: Float64Array, size: number, alpha: number): Float64Array | undefined {
  const width = size + 1;
  const lengths = Array.from({ length: size }, (_, index) => Math.sqrt(squares[index * width + index]! + alpha));
  const scaled = new Float64Array(size * size);
  for (let upper = 0; upper < size; upper++) {
    for (let lower = 0; lower < upper; lower++) {
      const share = squares[upper * width + lower]! / (lengths[upper]! * lengths[lower]!);
      scaled[upper * size + lower] = share;
      scaled[lower * size + upper] = share;
    }
    scaled[upper * size + upper] = 1;
  }
  const inverse = invert(scaled, size);
  if (inverse === undefined || !(oneNorm(scaled, size) * oneNorm(inverse, size) <= largestCondition)) return undefined;
  return inverse.map((value, index) => value / (lengths[Math.floor(index / size)]! * lengths[index % size]!));
}

function invert(matrix: Float64Array, size: number): Float64Array | undefined {
  try {
    return choleskyInverse(cholesky(matrix, size), size);
  } catch (error) {
    if (error instanceof SingularMatrixError) return undefined;
    throw error;
  }
}

/** The largest sum of absolute values in a line of a symmetric matrix. */
function oneNorm(matrix: Float64Array, size: number): number {
  let largest = 0;
  for (let start = 0; start < matrix.length; start += size) {
    const line = matrix.subarray(start, start + size);
    largest = Math.max(
      largest,
      line.reduce((sum, value) => sum + Math.abs(value), 0),
    );
  }
  return largest;
}

/** The inverse with a last line and column for the intercept, from that of the centred columns. */
function withIntercept(inverse: Float64Array, mean: Float64Array, rows: number): number[] {
  const size = mean.length - 1;
  const width = size + 1;
  const whole = new Array<number>(width * width);
  const shifts = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    const line = inverse.subarray(row * size, (row + 1) * size);
    line.forEach((value, column) => (whole[row * width + column] = value));
    shifts[row] = dot(line, mean);
    whole[row * width + size] = -shifts[row]!;
    whole[size * width + row] = -shifts[row]!;
  }
  whole[size * width + size] = 1 / rows + dot(shifts, mean);
  return whole;
}

/** vᵀAv of a symmetric matrix, of which the lower triangle is read. */
function quadraticForm(matrix: Float64Array, vector: readonly number[]): number {
  let sum = 0;
  vector.forEach((left, upper) => {
    for (let lower = 0; lower < upper; lower++)
      sum += 2 * left * vector[lower]! * matrix[upper * vector.length + lower]!;
    sum += left ** 2 * matrix[upper * (vector.length + 1)]!;
  });
  return sum;
}

/** Of as many numbers as `left` has. */
function dot(left: Float64Array, right: Float64Array): number {
  return left.reduce((sum, value, index) => sum + value * right[index]!, 0);
}
