import { createRandom, withTaskContext } from "ulm/compute";
import { display, Matrix, Table } from "ulm/data";
import type { Row } from "ulm/data";
import { LogisticRegression, makePreprocessor, Pipeline } from "ulm/learn";
import { kernelShap, lime, partialDependence, permutationImportance } from "ulm/trust";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/trust/explanations.json" with { type: "json" };
/** tests/fixtures/trust/make_lime.py: the package of the paper's authors. */
import reference from "../../../fixtures/trust/lime.json" with { type: "json" };
import { functionClassifier, functionModel } from "./function-model.ts";

/** A function with an interaction and a bend; make_explanations.py has the same. */
const says = ({ x0, x1, x2, x3 }: Row) => 1 / (1 + Math.exp(-(1.2 * x0 - 0.8 * x1 * x2 + 0.5 * x3 ** 2)));
const model = functionModel(says);
const background = Matrix.fromRows(fixtures.background);

const users = Table.fromObjects(
  Array.from({ length: 80 }, (_, row) => ({
    tenure: (row * 7) % 40,
    plan: ["basic", "plus", "pro"][row % 3],
    member: row % 4 === 0,
  })),
);
const churn = users.rows().map(({ tenure, plan }) => (tenure < 15 && plan !== "pro" ? "yes" : "no"));
const fitted = () =>
  new Pipeline({
    steps: [
      ["prepare", makePreprocessor()],
      ["model", new LogisticRegression()],
    ],
  }).fit(users, churn);

