import { SVR } from "ulm/learn";
import { describe, expect, it, vi } from "vitest";
import fixtures from "../../fixtures/learn/svm.json" with { type: "json" };

const { X, values } = fixtures;

// LIBSVM keeps the kernel matrix in single precision: its solution is exact to about 1e-6.
describe("SVR against scikit-learn 1.9.1, both to a tolerance of 1e-10", () => {
  it.each([
    ["regression", {}],
    ["regressionTight", { C: 20, epsilon: 0.02, gamma: 1 }],
    ["regressionLinear", { kernel: "linear", C: 0.5 }],
  ] as const)("%s", async (name, params) => {
    const expected = fixtures[name];
    const model = await new SVR({ tol: 1e-10, ...params }).fit(X, values);
    expect(model.support).toEqual(expected.support);
    expect(model.intercept).toBeCloseTo(expected.intercept, 4);
    model.predict(X).forEach((value, row) => expect(value).toBeCloseTo(expected.predicted[row]!, 4));
  });
});

describe("SVR", () => {
  it("leaves rows alone that are nearer than epsilon, and no weight beyond C", async () => {
    const model = await new SVR({ epsilon: 0.3, C: 2, tol: 1e-8 }).fit(X, values);
    const predicted = model.predict(X);
    X.forEach((_, row) => {
      const error = Math.abs(predicted[row]! - values[row]!);
      const weight = Math.abs(model.dualCoef[model.support.indexOf(row)] ?? 0);
      expect(weight).toBeLessThanOrEqual(2);
      if (weight === 0) expect(error).toBeLessThan(0.3 + 1e-6);
      else expect(error).toBeGreaterThan(0.3 - 1e-6);
    });
    expect(model.score(X, values)).toBeGreaterThan(0.8);
    expect(String(model)).toMatch(/^SVR \(rbf, C = 2, epsilon = 0.3\): \d+ of 160 rows are support vectors$/);
  });

  it("says what is wrong", async () => {
    expect(() => new SVR({ epsilon: -1 })).toThrow("epsilon must be 0 or more");
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const model = await new SVR({ maxIter: 3 }).fit(X, values);
    expect(model.warnings[0]!.en).toContain("not converged after 3 iterations");
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });
});
