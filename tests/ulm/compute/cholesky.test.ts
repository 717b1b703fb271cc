import fc from "fast-check";
import { cholesky, choleskyInverse, choleskySolve, Pcg32, SingularMatrixError } from "ulm/compute";
import { describe, expect, it } from "vitest";

/** A Aᵀ + I of a random A. */
function positiveDefinite(size: number, seed: number): Float64Array {
  const random = new Pcg32(seed);
  const factor = Float64Array.from({ length: size * size }, () => random.normal());
  return Float64Array.from({ length: size * size }, (_, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    let sum = Number(row === column);
    for (let k = 0; k < size; k++) sum += factor[row * size + k]! * factor[column * size + k]!;
    return sum;
  });
}

describe("cholesky", () => {
  it("factors the textbook matrix", () => {
    // https://en.wikipedia.org/wiki/Cholesky_decomposition, the integer example.
    const factor = cholesky(Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98), 3);
    expect([...factor]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
  });

  it("solves and inverts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(10_000), (size, seed) => {
        const matrix = positiveDefinite(size, seed);
        const factor = cholesky(matrix, size);
        const right = Array.from({ length: size }, (_, index) => index - 2);
        const solution = choleskySolve(factor, right);
        const inverse = choleskyInverse(factor, size);
        for (let row = 0; row < size; row++) {
          const product = solution.reduce((sum, value, k) => sum + matrix[row * size + k]! * value, 0);
          expect(product).toBeCloseTo(right[row]!, 8);
          const byInverse = right.reduce((sum, value, k) => sum + inverse[row * size + k]! * value, 0);
          expect(byInverse).toBeCloseTo(solution[row]!, 8);
        }
      }),
    );
  });

  it("names the first dependent column, whatever the scale", () => {
    for (const scale of [1e-12, 1, 1e12]) {
      const dependent = Float64Array.of(1, 2, 0, 2, 4, 0, 0, 0, 1).map((value) => value * scale);
      expect(() => cholesky(dependent, 3)).toThrow(SingularMatrixError);
      expect(() => cholesky(dependent, 3)).toThrow("Column 1");
    }
  });
});
