import { diagonalise } from "./eigen/diagonalise.ts";
import { mirrorAndScale } from "./eigen/mirror-and-scale.ts";
import { tridiagonalise } from "./eigen/tridiagonalise.ts";
import { withKernelsNow } from "./kernels/with-kernels.ts";

/** Eigenvalues, largest first, and the vectors that belong to them. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  /** One unit vector for each row, row-major, in the order of `values`; their signs are arbitrary. */
  readonly vectors: Float64Array;
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to three diagonals, then QL steps with implicit
 * shifts (Martin, Reinsch & Wilkinson and Dubrulle, Martin & Wilkinson, in "Handbook for Automatic Computation" II, 1971,
 * contributions II/2 and II/4). Eigenvalues are exact to rounding of the largest. Costs about 9 · size³ multiplications.
 * @param matrix size × size, row-major; only its lower triangle is read
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  return withKernelsNow("symmetricEigen", (kernels) => {
    const whole = kernels.copy(matrix);
    const scale = kernels.float64(1);
    kernels.call(mirrorAndScale, [whole, scale, size], 0, size);
    const lines = kernels.float64(size * size);
    for (let index = 0; index < size; index++) lines[index * size + index] = 1;
    const numbers = () => kernels.float64(size);
    const [diagonal, besides, first, second] = [numbers(), numbers(), numbers(), numbers()];
    kernels.call(tridiagonalise, [whole, lines, diagonal, besides, first, size], 0, size);
    kernels.call(diagonalise, [diagonal, besides, lines, first, second, size], 0, size);
    if (besides.includes(NaN)) throw new Error("The eigenvalues of a symmetric matrix have not converged.");
    const order = [...diagonal.keys()].sort((a, b) => diagonal[b]! - diagonal[a]! || a - b);
    const vectors = new Float64Array(size * size);
    order.forEach((from, to) => vectors.set(lines.subarray(from * size, (from + 1) * size), to * size));
    return { values: Float64Array.from(order, (index) => diagonal[index]! * scale[0]!), vectors };
  });
}
