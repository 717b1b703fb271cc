import fc from "fast-check";
import { withTaskContext } from "ulm/compute";
import { display, Table } from "ulm/data";
import { BetaGeoFitter, ConvergenceError, HistoryError } from "ulm/value";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/value/cdnow.json" with { type: "json" };
import { expectNear } from "./expect-near.ts";

const { frequency, recency, T, cases } = fixtures;
const columns = [0, 1, 2].map((index) => cases.map((row) => row[index]!)) as [number[], number[], number[]];
const fitted = await new BetaGeoFitter().fit(frequency, recency, T);

/** A model with stated parameters, read from JSON. */
function withParameters(...parameters: number[]) {
  const state = { parameters, covariance: [], logLikelihood: 0, nIter: 0, customers: 1 };
  return BetaGeoFitter.fromJSON({ type: "BetaGeoFitter", params: { penalizerCoef: 0 }, state });
}

describe("BetaGeoFitter against lifetimes 0.11.3 on CDNOW", () => {
  it("finds the optimum of lifetimes' likelihood, and its standard errors", () => {
    expectNear(fitted.parameters, fixtures.betaGeo.parameters, 1e-8);
    expectNear(fitted.standardErrors, fixtures.betaGeo.standardErrors, 1e-7);
    const repeats = frequency.reduce((sum, x) => sum + x, 0);
    const likelihood = frequency.length * fixtures.betaGeo.meanLogLikelihood - repeats * Math.log(Math.max(...T));
    expect(fitted.logLikelihood).toBeCloseTo(likelihood, 7);
    // Printed in Fader, Hardie & Lee (2005), table 2: r 0.243, α 4.414, a 0.793, b 2.426, log-likelihood −9,582.4.
    expect(Object.values(fitted.parameters).map((value) => value.toFixed(3))).toEqual([
      "0.243",
      "4.414",
      "0.793",
      "2.426",
    ]);
    expect(fitted.logLikelihood.toFixed(1)).toBe("-9582.4");
  });

  it("lies no lower than where lifetimes' default tolerance stops", () => {
    expectNear(fitted.parameters, fixtures.betaGeoDefault.parameters, 1e-5);
    expect(fixtures.betaGeo.meanLogLikelihood).toBeGreaterThanOrEqual(
      fixtures.betaGeoDefault.meanLogLikelihood - 1e-15,
    );
  });

  it("takes the penalty as lifetimes does", async () => {
    const model = await new BetaGeoFitter({ penalizerCoef: 0.01 }).fit(frequency, recency, T);
    expectNear(model.parameters, fixtures.betaGeoPenalised.parameters, 1e-8);
    expectNear(model.standardErrors, fixtures.betaGeoPenalised.standardErrors, 1e-7);
  });

  it.each([
    ["CDNOW", withParameters(...Object.values(fixtures.betaGeo.parameters)), fixtures.betaGeo],
    ["a below 1", withParameters(0.8, 20, 0.9, 3), fixtures.shop],
  ] as const)("predicts alike: %s", (_, model, expected) => {
    expectNear(model.conditionalProbabilityAlive(...columns), expected.alive, 1e-11);
    for (const [t, purchases] of Object.entries(expected.purchases)) {
      expectNear(model.conditionalExpectedNumberOfPurchasesUpToTime(Number(t), ...columns), purchases, 1e-9);
    }
    expectNear(model.expectedNumberOfPurchasesUpToTime([0.5, 10, 39, 1000]), expected.expected, 1e-10);
    const counts = [0, 1, 2, 7, 25].map((n) => model.probabilityOfNPurchasesUpToTime(39, n));
    expectNear(counts, expected.counts, 1e-8);
  });
});

