import { LinearRegression, meanPoissonDeviance, PoissonRegressor } from "ulm/learn";
import type { PoissonFitOptions, PoissonRegressorParams } from "ulm/learn";
import { createRandom } from "ulm/compute";
import { display } from "ulm/data";
import { describe, expect, it, vi } from "vitest";
import fixtures from "../../fixtures/learn/poisson.json" with { type: "json" };

const { X, units, counts, exposed, exposure, rates, weight, glm, penalised, deviance } = fixtures;

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(Math.abs(actual[index]! - value)).toBeLessThanOrEqual(tolerance * Math.max(1e-6, Math.abs(value)));
  });
}

type Case = [Partial<PoissonRegressorParams>, readonly number[][], readonly number[], PoissonFitOptions];

describe("PoissonRegressor without penalty against statsmodels 0.15.0", () => {
  const cases: Record<keyof typeof glm, Case> = {
    plain: [{}, X, counts, {}],
    noIntercept: [{ fitIntercept: false }, X, counts, {}],
    exposure: [{}, X, exposed, { exposure }],
    dispersion: [{ scale: "dispersion" }, X, exposed, { exposure }],
    units: [{}, units, rates, {}],
  };

  it.each(Object.entries(cases))("%s", async (name, [params, features, target, options]) => {
    const model = await new PoissonRegressor({ alpha: 0, ...params }).fit(features, target, options);
    const expected = glm[name as keyof typeof glm];
    const coefficients = model.getParams().fitIntercept ? [model.intercept, ...model.coef] : model.coef;
    expectClose(coefficients, expected.params, 1e-8);
    expectClose(model.standardErrors, expected.standardErrors, 1e-8);
    expectClose(model.zValues, expected.zValues, 1e-8);
    expectClose(model.pValues, expected.pValues, 1e-7);
    expectClose(model.confidenceIntervals().flat(), expected.intervals.flat(), 1e-7);
    expectClose([model.deviance, model.nullDeviance], [expected.deviance, expected.nullDeviance], 1e-9);
    expect(model.dispersion * model.degreesOfFreedom).toBeCloseTo(expected.pearson, 6);
    expect([...model.summary().column("standardError")]).toEqual(model.standardErrors);
  });
});

describe("PoissonRegressor with a penalty against scikit-learn 1.9.1", () => {
  const cases: Record<keyof typeof penalised, Case> = {
    plain: [{}, X, counts, {}],
    weak: [{ alpha: 0.01 }, X, counts, {}],
    noIntercept: [{ alpha: 0.3, fitIntercept: false }, X, counts, {}],
    weighted: [{ alpha: 0.2 }, X, counts, { sampleWeight: weight }],
    units: [{ alpha: 5 }, units, rates, {}],
  };

  it.each(Object.entries(cases))("%s", async (name, [params, features, target, options]) => {
    const model = await new PoissonRegressor(params).fit(features, target, options);
    const expected = penalised[name as keyof typeof penalised];
    // scikit-learn's own solver gives up a few digits earlier where columns are of very different size.
    const tolerance = name === "units" ? 1e-5 : 1e-8;
    expectClose(model.coef, expected.coef, tolerance);
    expectClose([model.intercept], [expected.intercept], tolerance);
    expectClose(model.predict(features.slice(0, 5)), expected.predictions, tolerance);
    expect(model.score(features, target, options)).toBeCloseTo(expected.score, 8);
  });
});

