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
      expectClose(steps.map((step) => step.ccpAlpha), path.alphas);
      expectClose(steps.map((step) => step.impurity), path.impurities);
    });
  },
);
