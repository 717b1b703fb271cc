import { Matrix } from "ulm/data";
import { DecisionTreeClassifier, DecisionTreeRegressor } from "ulm/learn";
import type { TreeJson } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/trees.json" with { type: "json" };

const { names } = fixtures;

interface Case {
  kind: string;
  params: object;
  X: (number | null)[][];
  y: number[];
  tree: Omit<TreeJson, "width">;
  importances: number[];
  text: string;
  weights: string;
  path: { alphas: number[]; impurities: number[] } | null;
}

function create(kind: string, params: object): DecisionTreeClassifier | DecisionTreeRegressor {
  return kind === "classifier" ? new DecisionTreeClassifier(params) : new DecisionTreeRegressor(params);
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 10));
}

describe.each(Object.entries(fixtures.cases as unknown as Record<string, Case>))(
  "%s: the tree of scikit-learn 1.9.1",
  (_, { kind, params, X, y, tree, importances, text, weights, path }) => {
    const fit = () => create(kind, params).fit(Matrix.fromRows(X, names), y);

    it("node by node", async () => {
      const fitted = (await fit()).tree.toJSON();
      expect(fitted.feature).toEqual(tree.feature);
      expect(fitted.threshold).toEqual(tree.threshold);
      expect(fitted.right).toEqual(tree.right);
      expect(fitted.rows).toEqual(tree.rows);
      expect(fitted.missingLeft).toEqual(tree.missingLeft);
      expectClose(fitted.value, tree.value);
      expectClose(fitted.impurity, tree.impurity);
      expectClose(fitted.weight, tree.weight);
    });

    it("importances, text and pruning path", async () => {
      const model = await fit();
      expectClose(model.featureImportances, importances);
      if (tree.threshold.includes(null)) expect(model.exportText()).toMatch(/\|--- \w+ is present/);
      else expect(model.exportText()).toBe(text);
      const short = model.exportText({ maxDepth: 1, decimals: 1, showWeights: true });
      if (!short.includes("is present")) expect(short).toBe(weights);
      if (path === null) return;
      const steps = model.pruningPath();
      expectClose(
        steps.map((step) => step.ccpAlpha),
        path.alphas,
      );
      expectClose(
        steps.map((step) => step.impurity),
        path.impurities,
      );
    });
  },
);

describe("decision trees", () => {
  it("learn the textbook's question: half-way between the values on both sides", async () => {
    const model = await new DecisionTreeClassifier().fit(
      Matrix.fromRows([[10], [55], [58], [62], [80]], ["browsing_time"]),
      ["SMS", "SMS", "SMS", "e-mail", "e-mail"],
    );
    expect(model.exportText({ decimals: 0 })).toBe(
      "|--- browsing_time <= 60\n|   |--- class: SMS\n|--- browsing_time >  60\n|   |--- class: e-mail\n",
    );
    expect([model.depth, model.leafCount, model.featureImportances]).toEqual([1, 2, [1]]);
    expect(model.predict([[60], [60.001]])).toEqual(["SMS", "e-mail"]);
  });

  it("find splits among values that differ in the last digit, and among targets far from zero", async () => {
    const next = 1 + Number.EPSILON;
    const model = await new DecisionTreeRegressor().fit([[1], [next], [1], [next]], [1e9, 1e9 + 1, 1e9, 1e9 + 1]);
    expect(model.predict([[1], [next]])).toEqual([1e9, 1e9 + 1]);
  });

  it("take the first of equally good splits, so that the same data give the same tree", async () => {
    const X = [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ];
    const model = await new DecisionTreeClassifier().fit(X, [0, 0, 1, 1]);
    expect(Array.from(model.tree.feature)).toEqual([0, -1, -1]);
  });

  it("tell 70 000 different values apart, to the width of a neighbourhood", async () => {
    const count = 70_000;
    const X = new Matrix(
      Float64Array.from({ length: count }, (_, row) => row),
      count,
      1,
    );
    const model = await new DecisionTreeClassifier({ maxDepth: 1 }).fit(
      X,
      Array.from({ length: count }, (_, row) => row < 30_000),
    );
    expect(Math.abs(model.tree.threshold[0]! - 29_999.5)).toBeLessThan(2);
  });

  it("draw features by randomState", async () => {
    const { X, y } = Object.values(fixtures.cases)[0]!;
    const fit = async (randomState: number) =>
      (await new DecisionTreeClassifier({ maxFeatures: 1, randomState }).fit(X as number[][], y)).tree.toJSON();
    expect(await fit(3)).toEqual(await fit(3));
    expect(await fit(3)).not.toEqual(await fit(4));
  });

  it.each([
    [{ maxDepth: 0 }, "maxDepth must be a whole number from 1, or null, not 0"],
    [{ minSamplesSplit: 1 }, "minSamplesSplit must be a whole number from 2, or a share"],
    [{ minSamplesLeaf: 1.5 }, "minSamplesLeaf must be"],
    [{ maxFeatures: "half" as never }, 'maxFeatures must be a number, "sqrt", "log2" or null, not "half"'],
    [{ ccpAlpha: -1 }, "ccpAlpha must be 0 or more and finite, not -1"],
    [{ criterion: "mse" as never }, 'criterion must be "gini" or "entropy", not "mse"'],
    [{ randomState: -1 }, "randomState must be a whole number from 0"],
  ])("refuse %j", (params, message) => {
    expect(() => new DecisionTreeClassifier(params)).toThrow(message);
  });
});
