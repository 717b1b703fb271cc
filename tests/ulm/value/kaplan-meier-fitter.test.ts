import fc from "fast-check";
import { Column, display } from "ulm/data";
import { HistoryError, KaplanMeierFitter } from "ulm/value";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/value/survival.json" with { type: "json" };

const near = (actual: ArrayLike<unknown>, expected: readonly (number | null)[], tolerance = 1e-10) => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, index) => {
    if (value !== null) expect(Math.abs((actual[index] as number) - value)).toBeLessThan(tolerance);
  });
};

describe("KaplanMeierFitter against lifelines 0.30.3", () => {
  it.each(Object.keys(fixtures) as (keyof typeof fixtures)[])("%s", async (name) => {
    const expected = fixtures[name];
    const { durations, observed, weights } = expected;
    const fit = (params: { alpha?: number }) =>
      new KaplanMeierFitter(params).fit(durations, observed, weights ?? undefined);
    const model = await fit({});
    const table = model.survivalFunction;
    const column = (of: typeof table, head: string) => of.column(head).toNumbers();
    near(column(table, "time"), expected.times);
    near(column(table, "survival"), expected.survival);
    near(column(table, "events"), expected.events);
    near(column(table, "censored"), expected.censored);
    near(column(table, "standardError"), expected.standardErrors);
    // lifelines knows that S is 0 when the last one has left; ours says that data cannot tell.
    const known = expected.survival.map((value) => value > 0);
    const where = (list: readonly number[]) => list.map((value, index) => (known[index] ? value : null));
    near(column(table, "lower"), where(expected.lower));
    near(column(table, "upper"), where(expected.upper));
    near(column((await fit({ alpha: 0.2 })).survivalFunction, "lower"), where(expected.lower80));
    near(model.predict([0.5, 6, 11.5, 60]), expected.predicted);
    expect(model.restrictedMean(10.5)).toBeCloseTo(expected.restrictedMean, 9);
    if (name === "everybodyLeft") {
      // Three of six are left after 3: lifelines' product of shares is 0.5000000000000001 there, and its median 7.
      expect([model.medianSurvivalTime, expected.median]).toEqual([3, 7]);
    } else {
      expect(model.medianSurvivalTime).toBe(expected.median);
      expect(model.medianConfidenceInterval).toEqual(expected.medianInterval);
    }
  });
});

describe("KaplanMeierFitter", () => {
  it("is the share still there when everybody was watched to the end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }),
        async (durations) => {
          const model = await new KaplanMeierFitter().fit(durations);
          for (const time of [0, 3, 3.5, 10, 25]) {
            const share = durations.filter((duration) => duration > time).length / durations.length;
            expect(model.predict(time)[0]).toBeCloseTo(share, 12);
            // Greenwood's formula is the binomial one then.
            const [error] = model.standardErrorAt(time);
            if (share > 0) expect(error).toBeCloseTo(Math.sqrt((share * (1 - share)) / durations.length), 12);
          }
        },
      ),
    );
  });

  it("stays between 0 and 1 and falls, with limits around it, of either kind", async () => {
    const row = fc.tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.constantFrom("logLog" as const, "plain" as const),
        async (rows, confidenceType) => {
          const model = await new KaplanMeierFitter({ confidenceType }).fit(
            rows.map(([duration]) => duration),
            rows.map(([, left]) => left),
          );
          const table = model.survivalFunction.rows();
          table.forEach(({ survival, lower, upper }, index) => {
            expect(survival).toBeLessThanOrEqual(table[index - 1]?.survival ?? 1);
            expect(0 <= lower && lower <= survival && survival <= upper && upper <= 1).toBe(true);
          });
        },
      ),
    );
  });

  it("counts weights as customers, and a column of booleans as events", async () => {
    const [durations, left] = [
      [2, 5, 5, 9],
      [true, true, false, true],
    ];
    const doubled = await new KaplanMeierFitter().fit(
      [...durations, ...durations],
      Column.from("left", [...left, ...left]),
    );
    const weighted = await new KaplanMeierFitter().fit(durations, left, [2, 2, 2, 2]);
    expect(weighted.survivalFunction.rows()).toEqual(doubled.survivalFunction.rows());
  });

  it("comes back from JSON the same, and shows itself in two languages", async () => {
    const model = await new KaplanMeierFitter().fit([4, 7, 7, 10], [1, 1, 0, 1]);
    const again = KaplanMeierFitter.fromJSON(JSON.parse(JSON.stringify(model)));
    expect(again.survivalFunction.rows()).toEqual(model.survivalFunction.rows());
    expect(model[display]()["text/plain"]).toContain(
      "4 customers, 3 of whom left; median 7. | 4 名顾客，其中 3 名流失；中位数 7。",
    );
  });

  it.each([
    [[[1, -2]], "durations: row 1 is -2"],
    [[[1, 2], [1]], "durations has 2 values, but eventObserved has 1"],
    [
      [
        [1, 2],
        [1, 3],
      ],
      "eventObserved: row 1 is 3",
    ],
    [[[1, NaN]], "durations: row 1 is missing"],
    [[[]], "There are no customers"],
    [[[1], [1], [-1]], "weights: row 0 is -1"],
  ] as [number[][], string][])("refuses %j", async (lists, message) => {
    const fit = new KaplanMeierFitter().fit(...(lists as [number[]]));
    await expect(fit).rejects.toThrow(HistoryError);
    await expect(fit).rejects.toThrow(message);
  });
});
