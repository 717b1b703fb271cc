import { cholesky, choleskySolve } from "../../compute/index.ts";

/** YᵀY of row-major factors. */
export function gramMatrix(factors: Float64Array, size: number): Float64Array {
  const gram = new Float64Array(size * size);
  for (let row = 0; row < factors.length; row += size) {
    for (let i = 0; i < size; i++) {
      const value = factors[row + i]!;
      for (let j = 0; j <= i; j++) gram[i * size + j]! += value * factors[row + j]!;
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) gram[j * size + i] = gram[i * size + j]!;
  return gram;
}

/**
 * The factors x that minimise Σ over all others of c (p − x · y)² + reg ‖x‖², where p = 1 and c = 1 + alpha · strength for those that
 * were taken and p = 0, c = 1 for all the rest: (YᵀY + Σ (c − 1) y yᵀ + reg I) x = Σ c y, sums over those taken only (Hu, Koren & Volinsky 2008,
 * equation 4).
 * @param gram YᵀY of all others
 */
export function solveImplicit(
  taken: ArrayLike<number>,
  strengths: ArrayLike<number>,
  others: { readonly factors: Float64Array; readonly gram: Float64Array },
  { nFactors: size, reg, alpha }: { nFactors: number; reg: number; alpha: number },
): Float64Array {
  const { factors } = others;
  const normal = Float64Array.from(others.gram);
  const right = new Float64Array(size);
  for (let index = 0; index < taken.length; index++) {
    const row = taken[index]! * size;
    const extra = alpha * strengths[index]!;
    for (let i = 0; i < size; i++) {
      const value = factors[row + i]!;
      right[i]! += (1 + extra) * value;
      for (let j = 0; j <= i; j++) normal[i * size + j]! += extra * value * factors[row + j]!;
    }
  }
  for (let i = 0; i < size; i++) normal[i * size + i]! += reg;
  return choleskySolve(cholesky(normal, size), right);
}
