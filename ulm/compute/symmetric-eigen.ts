import { reflectBothSides } from "./eigen/reflect-both-sides.ts";
import { reflectLines } from "./eigen/reflect-lines.ts";
import { rotateLines } from "./eigen/rotate-lines.ts";
import type { Kernels } from "./kernels/kernel.ts";
import { withKernelsNow } from "./kernels/with-kernels.ts";

/** Eigenvalues, largest first, and the vectors that belong to them. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  /** One unit vector for each row, row-major, in the order of `values`; their signs are arbitrary. */
  readonly vectors: Float64Array;
}

/** What couples less than this, in a matrix whose largest element is 1, couples nothing; its square would be lost to underflow. */
const smallestCoupling = 1e-150;
/** More steps than this for one eigenvalue have never been seen. */
const mostSteps = 60;

/**
 * All eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to three diagonals, then QL steps with implicit
 * shifts (Martin, Reinsch & Wilkinson and Dubrulle, Martin & Wilkinson, in "Handbook for Automatic Computation" II, 1971,
 * contributions II/2 and II/4). Eigenvalues are exact to rounding of the largest. Costs about 9 · size³ multiplications.
 * @param matrix size × size, row-major; only its lower triangle is read
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  return withKernelsNow("symmetricEigen", (kernels) => {
    const whole = kernels.copy(symmetricCopy(matrix, size));
    const scale = whole.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    for (let index = 0; index < whole.length; index++) whole[index]! /= scale;
    const basis = tridiagonalise(kernels, whole, size);
    const { diagonal, lines } = basis;
    diagonalise(kernels, basis, size);
    const order = [...diagonal.keys()].sort((a, b) => diagonal[b]! - diagonal[a]! || a - b);
    const vectors = new Float64Array(size * size);
    order.forEach((from, to) => vectors.set(lines.subarray(from * size, (from + 1) * size), to * size));
    return { values: Float64Array.from(order, (index) => diagonal[index]! * scale), vectors };
  });
}

/** What `matrix` is in an orthonormal basis in which it has three diagonals only. */
interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** besides[i] couples i and i + 1; the last is 0. */
  readonly besides: Float64Array;
  /** The basis, one vector for each line. */
  readonly lines: Float64Array;
}

/** Takes out, row by row, all but one of the elements beyond the diagonal by a reflection I − v vᵀ/h of what comes after. `a` is overwritten. */
function tridiagonalise(kernels: Kernels, a: Float64Array, size: number): Tridiagonal {
  const diagonal = new Float64Array(size);
  const besides = new Float64Array(size);
  const lines = kernels.float64(size * size);
  for (let index = 0; index < size; index++) lines[index * size + index] = 1;
  const product = kernels.float64(size);
  for (let pivot = 0; pivot + 1 < size; pivot++) {
    diagonal[pivot] = a[pivot * size + pivot]!;
    const v = a.subarray(pivot * size, (pivot + 1) * size);
    const length = Math.hypot(...v.subarray(pivot + 1));
    if (length < smallestCoupling) continue;
    const first = v[pivot + 1]!;
    const target = first > 0 ? -length : length;
    besides[pivot] = target;
    // v = what shall vanish; h = vᵀv / 2
    v[pivot + 1] = first - target;
    const h = length * (length + Math.abs(first));
    kernels.call(reflectBothSides, [a, v, product, h, size], pivot + 1, size);
    kernels.call(reflectLines, [lines, v, h, size], pivot + 1, size);
  }
  diagonal[size - 1] = a[size * size - 1]!;
  return { diagonal, besides, lines };
}

function symmetricCopy(matrix: Float64Array, size: number): Float64Array {
  const copy = matrix.slice();
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) copy[column * size + row] = copy[row * size + column]!;
  }
  return copy;
}

/** QL steps: rotations of neighbours until nothing stands beside the diagonal; the lines are rotated along. */
function diagonalise(kernels: Kernels, { diagonal, besides, lines }: Tridiagonal, size: number): void {
  const sines = kernels.float64(size);
  const cosines = kernels.float64(size);
  for (let first = 0; first < size; first++) {
    for (let step = 0; ; step++) {
      let last = first;
      while (last + 1 < size && !isNegligible(besides[last]!, diagonal[last]!, diagonal[last + 1]!)) last++;
      if (last === first) break;
      if (step === mostSteps) throw new Error("The eigenvalues of a symmetric matrix have not converged.");
      const reached = rotateUp(diagonal, besides, sines, cosines, first, last);
      kernels.call(rotateLines, [lines, sines, cosines, size], reached, last);
    }
  }
}

function isNegligible(beside: number, above: number, below: number): boolean {
  return Math.abs(beside) <= Number.EPSILON * (Math.abs(above) + Math.abs(below));
}

/**
 * One QL step on the rows first … last, its shift the eigenvalue of the first 2 × 2 that is nearer to its corner.
 * @returns the first index that was rotated with its neighbour
 */
function rotateUp(
  d: Float64Array,
  e: Float64Array,
  sines: Float64Array,
  cosines: Float64Array,
  first: number,
  last: number,
): number {
  const half = (d[first + 1]! - d[first]!) / (2 * e[first]!);
  const root = Math.hypot(half, 1);
  let g = d[last]! - d[first]! + e[first]! / (half + (half >= 0 ? root : -root));
  let sine = 1;
  let cosine = 1;
  let carried = 0;
  for (let index = last - 1; index >= first; index--) {
    const f = sine * e[index]!;
    const b = cosine * e[index]!;
    const r = hypotenuse(f, g);
    e[index + 1] = r;
    if (r === 0) {
      // The matrix has fallen into two parts; the next step takes them one by one.
      d[index + 1]! -= carried;
      e[last] = 0;
      return index + 1;
    }
    sine = f / r;
    cosine = g / r;
    const shifted = d[index + 1]! - carried;
    const t = (d[index]! - shifted) * sine + 2 * cosine * b;
    carried = sine * t;
    d[index + 1] = shifted + carried;
    g = cosine * t - b;
    sines[index] = sine;
    cosines[index] = cosine;
  }
  d[first]! -= carried;
  e[first] = g;
  e[last] = 0;
  return first;
}

/** √(a² + b²): by the slow function only where squares are so small that they lose digits. */
function hypotenuse(a: number, b: number): number {
  const squares = a * a + b * b;
  return squares > 1e-280 ? Math.sqrt(squares) : Math.hypot(a, b);
}
