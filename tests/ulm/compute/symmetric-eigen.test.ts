import fc from "fast-check";
import { symmetricEigen } from "ulm/compute";
import { describe, expect, it } from "vitest";

describe("symmetricEigen", () => {
  it("finds unit vectors that the matrix only stretches, at right angles to each other", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.infiniteStream(fc.double({ min: -5, max: 5, noNaN: true })),
        (size, numbers) => {
          const matrix = new Float64Array(size * size);
          for (let row = 0; row < size; row++) {
            for (let column = 0; column <= row; column++) matrix[row * size + column] = numbers.next().value!;
          }
          const at = (row: number, column: number) => matrix[Math.max(row, column) * size + Math.min(row, column)]!;
          const { values, vectors } = symmetricEigen(matrix, size);
          expect([...values]).toEqual([...values].sort((a, b) => b - a));
          const indices = [...Array(size).keys()];
          for (const k of indices) {
            for (const row of indices) {
              const stretched = indices.reduce((sum, column) => sum + at(row, column) * vectors[k * size + column]!, 0);
              expect(stretched).toBeCloseTo(values[k]! * vectors[k * size + row]!, 11);
            }
            for (const other of indices) {
              const product = indices.reduce((sum, i) => sum + vectors[k * size + i]! * vectors[other * size + i]!, 0);
              expect(product).toBeCloseTo(k === other ? 1 : 0, 12);
            }
          }
        },
      ),
    );
  });

  it("knows the second differences, whose eigenvalues are 2 − 2 cos(kπ/(n + 1)) (NIST DLMF 3.2(vi))", () => {
    const size = 40;
    const matrix = new Float64Array(size * size);
    for (let row = 0; row < size; row++) {
      matrix[row * size + row] = 2;
      if (row > 0) matrix[row * size + row - 1] = -1;
    }
    const { values } = symmetricEigen(matrix, size);
    values.forEach((value, index) =>
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((size - index) * Math.PI) / (size + 1)), 13),
    );
  });

  it("takes matrices that are diagonal, zero or of one element", () => {
    expect([...symmetricEigen(Float64Array.of(3), 1).values]).toEqual([3]);
    expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
    expect([...symmetricEigen(Float64Array.of(1, 0, 0, 0, 7, 0, 0, 0, -2), 3).values]).toEqual([7, 1, -2]);
  });
});
