import { createRandom } from "ulm/compute";
import { Column, display, ParameterError, Table } from "ulm/data";
import type { Model } from "ulm/learn";
import { domainClassifier, drift, populationStability } from "ulm/trust";
import { describe, expect, it } from "vitest";
/** tests/fixtures/trust/make_drift.py: NumPy and SciPy. */
import fixtures from "../../../fixtures/trust/drift.json" with { type: "json" };
import { functionClassifier } from "../explain/function-model.ts";

describe("populationStability", () => {
  it("sums (c − r) ln(c / r) over categories", () => {
    const reference = Column.from("city", [..."aaaaabbbcc"]);
    const current = Column.from("city", [..."aabbbccccc"]);
    // Shares 0.5, 0.3, 0.2 against 0.2, 0.3, 0.5: 2 · 0.3 · ln 2.5.
    expect(populationStability(reference, current).index).toBeCloseTo(0.6 * Math.log(2.5), 12);
  });

  it("sorts numbers into intervals with equal shares of the reference", () => {
    const reference = Column.from(
      "n",
      Array.from({ length: 100 }, (_, index) => index),
    );
    const same = populationStability(reference, reference);
    expect(same.index).toBe(0);
    expect(same.bins).toHaveLength(10);
    for (const { referenceShare } of same.bins) expect(referenceShare).toBeCloseTo(0.1, 12);
    const upper = reference.take(Array.from({ length: 50 }, (_, index) => 50 + index));
    const half = populationStability(reference, upper, { bins: 2 });
    // 0.5, 0.5 against 0 (counted as 0.0001) and 1.
    expect(half.index).toBeCloseTo((0.0001 - 0.5) * Math.log(0.0001 / 0.5) + 0.5 * Math.log(2), 12);
    expect(half.bins.map(({ bin }) => bin)).toEqual(["≤ 49.5", "> 49.5"]);
  });

  it.each(["shifted", "counts", "gaps"] as const)("is NumPy's sum over bins of NumPy's quantiles: %s", (name) => {
    const { reference, current, bins, psi } = fixtures[name];
    const found = populationStability(Column.from("n", reference), Column.from("n", current), { bins });
    expect(found.index).toBeCloseTo(psi, 12);
  });

  it("names categories by their share of the reference", () => {
    const { bins } = populationStability(Column.from("c", [..."abbccc"]), Column.from("c", [..."dab", null]));
    expect(bins.map(({ bin }) => bin)).toEqual(["c", "b", "a", "d", null]);
  });

  it("counts missing values as a category, and takes constant columns", () => {
    const index = populationStability(Column.from("n", [1, 1, 1, 1]), Column.from("n", [1, 1, null, null])).index;
    expect(index).toBeCloseTo((0.5 - 1) * Math.log(0.5) + (0.5 - 0.0001) * Math.log(0.5 / 0.0001), 12);
  });

  it("tells intervals apart that look alike when they are rounded", () => {
    const at = (shift: number) =>
      Column.from(
        "n",
        Array.from({ length: 200 }, (_, index) => shift + index / 10),
      );
    const near = populationStability(at(0), at(5));
    const far = populationStability(at(1e9), at(1e9 + 5));
    expect(far.index).toBeCloseTo(near.index, 6);
    expect(new Set(far.bins.map(({ bin }) => bin)).size).toBe(10);
  });

  it("takes a column that has lost all its values", () => {
    const empty = Column.from("n", [null, null]);
    const texts = Column.from("n", ["a", "b"]);
    for (const full of [Column.from("n", [1, 2]), texts, Column.from("n", [new Date(0), new Date(1)])]) {
      const { bins } = populationStability(full, full === texts ? empty : Column.from("n", [null, null], "text"));
      expect(bins.at(-1)).toEqual({ bin: null, referenceShare: 0, currentShare: 1 });
      expect(populationStability(empty, full).bins.at(-1)).toEqual({ bin: null, referenceShare: 1, currentShare: 0 });
    }
  });

  it("refuses what cannot be compared", () => {
    expect(() => populationStability(Column.from("n", [1]), Column.from("n", ["x"]))).toThrow(
      new ParameterError('Column "n" holds values of type number in the reference, but text now.'),
    );
    expect(() => populationStability(Column.from("n", [1]), Column.from("n", [1]), { bins: 1 })).toThrow("bins");
    expect(() => populationStability(Column.from("n", [1]), Column.from("n", [1]).take([]))).toThrow("no rows");
  });
});

/** `shift` moves the mean of x and the share of city "b". */
function makeTable(rows: number, seed: number, shift = 0): Table {
  const random = createRandom(seed);
  return Table.fromColumns({
    x: Array.from({ length: rows }, () => random.normal() + shift),
    y: Array.from({ length: rows }, () => random.normal()),
    city: Array.from({ length: rows }, () => (random.random() < 0.3 + shift / 4 ? "b" : "a")),
  });
}

