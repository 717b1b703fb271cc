import fc from "fast-check";
import { display, Table } from "ulm/data";
import { FeatureError, fromJSON, InferenceError, LinearRegression } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/linear.json" with { type: "json" };

const { X, y, units, yUnits, ols } = fixtures;

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(Math.abs(actual[index]! - value)).toBeLessThanOrEqual(tolerance * Math.max(1e-12, Math.abs(value)));
  });
}

describe("LinearRegression against statsmodels 0.15.0", () => {
  it.each([
    ["plain", X, y, {}],
    ["noIntercept", X, y, { fitIntercept: false }],
    ["units", units, yUnits, {}],
  ] as const)(
    "%s: coefficients, standard errors, t, p, intervals, R² and F",
    async (name, features, target, params) => {
      const expected = ols[name];
      const model = await new LinearRegression(params).fit(features, target);
      const coefficients = name === "noIntercept" ? model.coef : [model.intercept, ...model.coef];
      expectClose(coefficients, expected.params, 1e-9);
      expectClose(model.standardErrors, expected.standardErrors, 1e-9);
      expectClose(model.tValues, expected.tValues, 1e-9);
      expectClose(model.pValues, expected.pValues, 1e-8);
      expectClose(model.confidenceIntervals().flat(), expected.intervals.flat(), 1e-8);
      expectClose([model.rSquared, model.adjustedRSquared], [expected.rSquared, expected.adjustedRSquared], 1e-10);
      expectClose([model.fStatistic, model.fPValue], [expected.fStatistic, expected.fPValue], 1e-8);
      expectClose([model.residualStandardError], [expected.residualStandardError], 1e-10);
      if (name !== "noIntercept") expect(model.score(features, target)).toBeCloseTo(model.rSquared, 12);
    },
  );
});

describe("LinearRegression", () => {
  it("leaves residuals at right angles to the features, over several blocks of rows too", async () => {
    const rows = 3000;
    const features = Array.from({ length: rows }, (_, row) => [Math.sin(row), (row % 7) - 3, row > 2900 ? 1 : 0]);
    const target = features.map(([a, b, c], row) => 3 + 2 * a! - b! + 5 * c! + Math.cos(row * row));
    const model = await new LinearRegression().fit(features, target);
    const residuals = model.predict(features).map((value, row) => target[row]! - value);
    for (const column of [0, 1, 2]) {
      expect(features.reduce((sum, row, index) => sum + row[column]! * residuals[index]!, 0)).toBeCloseTo(0, 8);
    }
    expect(residuals.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 8);
    const squares = residuals.reduce((sum, value) => sum + value ** 2, 0);
    expect(model.residualStandardError).toBeCloseTo(Math.sqrt(squares / (rows - 4)), 10);
  });

  it("finds exact relations, in whatever units", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -8, max: 8 }), fc.integer({ min: -8, max: 8 }), async (power, shift) => {
        const scale = 10 ** power;
        const features = X.map((row) => row.map((value) => (value + shift) * scale));
        const model = await new LinearRegression().fit(
          features,
          features.map((row) => 4 + row[0]! / scale - (2 * row[2]!) / scale),
        );
        expectClose(
          model.coef.map((value) => value * scale + 10),
          [11, 10, 8, 10],
          1e-10,
        );
      }),
      { numRuns: 20 },
    );
  });

  it("names columns that depend on others, and asks for enough rows", async () => {
    const twice = Table.fromObjects(X.map(([a, b]) => ({ a, b, sum: a! + b! })));
    await expect(new LinearRegression().fit(twice, y)).rejects.toThrow('column "sum" can be computed from the others');
    await expect(new LinearRegression().fit(X.slice(0, 4), y.slice(0, 4))).rejects.toThrow(
      "4 rows cannot tell 5 coefficients",
    );
    await expect(new LinearRegression().fit(X.slice(0, 4), y.slice(0, 4))).rejects.toThrow(FeatureError);
  });

  it("has no standard errors with as many coefficients as rows", async () => {
    const model = await new LinearRegression().fit(X.slice(0, 5), y.slice(0, 5));
    expectClose(model.predict(X.slice(0, 5)), y.slice(0, 5), 1e-9);
    expect(() => model.standardErrors).toThrow(InferenceError);
    expect(model.summary().columnNames).toEqual(["name", "coefficient"]);
    expect(String(model)).toContain("as many coefficients as rows");
  });

  it("shows coefficients with what they mean, in both languages, and no markup of the data's", async () => {
    const table = Table.fromObjects(X.map(([a, b]) => ({ "<i>a</i>": a, b })));
    const model = await new LinearRegression().fit(table, y);
    const { "text/html": html, "text/plain": text } = model[display]() as Record<string, string>;
    expect(html).toContain("&lt;i&gt;a&lt;/i&gt;");
    expect(html).not.toContain("<i>");
    expect(html).toContain("标准误");
    expect(text).toContain("120 observations; R² 0.");
    expect(model.summary().column("standardError").toArray()).toEqual(model.standardErrors);
  });

  it("survives JSON with its statistics", async () => {
    const model = await new LinearRegression().fit(X, y);
    const revived = fromJSON(JSON.parse(JSON.stringify(model))) as LinearRegression;
    expect([revived.standardErrors, revived.fPValue]).toEqual([model.standardErrors, model.fPValue]);
  });
});
