import { Table } from "ulm/data";
import { HistoryError, summaryDataFromTransactionData } from "ulm/value";
import type { SummaryOptions } from "ulm/value";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/value/cdnow.json" with { type: "json" };

const rows = fixtures.transactions as [string, string, number][];
const transactions = Table.fromObjects(rows.map(([who, at, amount]) => ({ who, at: new Date(`${at}Z`), amount })));
const summarise = (options: SummaryOptions = {}) =>
  summaryDataFromTransactionData(transactions, "who", "at", { monetaryValueCol: "amount", ...options });

describe("summaryDataFromTransactionData", () => {
  it.each([
    ["days", {}],
    ["until", { observationPeriodEnd: new Date("2024-02-12") }],
    ["weeks", { freq: "W" }],
    ["hours", { freq: "h", freqMultiplier: 24 }],
    ["withFirst", { includeFirstTransaction: true }],
  ] as const)("as lifetimes 0.11.3: %s", (name, options) => {
    const summary = summarise(options);
    expect(summary.columnNames).toEqual(["who", "frequency", "recency", "T", "monetaryValue"]);
    const expected = Object.entries(fixtures.summaries[name]);
    expect(summary.column("who").toArray()).toEqual(expected.map(([who]) => who));
    expected.forEach(([, values], row) => {
      const found = Object.values(summary.row(row)).slice(1) as number[];
      values.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 12));
    });
  });

  it("counts days where the shop is", () => {
    // 16:30 and 15:59 UTC of two days are one day, and 16:00 already the next, in Shanghai.
    const at = ["2024-03-01T16:30Z", "2024-03-02T15:59Z", "2024-03-02T16:00Z"].map((text) => new Date(text));
    const table = Table.fromColumns({ user: [7, 7, 7], at });
    const days = (timeZone: string) => summaryDataFromTransactionData(table, "user", "at", { timeZone }).row(0);
    expect(days("Asia/Shanghai")).toEqual({ user: 7, frequency: 1, recency: 1, T: 1 });
    expect(days("UTC")).toEqual({ user: 7, frequency: 1, recency: 1, T: 1 });
    expect(days("America/New_York")).toEqual({ user: 7, frequency: 1, recency: 1, T: 1 });
    const late = Table.fromColumns({ user: [7, 7], at: at.slice(0, 2) });
    const repeats = (timeZone: string) =>
      summaryDataFromTransactionData(late, "user", "at", { timeZone }).row(0).frequency;
    expect([repeats("Asia/Shanghai"), repeats("UTC")]).toEqual([0, 1]);
  });

  it("refuses what it cannot summarise", () => {
    const missing = Table.fromObjects([
      { who: "a", at: new Date(0) },
      { who: null, at: new Date(0) },
    ]);
    expect(() => summaryDataFromTransactionData(missing, "who", "at")).toThrow(HistoryError);
    expect(() => summaryDataFromTransactionData(missing, "who", "at")).toThrow('Column "who", row 1 is missing');
    expect(() => summaryDataFromTransactionData(transactions, "who", "amount")).toThrow(
      "holds number values, not dates",
    );
    expect(() => summaryDataFromTransactionData(transactions, "whom", "at")).toThrow('no column "whom"');
    expect(() => summarise({ observationPeriodEnd: new Date(0) })).toThrow("no purchases up to the end");
    expect(() => summarise({ timeZone: "Mars" })).toThrow("no time zone");
    expect(() => summarise({ freq: "M" as "D" })).toThrow('freq must be "h", "D" or "W"');
  });
});