describe("drift", () => {
  it.each(["shifted", "counts", "gaps"] as const)(
    "has SciPy's two-sample Kolmogorov–Smirnov test: %s",
    async (name) => {
      const { reference, current, ks, p, psi, bins } = fixtures[name];
      const tables = [reference, current].map((values) => Table.fromColumns({ n: values })) as [Table, Table];
      const [column] = (await drift(...tables, { bins })).columns;
      expect(column!.psi).toBeCloseTo(psi, 12);
      expect(column!.ksStatistic).toBeCloseTo(ks, 12);
      expect(Math.abs(column!.ksPValue! / p - 1)).toBeLessThan(0.02);
    },
  );

  it("judges a classifier's AUC as SciPy's Mann–Whitney test does", async () => {
    const { reference, current, auc, p } = fixtures.toldApart;
    const says = functionClassifier(({ n }) => 1 / (1 + Math.exp(-n)));
    const byValue: Model = Object.assign(says, { clone: () => says, fit: () => Promise.resolve(says) });
    const domain = await domainClassifier(Table.fromColumns({ n: reference }), Table.fromColumns({ n: current }), {
      model: byValue,
    });
    expect(domain.auc).toBeCloseTo(auc, 12);
    expect(domain.pValue).toBeCloseTo(p, 10);
  });

  it("is quiet when nothing has changed", async () => {
    const report = await drift(makeTable(1000, 1), makeTable(800, 2));
    expect(report.columns.every(({ level }) => level === "none")).toBe(true);
    expect(report.domain.auc).toBeLessThan(0.55);
    expect(report.domain.pValue).toBeGreaterThan(0.01);
  });

  it("names what has changed, most first", async () => {
    const report = await drift(makeTable(1000, 1), makeTable(800, 2, 1));
    expect(report.columns.map(({ column, level }) => [column, level])).toEqual([
      ["x", "large"],
      ["city", "large"],
      ["y", "none"],
    ]);
    expect(report.columns[0]!.ksPValue).toBeLessThan(1e-10);
    expect(report.columns[1]!.ksStatistic).toBeNull();
    // Means one standard deviation apart: Φ(1 / √2) = 0.76 by x alone.
    expect(report.domain.auc).toBeGreaterThan(0.74);
    expect(report.domain.pValue).toBeLessThan(1e-10);
    expect(report.table().rowCount).toBe(3);
    const bundle = report[display]();
    expect(bundle["text/html"]).toContain("较大");
    expect(bundle["text/plain"]).toContain("A classifier tells the 1000 old from the 800 new rows");
  });

  it("shows a feed that broke: a column that came empty", async () => {
    const report = await drift(
      makeTable(300, 1),
      makeTable(200, 2).drop("x").withColumn("x", new Array(200).fill(null)),
    );
    expect(report.columns[0]).toMatchObject({ column: "x", type: "number", level: "large", missingCurrent: 1 });
    expect(report.domain.auc).toBeGreaterThan(0.99);
    const days = Table.fromColumns({ day: Array.from({ length: 20 }, (_, index) => new Date(index * 86_400_000)) });
    await expect(drift(days, days)).rejects.toThrow("only columns of dates");
  });

  it("refuses tables without the columns of the reference", async () => {
    await expect(drift(makeTable(10, 1), makeTable(10, 2).drop("city"))).rejects.toThrow("city");
    await expect(domainClassifier(makeTable(10, 1), makeTable(3, 2))).rejects.toThrow("there are 10 and 3");
  });

  it("sees a change that no column and no linear model shows", async () => {
    // The same two columns, independent before and now together: their means, spreads and shares stay the same.
    const together = (rows: number, seed: number, correlation: number) => {
      const random = createRandom(seed);
      const x = Array.from({ length: rows }, () => random.normal());
      const rest = Math.sqrt(1 - correlation ** 2);
      return Table.fromColumns({ x, y: x.map((value) => correlation * value + rest * random.normal()) });
    };
    const [before, now] = [together(600, 1, 0), together(500, 2, 0.8)];
    const report = await drift(before, now);
    expect(report.columns.map(({ level }) => level)).toEqual(["none", "none"]);
    const { domain } = report;
    expect(domain.model).toBe("HistGradientBoostingClassifier");
    expect(domain.lower).toBeGreaterThan(0.65);
    expect(domain.pValue).toBeLessThan(1e-10);
    const logistic = await domainClassifier(before, now, { model: "logistic" });
    expect(logistic.model).toBe("LogisticRegression");
    expect([logistic.lower < 0.5, logistic.upper < 0.58]).toEqual([true, true]);
  });

  it("takes boosting only where there are rows enough, and categories and gaps either way", async () => {
    const gaps = (table: Table) =>
      table.drop("y", "city").withColumn(
        "city",
        table
          .column("city")
          .toArray()
          .map((city, row) => (row % 9 === 0 ? null : city)),
      );
    const small = await domainClassifier(gaps(makeTable(150, 1)), gaps(makeTable(400, 2, 1)));
    expect(small.model).toBe("LogisticRegression");
    const large = await domainClassifier(gaps(makeTable(250, 1)), gaps(makeTable(400, 2, 1)));
    expect(large.model).toBe("HistGradientBoostingClassifier");
    for (const { auc, lower, upper } of [small, large]) {
      expect(auc).toBeGreaterThan(0.7);
      expect(upper - lower).toBeGreaterThan(0.04);
      expect(upper - lower).toBeLessThan(0.12);
    }
    await expect(domainClassifier(makeTable(10, 1), makeTable(10, 2), { model: "forest" as never })).rejects.toThrow(
      "model must be",
    );
  });

  it("draws rows of large tables", async () => {
    const domain = await domainClassifier(makeTable(500, 1), makeTable(400, 2), { mostRows: 100 });
    expect([domain.referenceRows, domain.currentRows]).toEqual([100, 100]);
  });
});
