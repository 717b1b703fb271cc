import { Table } from "ulm/data";
import { BetaGeoFitter, GammaGammaFitter, HistoryError } from "ulm/value";
import type { HistoryArguments, PurchaseModel } from "ulm/value";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/value/cdnow.json" with { type: "json" };
import { expectNear } from "./expect-near.ts";

const { frequency, recency, T, monetaryValue } = fixtures;
const all = Table.fromColumns({ frequency, recency, T, monetaryValue });
const repeat = all.filter((row) => row.frequency > 0);
const fitted = await new GammaGammaFitter().fit(repeat);

describe("GammaGammaFitter against lifetimes 0.11.3 on CDNOW", () => {
  it("finds the optimum of lifetimes' likelihood, and its standard errors", () => {
    expectNear(fitted.parameters, fixtures.gammaGamma.parameters, 1e-8);
    expectNear(fitted.standardErrors, fixtures.gammaGamma.standardErrors, 1e-7);
    expect(fitted.logLikelihood / fitted.customers).toBeCloseTo(fixtures.gammaGamma.meanLogLikelihood, 11);
    expectNear(fitted.parameters, fixtures.gammaGammaDefault.parameters, 1e-5);
  });

  it("takes the penalty as lifetimes does", async () => {
    const model = await new GammaGammaFitter({ penalizerCoef: 0.0001 }).fit(repeat);
    expectNear(model.parameters, fixtures.gammaGammaPenalised.parameters, 1e-7);
  });

  it("expects the same values of purchases, and the same lifetime values", async () => {
    const profit = fitted.conditionalExpectedAverageProfit(frequency, monetaryValue);
    expectNear(profit.slice(0, 40), fixtures.gammaGamma.profit, 1e-7);
    const purchases = await new BetaGeoFitter().fit(all);
    const options = { time: 12, discountRate: 0.01, freq: "W" } as const;
    const value = fitted.customerLifetimeValue(purchases, all, options);
    expectNear(value.slice(0, 40), fixtures.gammaGamma.lifetimeValue, 1e-7);
    expect(fitted.customerLifetimeValue(purchases, { frequency, recency, T, monetaryValue }, options)).toEqual(value);
  });
});

describe("GammaGammaFitter", () => {
  it("does not depend on the currency, and counts weights as customers", async () => {
    const cents = await new GammaGammaFitter().fit(
      repeat.column("frequency"),
      repeat
        .column("monetaryValue")
        .toNumbers()
        .map((value) => value * 100),
    );
    expectNear(cents.parameters, { ...fitted.parameters, v: fitted.parameters.v * 100 }, 1e-8);
    const twice = await new GammaGammaFitter().fit(
      repeat.withColumn(
        "weights",
        repeat
          .column("T")
          .toArray()
          .map(() => 2),
      ),
    );
    expectNear(twice.parameters, fitted.parameters, 1e-8);
    expect(twice.standardErrors.p).toBeCloseTo(fitted.standardErrors.p / Math.SQRT2, 8);
  });

  it("discounts: money of later months is worth less", async () => {
    const purchases: PurchaseModel = {
      predict: (t: number, ...history: HistoryArguments) => history.slice(2).map(() => t),
    };
    const customer = { frequency: 3, recency: 10, T: 20, monetaryValue: 35 };
    const [profit] = fitted.conditionalExpectedAverageProfit(3, 35);
    const [free] = fitted.customerLifetimeValue(purchases, customer, { time: 2, discountRate: 0, freq: "M" });
    expect(free).toBeCloseTo(2 * profit!, 10);
    const [discounted] = fitted.customerLifetimeValue(purchases, customer, { time: 2, discountRate: 0.1, freq: "M" });
    expect(discounted).toBeCloseTo(profit! / 1.1 + profit! / 1.21, 10);
    expect(() => fitted.customerLifetimeValue(purchases, customer, { time: 0.5 })).toThrow("whole number of months");
  });

  it("comes back from JSON the same to the last bit", () => {
    const again = GammaGammaFitter.fromJSON(JSON.parse(JSON.stringify(fitted)));
    expect(again.conditionalExpectedAverageProfit(all)).toEqual(fitted.conditionalExpectedAverageProfit(all));
    expect(String(again)).toBe(String(fitted));
  });

  it("refuses customers without repeat purchases, and says how to leave them out", async () => {
    await expect(new GammaGammaFitter().fit(all)).rejects.toThrow(HistoryError);
    await expect(new GammaGammaFitter().fit(all)).rejects.toThrow("summary.filter((row) => row.frequency > 0");
    await expect(new GammaGammaFitter().fit([1, 2], [3])).rejects.toThrow(
      "frequency has 2 values, but monetaryValue has 1",
    );
  });
});
