import fc from "fast-check";
import { withTaskContext } from "ulm/compute";
import { display, Table } from "ulm/data";
import { associationRules, BehaviourError, FpGrowth } from "ulm/behave";
import type { AssociationRule } from "ulm/behave";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/behave/rules.json" with { type: "json" };

const keyOf = (items: readonly unknown[]) => [...items].sort().join("+");
const fitted = await new FpGrowth({ minSupport: 0.05 }).fit(fixtures.baskets);

describe("FpGrowth and associationRules against mlxtend 0.25.0", () => {
  it("find the same itemsets", () => {
    const expected = fixtures.itemsets as [string[], number][];
    expect(expected.length).toBeGreaterThan(100);
    const found = Object.fromEntries(fitted.itemsets.map(({ items, count }) => [keyOf(items), count]));
    expect(found).toEqual(
      Object.fromEntries(expected.map(([items, support]) => [keyOf(items), Math.round(support * 300)])),
    );
  });

  it("find the same rules with the same measures", () => {
    const { rules } = associationRules(fitted, { metric: "confidence", minThreshold: 0.6 });
    const byKey = new Map(rules.map((rule) => [`${keyOf(rule.antecedent)} → ${keyOf(rule.consequent)}`, rule]));
    expect(rules.length).toBe(fixtures.rules.length);
    for (const { antecedent, consequent, conviction, ...measures } of fixtures.rules) {
      const rule = byKey.get(`${keyOf(antecedent)} → ${keyOf(consequent)}`)!;
      for (const [name, value] of Object.entries(measures)) {
        expect(rule[name as keyof AssociationRule], name).toBeCloseTo(value, 12);
      }
      if (conviction === null) expect(rule.conviction).toBe(Infinity);
      else expect(rule.conviction).toBeCloseTo(conviction, 9);
    }
  });
});

describe("FpGrowth", () => {
  /** Every set of items that occurs, counted one basket after the other. */
  function countBruteForce(baskets: readonly (readonly number[])[], least: number): Record<string, number> {
    const counts: Record<string, number> = {};
    for (let choice = 1; choice < 2 ** 6; choice++) {
      const items = [0, 1, 2, 3, 4, 5].filter((item) => (choice >> item) & 1);
      const count = baskets.filter((basket) => items.every((item) => basket.includes(item))).length;
      if (count >= least) counts[keyOf(items)] = count;
    }
    return counts;
  }
  const someBaskets = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 8 }), {
    minLength: 1,
    maxLength: 40,
  });

  it("counts exactly what counting one basket after the other does", async () => {
    await fc.assert(
      fc.asyncProperty(someBaskets, fc.double({ min: 0.01, max: 1, noNaN: true }), async (baskets, minSupport) => {
        const model = await new FpGrowth({ minSupport }).fit(baskets);
        const found = Object.fromEntries(model.itemsets.map(({ items, count }) => [keyOf(items), count]));
        const least = baskets
          .map((_, index) => index + 1)
          .find((count) => count / baskets.length >= minSupport * (1 - 1e-12))!;
        expect(found).toEqual(countBruteForce(baskets, least));
        expect(model.itemsets.length).toBe(Object.keys(found).length);
      }),
    );
  });

  it("does not depend on the order of baskets, and keeps to the longest set", async () => {
    await fc.assert(
      fc.asyncProperty(someBaskets, async (baskets) => {
        const model = new FpGrowth({ minSupport: 0.1, maxLength: 2 });
        const { itemsets } = await model.fit(baskets);
        expect(itemsets.every(({ items }) => items.length <= 2)).toBe(true);
        expect((await model.clone().fit(baskets.toReversed())).itemsets).toEqual(itemsets);
      }),
    );
  });

  it("reads baskets from the lines of a table", async () => {
    const lines = Table.fromColumns({ order: ["a", "b", "a", "b", "c"], item: ["x", "x", "y", "y", "y"] });
    const model = await new FpGrowth({ minSupport: 0.5 }).fit(lines, { basket: "order", item: "item" });
    expect(model.itemsets).toEqual([
      { items: ["y"], count: 3 },
      { items: ["x"], count: 2 },
      { items: ["y", "x"], count: 2 },
    ]);
    expect(model.table().row(2)).toEqual({ items: "y, x", length: 2, count: 2, support: 2 / 3 });
  });

  it("comes back from JSON the same, shows itself in two languages, and can be interrupted", async () => {
    const again = FpGrowth.fromJSON(JSON.parse(JSON.stringify(fitted)));
    expect(associationRules(again).rules).toEqual(associationRules(fitted).rules);
    expect(String(again)).toContain("经常一起购买的商品");
    const aborted = withTaskContext({ signal: AbortSignal.abort() }, () => new FpGrowth().fit(fixtures.baskets));
    await expect(aborted).rejects.toThrow("abort");
  });

  it("refuses what makes no sense", async () => {
    expect(() => new FpGrowth({ minSupport: 0 })).toThrow("minSupport must be above 0 and at most 1");
    await expect(new FpGrowth().fit([])).rejects.toThrow(BehaviourError);
    const lines = Table.fromColumns({ order: ["a", null], item: ["x", "y"] });
    await expect(new FpGrowth().fit(lines, { basket: "order", item: "item" })).rejects.toThrow(
      'Column "order", row 1 is missing',
    );
    await expect(new FpGrowth().fit(lines as never)).rejects.toThrow("name the columns of the table");
    expect(() => associationRules(new FpGrowth())).toThrow("not fitted");
    expect(() => associationRules(fitted, { metric: "luck" as "lift" })).toThrow("metric must be one of");
  });
});

describe("AssociationRules", () => {
  it("are sorted by what was asked for, with an interval around each confidence", () => {
    const found = associationRules(fitted, { metric: "lift", minThreshold: 1.2 });
    found.rules.forEach((rule, index) => {
      expect(rule.lift).toBeGreaterThanOrEqual(1.2);
      if (index > 0) expect(rule.lift).toBeLessThanOrEqual(found.rules[index - 1]!.lift);
      expect(rule.confidenceLower).toBeLessThanOrEqual(rule.confidence);
      expect(rule.confidenceUpper).toBeGreaterThanOrEqual(rule.confidence);
    });
    expect(found.find(["item2"], ["item3"])?.confidence).toBe(1);
    expect(found.find(["item2"], ["item9", "item3"])?.count).toBe(19);
    expect(found.find(["item2"], ["item11", "unknown"])).toBeUndefined();
    expect(found.table().columnNames.slice(0, 3)).toEqual(["antecedent", "consequent", "count"]);
    expect(found[display]()["text/plain"]).toContain("item2 → item3");
    expect(found[display]()["text/html"]).toContain("关联规则");
  });
});
