import { display } from "ulm/data";
import { fromJSON, InferenceError, LinearRegression, Ridge } from "ulm/learn";
import type { RidgeParams } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/linear.json" with { type: "json" };

const { X, y, units, yUnits, ridge, ridgeErrors } = fixtures;

describe("Ridge against scikit-learn 1.9.1", () => {
  const cases: [keyof typeof ridge, Partial<RidgeParams>, readonly number[][], readonly number[]][] = [
    ["plain", {}, X, y],
    ["strong", { alpha: 50 }, X, y],
    ["noIntercept", { alpha: 3, fitIntercept: false }, X, y],
    ["units", { alpha: 10 }, units, yUnits],
    ["moreColumnsThanRows", { alpha: 0.5 }, X.slice(0, 3), y.slice(0, 3)],
  ];

  it.each(cases)("%s", async (name, params, features, target) => {
    const model = await new Ridge(params).fit(features, target);
    const expected = ridge[name];
    [...model.coef, model.intercept].forEach((value, index) => {
      const other = [...expected.coef, expected.intercept][index]!;
      expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-9 * Math.max(1e-6, Math.abs(other)));
    });
  });
});

describe("Ridge", () => {
  it("without a penalty is least squares, and refuses what that refuses", async () => {
    const plain = await new LinearRegression().fit(X, y);
    const model = await new Ridge({ alpha: 0 }).fit(X, y);
    expect([model.coef, model.intercept]).toEqual([plain.coef, plain.intercept]);
    expect(model.score(X, y)).toBe(plain.score(X, y));
    const twice = X.map((row) => [...row, row[0]!]);
    await expect(new Ridge({ alpha: 0 }).fit(twice, y)).rejects.toThrow('column "x4" can be computed from the others');
  });

  it("shares a coefficient among equal columns", async () => {
    const model = await new Ridge({ alpha: 2 }).fit(
      X.map((row) => [row[0]!, row[0]!]),
      y,
    );
    expect(model.coef[0]).toBeCloseTo(model.coef[1]!, 10);
  });
});

describe("standard errors of Ridge", () => {
  it.each([
    ["plain", {}, 120],
    ["strong", { alpha: 50 }, 120],
    ["noIntercept", { alpha: 3, fitIntercept: false }, 120],
    ["few", { alpha: 0.5 }, 7],
  ] as const)("%s: as NumPy computes them from the matrices", async (name, params, rows) => {
    const model = await new Ridge(params).fit(X.slice(0, rows), y.slice(0, rows));
    const expected = ridgeErrors[name];
    expect(model.effectiveParameters).toBeCloseTo(expected.effectiveParameters, 10);
    expect(model.residualStandardError / expected.residualStandardError).toBeCloseTo(1, 9);
    expect(model.standardErrors).toHaveLength(expected.standardErrors.length);
    expected.standardErrors.forEach((value, index) => expect(model.standardErrors[index]! / value).toBeCloseTo(1, 9));
    expect(model.summary().column("standardError").toArray()).toEqual(model.standardErrors);
    expect((fromJSON(model.toJSON()) as Ridge).standardErrors).toEqual(model.standardErrors);
  });

  it("without a penalty are those of least squares", async () => {
    const [plain, free] = [await new LinearRegression().fit(X, y), await new Ridge({ alpha: 0 }).fit(X, y)];
    expect(free.standardErrors).toEqual(plain.standardErrors);
    expect(free.effectiveParameters).toBe(5);
  });

  it("say that they leave the bias out, and where there are none, why", async () => {
    const model = await new Ridge().fit(X, y);
    expect(model[display]()["text/html"]).toContain("do not contain this bias");
    const weighted = await new Ridge().fit(X, y, { sampleWeight: y.map((_, row) => 1 + (row % 2)) });
    const wide = await new Ridge().fit(X.slice(0, 3), y.slice(0, 3));
    for (const other of [weighted, wide]) {
      expect(() => other.standardErrors).toThrow(InferenceError);
      expect(other.summary().columnNames).toEqual(["name", "coefficient"]);
      expect(other[display]()["text/html"]).toContain(other.whyNoInference!);
    }
  });
});
