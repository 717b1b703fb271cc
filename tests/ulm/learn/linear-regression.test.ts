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

describe("LinearRegression of Longley's employment figures, whose columns nearly depend on each other", () => {
  // J. W. Longley, "An appraisal of least squares programs for the electronic computer", JASA 62, 1967. Certified values: NIST
  // Statistical Reference Datasets, https://www.itl.nist.gov/div898/strd/lls/data/Longley.shtml
  const employed = [
    60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551,
  ];
  const longley = [
    [83, 234289, 2356, 1590, 107608, 1947],
    [88.5, 259426, 2325, 1456, 108632, 1948],
    [88.2, 258054, 3682, 1616, 109773, 1949],
    [89.5, 284599, 3351, 1650, 110929, 1950],
    [96.2, 328975, 2099, 3099, 112075, 1951],
    [98.1, 346999, 1932, 3594, 113270, 1952],
    [99, 365385, 1870, 3547, 115094, 1953],
    [100, 363112, 3578, 3350, 116219, 1954],
    [101.2, 397469, 2904, 3048, 117388, 1955],
    [104.6, 419180, 2822, 2857, 118734, 1956],
    [108.4, 442769, 2936, 2798, 120445, 1957],
    [110.8, 444546, 4681, 2637, 121950, 1958],
    [112.6, 482704, 3813, 2552, 123366, 1959],
    [114.2, 502601, 3931, 2514, 125368, 1960],
    [115.7, 518173, 4806, 2572, 127852, 1961],
    [116.9, 554894, 4007, 2827, 130081, 1962],
  ];

  it("gives the certified coefficients, standard errors and F to ten digits", async () => {
    const model = await new LinearRegression().fit(longley, employed);
    const coefficients = [
      -3482258.63459582, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359,
      -0.0511041056535807, 1829.15146461355,
    ];
    const errors = [
      890420.383607373, 84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675, 0.22607320006937,
      455.478499142212,
    ];
    expectClose([model.intercept, ...model.coef], coefficients, 1e-10);
    expectClose(model.standardErrors, errors, 1e-10);
    expectClose(
      [model.residualStandardError, model.rSquared, model.fStatistic],
      [304.854073561965, 0.995479004577296, 330.285339234588],
      1e-10,
    );
  });
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