describe("PoissonRegressor", () => {
  it("counts an exposure of 2 as two rows that share their count, and leaves out rows of weight 0", async () => {
    const free = () => new PoissonRegressor({ alpha: 0 });
    const whole = await free().fit(X, counts, { exposure: X.map(() => 2) });
    const halves = await free().fit(
      [...X, ...X],
      [...counts, ...counts].map((count) => count / 2),
    );
    expectClose([...whole.coef, whole.intercept], [...halves.coef, halves.intercept], 1e-9);
    const some = await free().fit(X, exposed, { exposure, sampleWeight: X.map((_, row) => Number(row % 3 > 0)) });
    const kept = <T>(values: readonly T[]) => values.filter((_, row) => row % 3 > 0);
    const other = await free().fit(kept(X), kept(exposed), { exposure: kept(exposure) });
    expect(JSON.stringify(some)).toBe(JSON.stringify(other));
  });

  it("finds an elasticity as well as its standard error says", async () => {
    const random = createRandom(5);
    const scores = Array.from({ length: 40 }, async () => {
      const prices = Array.from({ length: 60 }, () => 0.7 + 0.6 * random.random());
      const sold = prices.map((price) => drawPoisson(random, 8 * price ** -1.5));
      const model = await new PoissonRegressor({ alpha: 0 }).fit(
        prices.map((price) => [Math.log(price)]),
        sold,
      );
      return (model.coef[0]! + 1.5) / model.standardErrors[1]!;
    });
    const z = await Promise.all(scores);
    const meanSquare = z.reduce((sum, value) => sum + value ** 2, 0) / z.length;
    expect(meanSquare).toBeGreaterThan(0.6);
    expect(meanSquare).toBeLessThan(1.5);
  });

  it("says why it has no standard errors", async () => {
    const model = await new PoissonRegressor().fit(X, counts);
    expect(() => model.standardErrors).toThrow("A penalised fit has no standard errors");
    expect(model.summary().columnNames).toEqual(["name", "coefficient", "rateRatio"]);
    await model
      .withParams({ alpha: 0 })
      .fit(X, counts, { sampleWeight: weight })
      .then((weighted) => {
        expect(weighted.whyNoInference).toMatch("sampleWeight");
      });
  });

  it("warns when only counts of 0 go with a feature", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const rows = Array.from({ length: 40 }, (_, row) => [Number(row % 4 === 0), row % 7]);
    const silent = rows.map(([none], row) => (none === 1 ? 0 : 1 + (row % 3)));
    const model = await new PoissonRegressor({ alpha: 0 }).fit(rows, silent);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("counts of 0 only"));
    expect(() => model.standardErrors).toThrow("counts of 0 only");
    expect((await new PoissonRegressor({ alpha: 0.1 }).fit(rows, silent)).converged).toBe(true);
    warn.mockRestore();
  });

  it("refuses what is no count and no exposure, and columns that depend on each other", async () => {
    const fit = (target: number[], options?: PoissonFitOptions) =>
      new PoissonRegressor().fit(X.slice(0, 2), target, options);
    await expect(fit([1, -2])).rejects.toThrow("row 1 of y is -2. Counts and rates are not below 0.");
    await expect(fit([0, 0])).rejects.toThrow("all values of y are 0");
    await expect(fit([1, 2], { exposure: [1, 0] })).rejects.toThrow("Row 1 of exposure is 0.");
    await expect(fit([1, 2], { exposure: [1] })).rejects.toThrow("There are 2 rows, but exposure has 1 values.");
    const twice = X.map((row) => [...row, row[0]!]);
    await expect(new PoissonRegressor({ alpha: 0 }).fit(twice, counts)).rejects.toThrow(
      'column "x3" can be computed from the others',
    );
  });

  it("shows coefficients as factors of the rate, in both languages, and says when counts vary too much", async () => {
    const model = await new PoissonRegressor({ alpha: 0 }).fit(X, exposed, { exposure });
    const html = model[display]()["text/html"] as string;
    for (const text of [
      "Poisson regression",
      "泊松回归",
      "rate ratio",
      "率比",
      "dispersion 3.63",
      "1.9 times too small",
    ])
      expect(html).toContain(text);
    expect(String(await model.withParams({ scale: "dispersion" }).fit(X, exposed, { exposure }))).not.toContain(
      "too small",
    );
    expect(String(new PoissonRegressor())).toMatch(/^PoissonRegressor \(not fitted\)/);
  });

  it("predicts rates where a line through the counts would go below 0", async () => {
    const model = await new PoissonRegressor({ alpha: 0 }).fit(X, counts);
    const line = await new LinearRegression().fit(X, counts);
    expect(Math.min(...line.predict(X))).toBeLessThan(0);
    expect(Math.min(...model.predict(X))).toBeGreaterThan(0);
  });
});

describe("meanPoissonDeviance against scikit-learn 1.9.1", () => {
  it("is the same, weighted or not", () => {
    expect(meanPoissonDeviance(counts, deviance.predicted)).toBeCloseTo(deviance.plain, 12);
    const options = { sampleWeight: weight };
    expect(meanPoissonDeviance(counts, deviance.predicted, options)).toBeCloseTo(deviance.weighted, 12);
  });

  it("refuses what is no count", () => {
    expect(() => meanPoissonDeviance([1, -1], [1, 1])).toThrow("Row 1 of yTrue is -1.");
    expect(() => meanPoissonDeviance([1, 1], [0, 1])).toThrow("Row 0 of yPredicted is 0.");
  });
});

function drawPoisson(random: ReturnType<typeof createRandom>, mean: number): number {
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; product *= random.random()) count++;
  return count;
}
