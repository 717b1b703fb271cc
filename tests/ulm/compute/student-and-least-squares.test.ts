import {
  choleskyInverse,
  fisherUpperTail,
  incompleteBeta,
  leastSquares,
  studentQuantile,
  studentUpperTail,
} from "ulm/compute";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/compute/student-and-least-squares.json" with { type: "json" };

function expectClose(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(expected), 1e-300));
}

describe("distributions of linear models, as in SciPy", () => {
  it.each(fixtures.incompleteBeta)("I_%d(%d, %d)", (x, a, b, expected) =>
    expectClose(incompleteBeta(x!, a!, b!), expected!, 1e-11),
  );
  it.each(fixtures.student)("P(T > %d), %d degrees", (t, degrees, expected) =>
    expectClose(studentUpperTail(t!, degrees!), expected!, 1e-10),
  );
  it.each(fixtures.quantile)("t quantile of %d, %d degrees", (probability, degrees, expected) => {
    expect(Math.abs(studentQuantile(probability!, degrees!) - expected!)).toBeLessThan(
      1e-9 * (1 + Math.abs(expected!)),
    );
  });
  it.each(fixtures.fisher)("P(F > %d), %d and %d degrees", (f, numerator, denominator, expected) =>
    expectClose(fisherUpperTail(f!, numerator!, denominator!), expected!, 1e-10),
  );
});

describe("leastSquares", () => {
  const { A, b, solution, inverse } = fixtures.leastSquares;
  const columns = () => A[0]!.map((_, column) => Float64Array.from(A, (row) => row[column]!));

  it("solves as NumPy does, and its factor gives (AᵀA)⁻¹", async () => {
    const result = await leastSquares(columns(), Float64Array.from(b), "test");
    result.solution.forEach((value, index) => expectClose(value, solution[index]!, 1e-11));
    choleskyInverse(result.factor, 4).forEach((value, index) => expectClose(value, inverse[index]!, 1e-10));
  });

  it("names the first column that depends on the ones before", async () => {
    const dependent = columns();
    dependent[2] = dependent[0]!.map((value, row) => value - 2 * dependent[1]![row]!);
    await expect(leastSquares(dependent, Float64Array.from(b), "test")).rejects.toMatchObject({ index: 2 });
  });
});