describe("kernelShap", () => {
  it("is shap's KernelExplainer over all coalitions", async () => {
    const shap = await kernelShap(model, background, fixtures.rows);
    expect(shap.baseValue).toBeCloseTo(fixtures.baseValue, 12);
    fixtures.shap.flat().forEach((value, index) => expect(shap.values.flat()[index]).toBeCloseTo(value, 9));
  });

  it("is the mean gain over all orders in which features can join (Shapley's definition)", async () => {
    const few = background.take([0, 1, 2, 3]);
    const row = fixtures.rows[0]!;
    const worth = (inside: ReadonlySet<number>) => {
      const mixed = few
        .toArrays()
        .map((other) => other.map((value, index) => (inside.has(index) ? row[index]! : value)));
      return model.predict(mixed).reduce((sum: number, value) => sum + (value as number), 0) / 4;
    };
    const expected = [0, 0, 0, 0, 0];
    const orders = permutations([0, 1, 2, 3, 4]);
    for (const order of orders) {
      const inside = new Set<number>();
      for (const feature of order) {
        const before = worth(inside);
        expected[feature]! += (worth(inside.add(feature)) - before) / orders.length;
      }
    }
    const { values } = await kernelShap(model, few, [row]);
    values[0]!.forEach((value, feature) => expect(value).toBeCloseTo(expected[feature]!, 12));
  });

  it("adds up, gives nothing to what the model ignores, and takes mixed tables", async () => {
    const pipeline = await fitted();
    const shap = await kernelShap(pipeline, users, users.head(5), { positive: "yes" });
    const probabilities = pipeline.predictProba(users.head(5)).column("yes");
    shap.values.forEach((row, index) => {
      expect(shap.baseValue + row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(probabilities[index]!, 12);
    });
    const { values } = await kernelShap(model, background, fixtures.rows);
    for (const row of values) expect(Math.abs(row[4]!)).toBeLessThan(1e-14);
    expect(shap.importances().column("feature").toArray()).toContain("plan");
    expect(shap.explain(0)[0]!.contribution).not.toBe(0);
    expect(shap[display]()["text/html"]).toContain("平均绝对贡献");
  });

  it("with many features draws coalitions, which is exact for what is linear", async () => {
    const random = createRandom(1);
    const slopes = Array.from({ length: 16 }, () => random.normal());
    const linear = functionModel((row) => slopes.reduce((sum, slope, index) => sum + slope * row[`x${index}`], 3));
    const rows = Array.from({ length: 20 }, () => slopes.map(() => random.normal()));
    const { values, baseValue } = await kernelShap(linear, rows, rows.slice(0, 2), { nSamples: 200 });
    const means = slopes.map((_, index) => rows.reduce((sum, row) => sum + row[index]!, 0) / 20);
    expect(baseValue).toBeCloseTo(
      slopes.reduce((sum, slope, index) => sum + slope * means[index]!, 3),
      10,
    );
    values.forEach((row, place) =>
      row.forEach((value, index) =>
        expect(value).toBeCloseTo(slopes[index]! * (rows[place]![index]! - means[index]!), 8),
      ),
    );
    const nonlinear = await kernelShap(model, background, fixtures.rows, { exactUpTo: 0, nSamples: 4000 });
    nonlinear.values
      .flat()
      .forEach((value, index) => expect(Math.abs(value - fixtures.shap.flat()[index]!)).toBeLessThan(0.02));
    await expect(kernelShap(linear, rows, rows, { nSamples: 20 })).rejects.toThrow("nSamples must be at least 32");
  });

  it("can be called off", async () => {
    const context = { signal: AbortSignal.abort() };
    await expect(withTaskContext(context, () => kernelShap(model, background, fixtures.rows))).rejects.toThrow(
      /abort/i,
    );
  });
});

describe("partialDependence", () => {
  it("is scikit-learn's, with the curves of single rows", async () => {
    const { dependence } = fixtures;
    const curve = await partialDependence(model, background, "x3", { gridResolution: 8, individualRows: 30 });
    dependence.grid.forEach((value, index) => expect(curve.grid[index]).toBeCloseTo(value, 10));
    dependence.average.forEach((value, index) => expect(curve.average[index]).toBeCloseTo(value, 10));
    dependence.individual.forEach((row, place) =>
      row.forEach((value, index) => expect(curve.individual[place]![index]).toBeCloseTo(value, 10)),
    );
  });

  it("takes every category in turn, and the class asked for", async () => {
    const pipeline = await fitted();
    const yes = await partialDependence(pipeline, users, "plan");
    expect(yes.grid).toEqual(["basic", "plus", "pro"]);
    expect(yes.average[2]).toBeLessThan(yes.average[0]!);
    expect(yes.output).toEqual({ en: "probability of yes", "zh-CN": "“yes”的概率" });
    const no = await partialDependence(pipeline, users, "plan", { positive: "no" });
    no.average.forEach((value, index) => expect(value + yes.average[index]!).toBeCloseTo(1, 12));
    expect((await partialDependence(pipeline, users, "tenure", { gridResolution: 5 })).grid).toHaveLength(5);
    await expect(partialDependence(pipeline, users, "gone")).rejects.toThrow('no column "gone"');
    await expect(partialDependence(pipeline, users, "plan", { positive: "maybe" })).rejects.toThrow(
      'positive is "maybe"',
    );
  });
});

describe("permutationImportance", () => {
  it("agrees with scikit-learn up to the draws", async () => {
    const result = await permutationImportance(model, background, fixtures.y, { nRepeats: 400, randomState: 2 });
    for (const { feature, mean, standardDeviation } of result.features) {
      const index = Number(feature.slice(1));
      const error = Math.hypot(standardDeviation / Math.sqrt(400), fixtures.importanceErrors[index]!);
      expect(Math.abs(mean - fixtures.importances[index]!)).toBeLessThanOrEqual(4 * error + 1e-12);
    }
    const ignored = result.features.find(({ feature }) => feature === "x4")!;
    expect([ignored.mean, ignored.standardDeviation]).toEqual([0, 0]);
    expect(result[display]()["text/html"]).toContain("打乱某列后得分的损失");
  });

  it("takes mixed tables and scorings, by randomState", async () => {
    const pipeline = await fitted();
    const ask = () => permutationImportance(pipeline, users, churn, { scoring: "rocAuc", randomState: 3 });
    const first = await ask();
    expect((await ask()).features).toEqual(first.features);
    expect(first.features.at(-1)!.feature).toBe("member");
    expect(first.toTable().columnNames).toEqual(["feature", "importance", "standardDeviation", "lower", "upper"]);
  });
});

describe("lime", () => {
  it("agrees with the reference implementation up to the draws", async () => {
    const bend = functionModel(({ a, b, c }) => 1 / (1 + Math.exp(-(a - 0.6 * a * b + (c === "2" ? 1.5 : 0)))));
    const rows = Table.fromObjects(reference.background.map(([a, b, c]) => ({ a, b, c: String(c) })));
    for (const [row, expected] of reference.explanations.entries()) {
      const found = await lime(bend, rows, rows, { row, nSamples: 20_000 });
      const effectOf = (name: string) => found.effects.find(({ feature }) => feature === name)!.effect;
      ["a", "b", "c"].forEach((name, index) => {
        expect(Math.abs(effectOf(name) - expected.effects[index]!)).toBeLessThan(0.012);
      });
      expect(Math.abs(found.localPrediction - expected.localPrediction)).toBeLessThan(0.01);
      expect(Math.abs(found.fidelity - expected.fidelity)).toBeLessThan(0.015);
    }
  });

  it("finds the slopes of what is linear, per standard deviation", async () => {
    const linear = functionModel(({ a, b, c }) => 2 * a - 0.5 * b + 0 * c + 1);
    const random = createRandom(5);
    const rows = Table.fromObjects(
      Array.from({ length: 300 }, () => ({ a: 3 * random.normal(), b: 10 + random.normal(), c: random.normal() })),
    );
    const explanation = await lime(linear, rows, rows.head(1));
    const effects = Object.fromEntries(explanation.effects.map(({ feature, effect }) => [feature, effect]));
    const spread = (name: string) => {
      const values = rows.column(name).toNumbers();
      const mean = values.reduce((sum, value) => sum + value, 0) / 300;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 300);
    };
    // The ridge takes about one part in a thousand.
    expect(effects.a! / (2 * spread("a"))).toBeCloseTo(1, 2);
    expect(effects.b! / (-0.5 * spread("b"))).toBeCloseTo(1, 2);
    expect(Math.abs(effects.c!)).toBeLessThan(0.01);
    expect(explanation.fidelity).toBeGreaterThan(0.999);
    expect(explanation.localPrediction).toBeCloseTo(explanation.prediction, 1);
  });

  it("sees what a category makes, and repeats itself by randomState", async () => {
    const byPlan = functionClassifier(({ plan, tenure }) => (plan === "pro" ? 0.2 : 0.7) - tenure / 1000);
    const explain = () => lime(byPlan, users, users, { row: 2, randomState: 9, nSamples: 1000 });
    const explanation = await explain();
    expect(explanation.effects[0]).toMatchObject({ feature: "plan", value: "pro" });
    expect(explanation.effects[0]!.effect).toBeCloseTo(-0.5, 1);
    expect((await explain()).effects).toEqual(explanation.effects);
    expect(explanation[display]()["text/html"]).toContain("局部线性");
    expect(explanation.prediction).toBeCloseTo(says2(users.row(2)), 12);
    await expect(
      lime(byPlan, users, Table.fromColumns({ tenure: [null], plan: ["pro"], member: [true] })),
    ).rejects.toThrow('column "tenure" of the row is missing');
  });
});

function says2({ plan, tenure }: Row): number {
  return (plan === "pro" ? 0.2 : 0.7) - tenure / 1000;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
