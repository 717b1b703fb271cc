import { createRandom } from "ulm/compute";
import { display, quantile, Table } from "ulm/data";
import type { Row } from "ulm/data";
import { counterfactuals } from "ulm/trust";
import { describe, expect, it } from "vitest";
import { functionClassifier, functionModel } from "./function-model.ts";

const random = createRandom(6);
const users = Table.fromObjects(
  Array.from({ length: 200 }, () => ({
    age: 20 + random.integer(50),
    orders: random.integer(30),
    discount: Math.round(random.random() * 100) / 100,
    plan: ["basic", "plus"][random.integer(2)],
  })),
);
/** Churns with few orders; the plan "plus" and discounts keep. */
const churn = functionClassifier(({ orders, discount, plan, age }) => {
  return 1 / (1 + Math.exp(-(2 - 0.3 * orders - 2 * discount - (plan === "plus" ? 0.5 : 0) - 0 * age)));
});
const somebody = Table.fromObjects([{ age: 33, orders: 2, discount: 0, plan: "basic" }]);

describe("counterfactuals", () => {
  it("finds the cheapest ways to another answer, and only as far as needed", async () => {
    const { ways, current } = await counterfactuals(churn, users, somebody);
    expect(current).toBeGreaterThan(0.5);
    expect(ways.length).toBeGreaterThan(1);
    for (const { output, changes } of ways) {
      expect(output).toBeLessThan(0.5);
      expect(changes.every(({ from, to }) => from !== to)).toBe(true);
    }
    expect(ways.map(({ cost }) => cost)).toEqual(ways.map(({ cost }) => cost).toSorted((a, b) => a - b));
    // Nobody acts on the seventh digit, and a change of a billionth is none.
    for (const { from, to } of ways.flatMap(({ changes }) => changes)) {
      if (typeof to !== "number" || typeof from !== "number") continue;
      expect(Math.abs(to - from)).toBeGreaterThanOrEqual(0.0009);
      expect(to).toBeCloseTo(Math.round(to * 1000) / 1000, 12);
    }
    // 2 − 0.3 · orders < 0 from seven orders on: one order fewer is not enough.
    const byOrders = ways.find(({ changes }) => changes.length === 1 && changes[0]!.feature === "orders")!;
    expect(byOrders.changes[0]).toEqual({ feature: "orders", from: 2, to: 7 });
    const text = (await counterfactuals(churn, users, somebody))[display]()["text/html"];
    expect(text).toContain("需要改变什么");
    expect(text).toMatch(/<th[^>]*>orders<.*<td[^>]*>2<.*<td[^>]*>→\u00a07</s);
  });

  it("finds the cheapest way of all, as trying every combination of values does", async () => {
    const draw = createRandom(11);
    const rows = Table.fromObjects(
      Array.from({ length: 60 }, () => ({
        visits: draw.integer(6),
        returns: draw.integer(5),
        plan: ["a", "b", "c"][draw.integer(3)]!,
      })),
    );
    const spreadOf = (name: string) => {
      const values = [...rows.column(name).toNumbers()].sort((a, b) => a - b);
      const middle = quantile(values, 0.5);
      return quantile(
        values.map((value) => Math.abs(value - middle)).sort((a, b) => a - b),
        0.5,
      );
    };
    const spreads = { visits: spreadOf("visits"), returns: spreadOf("returns") };
    for (let trial = 0; trial < 20; trial++) {
      const [a, b, bonus] = [draw.normal(), draw.normal(), draw.normal()];
      const says = ({ visits, returns, plan }: Row) =>
        1 / (1 + Math.exp(-(a * visits + b * returns + (plan === "b" ? bonus : 0) - 1)));
      const subject = rows.row(trial);
      const isUp = says(subject) < 0.5;
      let cheapest = Infinity;
      for (let visits = 0; visits < 6; visits++) {
        for (let returns = 0; returns < 5; returns++) {
          for (const plan of ["a", "b", "c"]) {
            if (says({ visits, returns, plan }) >= 0.5 !== isUp) continue;
            const far =
              Math.abs(visits - subject.visits) / spreads.visits +
              Math.abs(returns - subject.returns) / spreads.returns;
            cheapest = Math.min(cheapest, far + Number(plan !== subject.plan));
          }
        }
      }
      const { ways } = await counterfactuals(functionClassifier(says), rows, rows.take([trial]));
      expect(ways[0]?.cost ?? Infinity).toBeCloseTo(cheapest, 12);
    }
  });

  it("draws a continuous change back to the boundary", async () => {
    const linear = functionModel(({ x }) => 3 * x);
    const rows = Array.from({ length: 100 }, (_, row) => ({ x: row / 10 + 0.05 }));
    const { ways } = await counterfactuals(linear, Table.fromObjects(rows), Table.fromObjects([{ x: 0.5 }]), {
      target: { atLeast: 6 },
    });
    expect(ways[0]!.changes[0]!.to).toBeCloseTo(2, 5);
    expect(ways[0]!.output).toBeGreaterThanOrEqual(6);
  });

  it("leaves alone what nobody can change, and goes the way that is possible", async () => {
    const withoutOrders = await counterfactuals(churn, users, somebody, { immutable: ["orders", "age"] });
    for (const { changes } of withoutOrders.ways) expect(changes.map(({ feature }) => feature)).not.toContain("orders");
    // Discounts up to 1 and the better plan together keep: 2 − 0.6 − 2 · d − 0.5 < 0.
    const both = withoutOrders.ways.find(({ changes }) => changes.length === 2);
    expect(both === undefined || both.changes.some(({ feature }) => feature === "plan")).toBe(true);
    expect(withoutOrders.ways.length).toBeGreaterThan(0);
    const falling = await counterfactuals(churn, users, somebody, {
      direction: { orders: "fall" },
      immutable: ["discount", "plan"],
    });
    expect(falling.ways).toEqual([]);
    expect(falling[display]()["text/plain"]).toContain("nothing found");
  });

  it("prefers what costs less", async () => {
    const cheapest = async (costs: Record<string, number>) => {
      const { ways } = await counterfactuals(churn, users, somebody, { costs, mostChanges: 1 });
      return ways[0]!.changes[0]!.feature;
    };
    expect(await cheapest({ orders: 100 })).toBe("discount");
    expect(await cheapest({ discount: 100 })).toBe("orders");
  });

  it("reaches a target from below, and asks regressions for one", async () => {
    const happy = Table.fromObjects([{ age: 33, orders: 25, discount: 0.5, plan: "plus" }]);
    const { ways } = await counterfactuals(churn, users, happy);
    expect(ways[0]!.output).toBeGreaterThanOrEqual(0.5);
    await expect(
      counterfactuals(
        functionModel(({ age }) => age),
        users,
        somebody,
      ),
    ).rejects.toThrow("need a target");
    await expect(counterfactuals(churn, users, somebody, { immutable: ["gone"] })).rejects.toThrow('no column "gone"');
  });
});