describe("BetaGeoFitter", () => {
  it("takes tables, columns and weights: equal customers may be one row", async () => {
    const table = Table.fromColumns({ frequency, recency, T });
    expect((await new BetaGeoFitter().fit(table)).parameters).toEqual(fitted.parameters);
    expect(fitted.predict(10, table.head(3))).toEqual(
      fitted.predict(10, frequency.slice(0, 3), recency.slice(0, 3), T.slice(0, 3)),
    );
    const patterns = new Map<string, [number, number, number, number]>();
    frequency.forEach((x, row) => {
      const key = [x, recency[row], T[row]].join();
      const pattern = patterns.get(key) ?? [x, recency[row]!, T[row]!, 0];
      patterns.set(key, [...pattern.slice(0, 3), pattern[3] + 1] as [number, number, number, number]);
    });
    const rows = [...patterns.values()];
    expect(rows.length).toBeLessThan(frequency.length);
    const [x, tx, age, weights] = [0, 1, 2, 3].map((index) => rows.map((row) => row[index]!));
    const condensed = await new BetaGeoFitter().fit(x!, tx!, age!, weights!);
    expectNear(condensed.parameters, fitted.parameters, 1e-9);
    expectNear(condensed.standardErrors, fitted.standardErrors, 1e-8);
    expect(condensed.customers).toBe(frequency.length);
  });

  it("does not depend on the unit of time", async () => {
    const inDays = (list: number[]) => list.map((value) => value * 7);
    const days = await new BetaGeoFitter().fit(frequency, inDays(recency), inDays(T));
    expectNear(days.parameters, { ...fitted.parameters, alpha: 7 * fitted.parameters.alpha }, 1e-9);
    expectNear(days.predict(70, 3, 140, 210), fitted.predict(10, 3, 20, 30), 1e-9);
  });

  it("has expectations that agree with its own distribution of counts", () => {
    const model = withParameters(0.8, 20, 0.9, 3);
    const mean = Array.from({ length: 400 }, (_, n) => n * model.probabilityOfNPurchasesUpToTime(60, n));
    expect(mean.reduce((sum, value) => sum + value, 0)).toBeCloseTo(model.expectedNumberOfPurchasesUpToTime(60)[0]!, 8);
    // a = 1 is 0/0 in the formula, and no exception.
    const [below, at, above] = [1 - 1e-5, 1, 1 + 1e-5].map(
      (a) => withParameters(0.8, 20, a, 3).predict(30, 2, 10, 40)[0]!,
    );
    expect(at).toBeCloseTo((below! + above!) / 2, 8);
  });

  it("keeps its probabilities in range and its expectations rising", () => {
    const positive = fc.double({ min: 0.05, max: 30, noNaN: true });
    fc.assert(
      fc.property(
        positive,
        positive,
        positive,
        positive,
        fc.integer({ min: 0, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (r, alpha, a, b, x, share) => {
          const model = withParameters(r, alpha, a, b);
          const history = [x, x === 0 ? 0 : 50 * share, 50] as const;
          const [alive] = model.conditionalProbabilityAlive(...history);
          expect(alive).toBeGreaterThanOrEqual(0);
          expect(alive).toBeLessThanOrEqual(1);
          const expected = [0, 1, 20, 500].map((t) => model.predict(t, ...history)[0]!);
          expect(expected[0]).toBe(0);
          for (let index = 1; index < expected.length; index++) {
            expect(expected[index]).toBeGreaterThanOrEqual(expected[index - 1]! * (1 - 1e-9));
            // Nobody buys more than somebody who never leaves.
            expect(expected[index]).toBeLessThanOrEqual(
              ((r + x) / (alpha + 50)) * [0, 1, 20, 500][index]! * (1 + 1e-9),
            );
          }
        },
      ),
    );
  });

  it("gives intervals that hold about the estimate and never reach 0", () => {
    const intervals = fitted.confidenceIntervals(0.99);
    for (const name of fitted.parameterNames) {
      const [lower, upper] = intervals[name];
      expect(lower).toBeGreaterThan(0);
      expect(lower * upper).toBeCloseTo(fitted.parameters[name] ** 2, 8);
      expect(Math.log(upper / lower) / 2).toBeCloseTo(
        (2.5758293 * fitted.standardErrors[name]) / fitted.parameters[name],
        6,
      );
    }
    const variance = fitted.varianceMatrix;
    expect(variance[0]![1]).toBe(variance[1]![0]);
    expect(fitted.summary().columnNames).toEqual(["name", "estimate", "standardError", "lower95", "upper95"]);
  });

  it("comes back from JSON the same to the last bit, and shows itself in two languages", () => {
    const again = BetaGeoFitter.fromJSON(JSON.parse(JSON.stringify(fitted)));
    expect(again.predict(39, ...columns)).toEqual(fitted.predict(39, ...columns));
    expect(again.varianceMatrix).toEqual(fitted.varianceMatrix);
    const bundle = fitted[display]();
    expect(bundle["text/plain"]).toContain("BG/NBD: repeat buying and drop-out | BG/NBD：重复购买与流失");
    expect(bundle["text/plain"]).toContain("2,357 名顾客");
    expect(bundle["text/html"]).toContain('lang="zh-CN"');
    expect(String(new BetaGeoFitter())).toContain("BetaGeoFitter (not fitted): penalizerCoef = 0");
  });

  it("can be interrupted, and fitted again", async () => {
    const model = new BetaGeoFitter();
    const aborted = withTaskContext({ signal: AbortSignal.abort() }, () => model.fit(frequency, recency, T));
    await expect(aborted).rejects.toThrow("abort");
    expect(model.isFitted).toBe(false);
    expect((await model.fit(frequency, recency, T)).parameters).toEqual(fitted.parameters);
  });

  it.each([
    [[[1, 2], [1, 2], [3]], "frequency has 2 values, but T has 1"],
    [
      [
        [1, 2.5],
        [1, 2],
        [3, 4],
      ],
      "frequency: row 1 is 2.5",
    ],
    [
      [
        [1, -1],
        [1, 2],
        [3, 4],
      ],
      "frequency: row 1 is -1",
    ],
    [
      [
        [1, 1],
        [1, 5],
        [3, 4],
      ],
      "Row 1: recency 5 is more than T 4",
    ],
    [
      [
        [1, 1],
        [1, -1],
        [3, 4],
      ],
      "Row 1: recency is -1",
    ],
    [
      [
        [1, 0],
        [1, 2],
        [3, 4],
      ],
      "without a repeat purchase (frequency 0) it must be 0",
    ],
    [
      [
        [1, NaN],
        [1, 2],
        [3, 4],
      ],
      "frequency: row 1 is missing",
    ],
    [
      [
        [1, 1],
        [1, 2],
        [3, Infinity],
      ],
      "T: row 1 is Infinity",
    ],
    [
      [
        [1, 1],
        [1, 2],
        [3, 4],
        [1, 0],
      ],
      "weights: row 1 is 0",
    ],
    [
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      "T is 0 for every customer",
    ],
    [
      [
        [0, 0],
        [0, 0],
        [10, 20],
      ],
      "Nobody made a repeat purchase",
    ],
    [[[], [], []], "There are no customers"],
  ] as [number[][], string][])("refuses %j", async (lists, message) => {
    const fit = new BetaGeoFitter().fit(...(lists as [number[], number[], number[]]));
    await expect(fit).rejects.toThrow(HistoryError);
    await expect(fit).rejects.toThrow(message);
  });

  it("says when the data do not determine the parameters, and what helps", async () => {
    // Everybody is alike: nothing tells how little they differ.
    const alike = [
      [4, 4, 4, 4],
      [8, 8, 8, 3],
      [10, 10, 10, 10],
    ] as const;
    await expect(new BetaGeoFitter().fit(...alike)).rejects.toThrow(ConvergenceError);
    await expect(new BetaGeoFitter().fit(...alike)).rejects.toThrow("set penalizerCoef");
    expect((await new BetaGeoFitter({ penalizerCoef: 0.01 }).fit(...alike)).isFitted).toBe(true);
    expect(() => new BetaGeoFitter({ penalizerCoef: -1 })).toThrow("penalizerCoef must be 0 or more");
    expect(() => new BetaGeoFitter().parameters).toThrow("not fitted");
    await expect(new BetaGeoFitter().fit(Table.fromColumns({ frequency: [1] }))).rejects.toThrow('no column "recency"');
  });
});
