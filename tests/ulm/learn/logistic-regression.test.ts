import { createRandom } from "ulm/compute";
import { display, Matrix, Table } from "ulm/data";
import { FeatureError, fromJSON, InferenceError, LogisticRegression } from "ulm/learn";
import type { LogisticRegressionParams } from "ulm/learn";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import fixtures from "../../fixtures/learn/logistic.json" with { type: "json" };

const { X, y, three, units, yUnits, scikit, statsmodels } = fixtures;
const free = { penalty: "none" } as const;

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(Math.abs(actual[index]! - value) / Math.max(1e-3, Math.abs(value))).toBeLessThan(tolerance);
  });
}

let warn: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warn = vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());

describe("LogisticRegression against scikit-learn 1.9.1", () => {
  const cases: [keyof typeof scikit, Partial<LogisticRegressionParams>, readonly number[]][] = [
    ["l2", {}, y],
    ["strong", { C: 0.05 }, y],
    ["noIntercept", { fitIntercept: false }, y],
    ["balanced", { classWeight: "balanced" }, y],
    ["weighted", { classWeight: { 1: 3.5 } }, y],
    ["multinomial", {}, three],
    ["multinomialStrong", { C: 0.05 }, three],
    ["l1", { C: 0.1, penalty: "l1" }, y],
    ["l1Weak", { C: 2, penalty: "l1" }, y],
    ["l1Multinomial", { C: 0.1, penalty: "l1" }, three],
    ["elasticnet", { C: 0.1, penalty: "elasticnet", l1Ratio: 0.3 }, y],
  ];

  it.each(cases)("%s: coefficients and probabilities", async (name, params, labels) => {
    const model = await new LogisticRegression(params).fit(X, labels);
    expect(model.converged).toBe(true);
    expectClose(model.coef.flat(), scikit[name].coef.flat(), 1e-8);
    expectClose(model.intercept, scikit[name].intercept, 1e-8);
    expectClose([...model.predictProba(X.slice(0, 5)).data], scikit[name].probabilities.flat(), 1e-8);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe("LogisticRegression with an L1 penalty", () => {
  it("that is strong enough leaves the class frequencies only", async () => {
    const model = await new LogisticRegression({ penalty: "l1", C: 0.03 }).fit(X, y);
    const share = y.reduce((sum, label) => sum + label, 0) / y.length;
    expect(model.coef).toEqual([[0, 0, 0, 0]]);
    expectClose(model.intercept, [Math.log(share / (1 - share))], 1e-10);
  });

  it("is the minimum: slopes are the penalty where coefficients are not 0, and smaller elsewhere", async () => {
    const C = 0.08;
    const model = await new LogisticRegression({ penalty: "l1", C, tol: 1e-10 }).fit(X, y);
    const probabilities = model.predictProba(X).column("1");
    model.coef[0]!.forEach((coefficient, column) => {
      const slope = X.reduce((sum, row, index) => sum + row[column]! * (y[index]! - probabilities[index]!), 0);
      if (coefficient === 0) expect(Math.abs(slope)).toBeLessThan(1 / C);
      else expect(slope).toBeCloseTo(Math.sign(coefficient) / C, 9);
    });
    expect(model.coef[0]!.filter((coefficient) => coefficient === 0).length).toBeGreaterThan(0);
  });
});

describe("LogisticRegression against statsmodels 0.15.0", () => {
  it.each([
    ["binary", X, y, {}],
    ["noIntercept", X, y, { fitIntercept: false }],
    ["units", units, yUnits, {}],
  ] as const)("%s: coefficients, standard errors, z, p, intervals", async (name, features, labels, params) => {
    const expected = statsmodels[name];
    const model = await new LogisticRegression({ ...free, ...params }).fit(features, labels);
    const coefficients = [
      ...(params === undefined || "fitIntercept" in params ? [] : model.intercept),
      ...model.coef[0]!,
    ];
    expectClose(coefficients, expected.params, 1e-8);
    expectClose(model.standardErrors, expected.standardErrors, 1e-7);
    expectClose(model.zValues, expected.zValues, 1e-7);
    expectClose(model.pValues, expected.pValues, 1e-7);
    expectClose(model.confidenceIntervals().flat(), expected.intervals.flat(), 1e-6);
    expect(model.logLikelihood).toBeCloseTo(expected.logLikelihood, 9);
    // Statsmodels fits the null model with its default tolerance.
    if (name !== "noIntercept") expect(model.nullLogLikelihood).toBeCloseTo(expected.nullLogLikelihood, 7);
  });

  it.each([
    ["multinomial", {}],
    ["multinomialNoIntercept", { fitIntercept: false }],
  ] as const)("%s: each class against the first, with standard errors, z, p, intervals", async (name, params) => {
    const expected = statsmodels[name];
    const model = await new LogisticRegression({ ...free, ...params }).fit(X, three);
    expectClose(model.summary().column("coefficient").toArray() as number[], expected.params.flat(), 1e-7);
    expectClose(model.standardErrors, expected.standardErrors.flat(), 1e-7);
    expectClose(model.zValues, expected.zValues.flat(), 1e-6);
    expectClose(model.pValues, expected.pValues.flat(), 1e-6);
    expectClose(model.confidenceIntervals().flat(), expected.intervals.flat(2), 1e-6);
    expect(model.logLikelihood).toBeCloseTo(expected.logLikelihood, 9);
    // Every coefficient sums to 0 over the classes: the symmetric solution, as scikit-learn's.
    X[0]!.forEach((_, column) => {
      expect(model.coef.reduce((sum, row) => sum + row[column]!, 0)).toBeCloseTo(0, 9);
    });
  });

  it("multinomial: the summary names the class that each row speaks of", async () => {
    const model = await new LogisticRegression(free).fit(X, three);
    const [none, ...others] = model.classes;
    const summary = model.summary();
    expect(summary.columnNames).toContain("standardError");
    expect([...new Set(summary.column("class").toArray())]).toEqual(others);
    expect(model.toString()).toContain(`log odds of each against "${none}"`);
    const penalised = await new LogisticRegression().fit(X, three);
    expect(penalised.summary().columnNames).toEqual(["class", "name", "coefficient"]);
    expect(() => penalised.standardErrors).toThrow(InferenceError);
  });
});

describe("LogisticRegression of many rows, which begins with some of them", () => {
  const random = createRandom(8);
  const rows = 12_345;
  const data = Float64Array.from({ length: rows * 3 }, () => random.normal());
  const many = new Matrix(data, rows, 3, ["a", "b", "c"]);
  const labels = Int32Array.from({ length: rows }, (_, row) => {
    const predictor = data[3 * row]! - 2 * data[3 * row + 1]! + random.normal();
    return predictor > 1 ? 2 : predictor > 0 ? 1 : 0;
  });
  const two = labels.map((label) => Math.min(1, label));

  /** Σ x (p − y) for each column, and for the intercept. */
  function slopes(model: LogisticRegression, X: Matrix, y: Int32Array, label: number): number[] {
    const probabilities = model.predictProba(X).column(String(label));
    const sums = [0, 0, 0, 0];
    probabilities.forEach((probability, row) => {
      const residual = probability - Number(y[row] === label);
      X.row(row).forEach((value, column) => (sums[column]! += value * residual));
      sums[3]! += residual;
    });
    return sums;
  }

  it("is the maximum with any penalty", async () => {
    const squared = await new LogisticRegression({ C: 0.01 }).fit(many, two);
    slopes(squared, many, two, 1).forEach((slope, index) => {
      expect(slope).toBeCloseTo(index === 3 ? 0 : -squared.coef[0]![index]! / 0.01, 6);
    });
    const absolute = await new LogisticRegression({ penalty: "l1", C: 0.01 }).fit(many, two);
    expect(absolute.coef[0]![2]).toBe(0);
    slopes(absolute, many, two, 1).forEach((slope, index) => {
      if (index === 2) expect(Math.abs(slope)).toBeLessThan(100);
      else expect(slope).toBeCloseTo(index === 3 ? 0 : -Math.sign(absolute.coef[0]![index]!) / 0.01, 6);
    });
    const multinomial = await new LogisticRegression(free).fit(many, labels);
    for (const label of [0, 1, 2]) {
      slopes(multinomial, many, labels, label).forEach((slope) => expect(slope).toBeCloseTo(0, 6));
    }
  });

  it("has the same coefficients and standard errors in any order of the rows, sorted by class too", async () => {
    const order = Int32Array.from(two.keys()).sort((a, b) => two[a]! - two[b]!);
    const sorted = await new LogisticRegression(free).fit(
      many.take(order),
      order.map((row) => two[row]!),
    );
    const model = await new LogisticRegression(free).fit(many, two);
    expectClose(sorted.coef[0]!, model.coef[0]!, 1e-9);
    expectClose(sorted.standardErrors, model.standardErrors, 1e-9);
    expect(sorted.logLikelihood).toBeCloseTo(model.logLikelihood, 7);
  });

  it("notices what only some rows show: separation, constant columns, rare categories", async () => {
    const apart = Int32Array.from({ length: rows }, (_, row) => Number(data[3 * row]! > 0));
    expect((await new LogisticRegression(free).fit(many, apart)).separation).toBe("complete");
    const rare = many.take(Int32Array.from(two.keys()));
    for (let row = 0; row < rows; row++) rare.data[3 * row + 2] = Number(row === 130 || row === 131 || row === 5000);
    two.set([0, 1, 1], 130);
    const model = await new LogisticRegression(free).fit(rare, two);
    expect([model.converged, model.separation]).toEqual([true, "none"]);
    slopes(model, rare, two, 1).forEach((slope) => expect(slope).toBeCloseTo(0, 6));
    for (let row = 0; row < rows; row++) rare.data[3 * row + 2] = 7;
    await expect(new LogisticRegression(free).fit(rare, two)).rejects.toThrow('column "c" can be computed');
    expect((await new LogisticRegression().fit(rare, two)).coef[0]![2]).toBe(0);
  });
});

describe("LogisticRegression", () => {
  it("is the maximum: the gradient of the penalised likelihood vanishes", async () => {
    const model = await new LogisticRegression({ C: 0.7 }).fit(X, y);
    const probabilities = model.predictProba(X).column("1");
    X[0]!.forEach((_, column) => {
      const slope = X.reduce((sum, row, index) => sum + row[column]! * (y[index]! - probabilities[index]!), 0);
      expect(slope).toBeCloseTo(model.coef[0]![column]! / 0.7, 9);
    });
  });

  it("does not depend on the units of unpenalised features", async () => {
    const scaled = X.map((row) => row.map((value, column) => value * 10 ** (4 * column - 6) + 10 ** (column + 2)));
    const a = await new LogisticRegression(free).fit(X, y);
    const b = await new LogisticRegression(free).fit(scaled, y);
    expectClose([...b.predictProba(scaled).data], [...a.predictProba(X).data], 1e-6);
    expectClose(b.zValues.slice(1), a.zValues.slice(1), 1e-5);
  });

  it("predicts labels of any kind, the second class where its probability is above a half", async () => {
    for (const [no, yes] of [
      ["No", "Yes"],
      [false, true],
      [-1, 1],
    ] as const) {
      const model = await new LogisticRegression().fit(
        X,
        y.map((label) => (label === 1 ? yes : no)),
      );
      expect(model.classes).toEqual([no, yes]);
      const { data } = model.predictProba(X);
      expect(model.predict(X)).toEqual(X.map((_, row) => (data[2 * row + 1]! > 0.5 ? yes : no)));
      expect(model.predictProba(X).names).toEqual([String(no), String(yes)]);
    }
  });

  it("takes tables by column name, in any order", async () => {
    const table = Table.fromMatrix(Matrix.fromRows(X, ["a", "b", "c", "d"]));
    const model = await new LogisticRegression().fit(table, y);
    expect(model.featureNames).toEqual(["a", "b", "c", "d"]);
    expect(model.predictProba(table.select("d", "b", "a", "c")).data).toEqual(model.predictProba(X).data);
    expect(() => model.predict(table.drop("b"))).toThrow("missing: b");
    expect(() => model.predict(table.withColumn("e", y))).toThrow("unknown: e");
  });

  it("survives JSON exactly", async () => {
    const model = await new LogisticRegression(free).fit(X, y);
    const text = JSON.stringify(model);
    for (const revived of [
      LogisticRegression.fromJSON(JSON.parse(text)),
      fromJSON(JSON.parse(text)) as LogisticRegression,
    ]) {
      expect(revived.predictProba(X).data).toEqual(model.predictProba(X).data);
      expect(revived.standardErrors).toEqual(model.standardErrors);
      expect(revived.getParams()).toEqual(model.getParams());
    }
  });

  it("leaves its inputs alone and clones without what it learnt", async () => {
    const before = structuredClone(X);
    const model = await new LogisticRegression({ C: 3 }).fit(X, y);
    expect(X).toEqual(before);
    expect(model.clone().isFitted).toBe(false);
    expect(model.clone().getParams().C).toBe(3);
  });

  it("shows coefficients with what they mean", async () => {
    const model = await new LogisticRegression(free).fit(
      Table.fromMatrix(Matrix.fromRows(X, ["<b>a</b>", "b", "c", "d"])),
      y,
    );
    const { "text/html": html, "text/plain": text } = model[display]() as Record<string, string>;
    expect(html).toContain("&lt;b&gt;a&lt;/b&gt;");
    expect(html).not.toContain("<b>a</b>");
    expect(text).toMatch(/coefficient\s+odds ratio\s+std\. error\s+z\s+p\s+95 % from\s+to/);
    expect(html).toContain("优势比");
    expect(html).toContain("的对数几率。");
    expect(model.summary().column("standardError").toArray()).toEqual(model.standardErrors);
    const penalised = await new LogisticRegression().fit(X, y);
    expect(penalised.summary().columnNames).toEqual(["name", "coefficient", "oddsRatio"]);
    expect(String(penalised)).toContain("A penalised fit has no standard errors");
    expect(penalised[display]()["text/html"]).toContain("带惩罚项的拟合没有标准误");
  });
});

describe("LogisticRegression says what is wrong", () => {
  const fit = (features: number[][], labels: readonly (number | string | null)[], params = {}) =>
    new LogisticRegression(params).fit(features, labels);

  it("with features", async () => {
    const table = Table.fromColumns({ age: [1, 2, null, 4], city: ["a", "b", "c", "d"], income: [1, Infinity, 3, 4] });
    const labels = [0, 1, 0, 1];
    const model = new LogisticRegression();
    await expect(model.fit(table.select("age"), labels)).rejects.toThrow('column "age", row 2 is missing. Impute');
    await expect(model.fit(table.select("income"), labels)).rejects.toThrow('column "income", row 1 is Infinity');
    await expect(model.fit(table.select("city"), labels)).rejects.toThrow('Column "city" holds text');
    await expect(fit([[1, 2], [3]], [0, 1])).rejects.toThrow("Row 1 has 1 values");
    await expect(fit([["1"] as never, [2]], [0, 1])).rejects.toThrow(FeatureError);
    const fitted = await fit(X, y);
    expect(() => fitted.predict([[1, 2]])).toThrow("fitted on 4 columns (x0, x1, x2, x3), but X has 2");
  });

  it("with labels", async () => {
    await expect(fit([[1], [2]], [0, 0])).rejects.toThrow("at least two classes. All rows are 0");
    await expect(fit([[1], [2]], [0])).rejects.toThrow("X has 2 rows, but y has 1 labels");
    await expect(fit([[1], [2]], [0, null])).rejects.toThrow("A label is missing: row 1 of y");
    await expect(fit([], [])).rejects.toThrow("There are no rows");
    expect(() => new LogisticRegression({ classWeight: { b: 0 } })).toThrow(
      'LogisticRegression: the weight of class "b" must be positive, not 0. Leave out the rows of a class',
    );
    await expect(fit(X, y, { classWeight: { yes: 2 } })).rejects.toThrow(
      'classWeight names "yes", but the classes are 0, 1',
    );
  });

  it("with parameters", () => {
    expect(() => new LogisticRegression({ penalty: "l0" as never })).toThrow(
      'penalty must be "l2", "l1", "elasticnet" or "none", not "l0"',
    );
    expect(() => new LogisticRegression({ C: 0 })).toThrow("C must be positive");
    expect(() => new LogisticRegression({ maxIter: 0 })).toThrow("maxIter");
    expect(() => new LogisticRegression({ tol: NaN })).toThrow("tol");
  });

  it("before fit", () => {
    expect(() => new LogisticRegression().predict(X)).toThrow("This LogisticRegression is not fitted yet");
  });

  it("with columns that depend on each other, by name; a penalty makes them harmless", async () => {
    const table = Table.fromMatrix(Matrix.fromRows(X, ["a", "b", "c", "d"])).derive({ sum: (row) => row.a + row.b });
    await expect(new LogisticRegression(free).fit(table, y)).rejects.toThrow(
      'column "sum" can be computed from the others',
    );
    const constant = Table.fromMatrix(Matrix.fromRows(X)).withColumn(
      "one",
      X.map(() => 7.3),
    );
    await expect(new LogisticRegression(free).fit(constant, y)).rejects.toThrow('column "one" can be computed');
    await expect(new LogisticRegression(free).fit(table, three)).rejects.toThrow('column "sum" can be computed');
    const last = Table.fromMatrix(Matrix.fromRows(X, ["a", "b", "c", "d"]))
      .select("a", "b")
      .withColumn(
        "twice",
        X.map(([a]) => 2 * a!),
      );
    await expect(new LogisticRegression(free).fit(last, three)).rejects.toThrow('column "twice" can be computed');
    expect((await new LogisticRegression().fit(table, y)).converged).toBe(true);
    expect((await new LogisticRegression().fit(constant, y)).converged).toBe(true);
  });

  it("with classes that features separate completely", async () => {
    const features = [[1], [2], [3], [10], [11], [12]];
    const model = await fit(features, [0, 0, 0, 1, 1, 1], free);
    expect([model.separation, model.converged]).toEqual(["complete", false]);
    expect(model.predict(features)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(() => model.standardErrors).toThrow(InferenceError);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("without a single error"));
    const several = await fit(features, ["a", "a", "b", "b", "c", "c"], free);
    expect(several.separation).toBe("complete");
    expect((await fit(features, [0, 0, 0, 1, 1, 1])).converged).toBe(true);
  });

  it("with a category that occurs in one class only", async () => {
    const features = X.map((row, index) => [row[0]!, y[index] === 1 && index % 3 === 0 ? 1 : 0]);
    const model = await fit(features, y, free);
    expect(model.separation).toBe("quasi");
    expect(() => model.zValues).toThrow("separated");
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("one class only"));
  });

  it("with too few iterations", async () => {
    const model = await fit(X, y, { maxIter: 2 });
    expect([model.converged, model.nIter]).toEqual([false, 2]);
    expect(model.warnings[0]!.en).toContain("not converged after 2 iterations");
  });

  it("about standard errors that have no meaning", async () => {
    const reason = async (labels: readonly number[], params: Partial<LogisticRegressionParams>) => {
      const model = await new LogisticRegression(params).fit(X, labels);
      expect(() => model.standardErrors).toThrow(InferenceError);
      return model.whyNoInference;
    };
    expect(await reason(y, {})).toContain("penalised");
    expect(await reason(y, { ...free, classWeight: "balanced" })).toContain("class weights");
  });
});
