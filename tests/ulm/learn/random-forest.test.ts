import { configureKernels } from "ulm/compute";
import { DecisionTreeRegressor, RandomForestClassifier, RandomForestRegressor } from "ulm/learn";
import { afterAll, describe, expect, it, vi } from "vitest";
import fixtures from "../../fixtures/learn/forests.json" with { type: "json" };

const { X, classes, values, fresh } = fixtures;

/** The largest distance between two lists. */
function gap(actual: readonly number[], expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length);
  return Math.max(...expected.map((value, index) => Math.abs(value - actual[index]!)));
}

describe("random forests agree with the mean of scikit-learn 1.9.1's", () => {
  // 1000 trees here, 2000 to 3000 there: the bounds are four standard errors of the difference.
  it("for classes", async () => {
    const expected = fixtures.classifier;
    const model = await new RandomForestClassifier({ nEstimators: 1000, oobScore: true }).fit(X, classes);
    expect(gap([...model.predictProba(fresh).data], expected.probabilities.flat())).toBeLessThan(0.07);
    expect(gap(model.featureImportances, expected.importances)).toBeLessThan(0.01);
    expect(model.oobScore).toBeCloseTo(expected.oobScore, 1);
    const leaves = model.trees.reduce((sum, tree) => sum + tree.leafCount, 0) / model.trees.length;
    expect(Math.abs(leaves / expected.leaves - 1)).toBeLessThan(0.02);
  });

  it("for numbers", async () => {
    const expected = fixtures.regressor;
    const model = await new RandomForestRegressor({ nEstimators: 1000, oobScore: true }).fit(X, values);
    expect(gap(model.predict(fresh), expected.predictions)).toBeLessThan(0.2);
    expect(gap(model.featureImportances, expected.importances)).toBeLessThan(0.01);
    expect(Math.abs(model.oobScore - expected.oobScore)).toBeLessThan(0.01);
    const leaves = model.trees.reduce((sum, tree) => sum + tree.leafCount, 0) / model.trees.length;
    expect(Math.abs(leaves / expected.leaves - 1)).toBeLessThan(0.02);
  });
});

describe("random forests", () => {
  afterAll(() => configureKernels({ engine: "webassembly", workers: 2 }));

  it("are the same whatever the number of workers, and without WebAssembly", async () => {
    const fit = async (settings: Parameters<typeof configureKernels>[0]) => {
      await configureKernels(settings);
      return JSON.stringify(await new RandomForestClassifier({ nEstimators: 20, randomState: 4 }).fit(X, classes));
    };
    const alone = await fit({ engine: "webassembly", workers: 0 });
    for (const workers of [1, 2]) expect(await fit({ workers })).toBe(alone);
    expect(await fit({ engine: "plain" })).toBe(alone);
  });

  it("of one tree that draws no rows are that tree, where no splits are equally good", async () => {
    const params = { minSamplesLeaf: 10 };
    const forest = await new RandomForestRegressor({ nEstimators: 1, bootstrap: false, ...params }).fit(X, values);
    const tree = await new DecisionTreeRegressor(params).fit(X, values);
    expect(forest.trees[0]!.toJSON()).toEqual(tree.tree.toJSON());
  });

  it("draw as many rows as they are told", async () => {
    const rowsOf = async (maxSamples: number | null) => {
      const { trees } = await new RandomForestClassifier({ nEstimators: 5, maxSamples }).fit(X, classes);
      return trees.map((tree) => tree.weight[0]);
    };
    expect(await rowsOf(null)).toEqual([300, 300, 300, 300, 300]);
    expect(await rowsOf(50)).toEqual([50, 50, 50, 50, 50]);
    expect(await rowsOf(0.5)).toEqual([150, 150, 150, 150, 150]);
  });

  it("say how to get an out-of-bag score", async () => {
    const model = await new RandomForestClassifier({ nEstimators: 2 }).fit(X, classes);
    expect(() => model.oobScore).toThrow("fit with oobScore: true");
    expect(() => new RandomForestClassifier({ oobScore: true, bootstrap: false })).toThrow("oobScore needs bootstrap");
  });

  it("of very few trees judge the rows that are left out, and say how many are not", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const model = await new RandomForestClassifier({ nEstimators: 1, oobScore: true }).fit(X, classes);
    const [drawn, all] = /^(\d+) of (\d+) rows were drawn by every tree/
      .exec(model.warnings[0]!.en)!
      .slice(1)
      .map(Number);
    expect([all, warned.mock.calls.length]).toEqual([X.length, 1]);
    // A tree grown to its end is right about what it has drawn.
    const mistakes = model.predict(X).filter((label, row) => label !== classes[row]).length;
    expect(mistakes).toBeGreaterThan(0);
    expect(model.oobScore).toBeCloseTo(1 - mistakes / (all! - drawn!), 12);
    const regression = await new RandomForestRegressor({ nEstimators: 2, oobScore: true }).fit(X, values);
    expect(Number.isFinite(regression.oobScore)).toBe(true);
    expect(regression.warnings).toHaveLength(1);
    const many = await new RandomForestRegressor({ nEstimators: 40, oobScore: true }).fit(X, values);
    expect(many.warnings).toEqual([]);
    warned.mockRestore();
  });

  it("that leave no row out have no out-of-bag score, and say why", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const params = { nEstimators: 1, maxSamples: 1000, oobScore: true };
    for (const model of [new RandomForestClassifier(params), new RandomForestRegressor(params)]) {
      await model.fit(X.slice(0, 4), [0, 1, 0, 1]);
      expect(model.warnings[0]!.en).toContain("4 of 4 rows were drawn by every tree");
      expect(() => model.oobScore).toThrow("Raise nEstimators");
      expect(JSON.stringify(model)).toContain('"oobScore":null');
      expect(model.predict(X.slice(0, 4))).toEqual([0, 1, 0, 1]);
    }
    warned.mockRestore();
  });

  it.each([
    [{ nEstimators: 0 }, "nEstimators must be a whole number from 1"],
    [{ maxSamples: -3 }, "maxSamples must be"],
    [{ bootstrap: 1 as never }, "bootstrap must be true or false, not 1"],
  ])("refuse %j", (params, message) => {
    expect(() => new RandomForestClassifier(params)).toThrow(message);
  });
});
