import { configureKernels, createRandom } from "ulm/compute";
import { Matrix } from "ulm/data";
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  IsolationForest,
  LogisticRegression,
  RandomForestClassifier,
  RandomForestRegressor,
} from "ulm/learn";
import type { Tree } from "ulm/learn";
import { treeShap } from "ulm/trust";
import { afterAll, describe, expect, it } from "vitest";
import { averagePathLength } from "../../../../ulm/learn/trees/isolation-tree.ts";
import { addShapValues } from "../../../../ulm/trust/explain/add-shap-values.ts";
import { shapTrees } from "../../../../ulm/trust/explain/shap-trees.ts";
import fixtures from "../../../fixtures/trust/shap.json" with { type: "json" };
import { kernelAgreement } from "../../compute/kernel-agreement.ts";

const { X, values, three } = fixtures;
const gaps = Matrix.fromRows(fixtures.gaps);
const few = X.slice(0, 12);

/** What the tree says when only the features of `known` are, bit by bit. */
function saysKnowing(tree: Tree, row: ArrayLike<number>, known: number, node = 0): number {
  if (tree.isLeaf(node)) return tree.value[node * tree.width]!;
  const feature = tree.feature[node]!;
  const [left, right] = [node + 1, tree.right[node]!];
  if ((known >> feature) & 1) {
    return saysKnowing(tree, row, known, tree.goesLeft(node, row[feature]!) ? left : right);
  }
  const share = tree.weight[left]! / tree.weight[node]!;
  return share * saysKnowing(tree, row, known, left) + (1 - share) * saysKnowing(tree, row, known, right);
}

/** Shapley's definition: the mean, over all orders, of what a feature adds when it becomes known. */
function shapley(tree: Tree, row: ArrayLike<number>, features: number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: features }, (_, feature) => {
    let sum = 0;
    for (let known = 0; known < 2 ** features; known++) {
      if ((known >> feature) & 1) continue;
      const size = known.toString(2).replaceAll("0", "").length;
      const weight = (factorial(size) * factorial(features - size - 1)) / factorial(features);
      sum += weight * (saysKnowing(tree, row, known | (1 << feature)) - saysKnowing(tree, row, known));
    }
    return sum;
  });
}

const grown = await new RandomForestRegressor({ nEstimators: 5 }).fit(gaps, values);

kernelAgreement(addShapValues, (kernels) => {
  const trees = shapTrees(
    grown.trees.map((tree) => ({ tree, output: 0 })),
    4,
    0.2,
  );
  return {
    args: [
      ...([kernels.copy(gaps.data), kernels.copy(trees.links), kernels.copy(trees.numbers)] as const),
      ...([kernels.copy(trees.starts), kernels.copy(trees.points), kernels.float64(gaps.rows * 4)] as const),
      kernels.perThread(() => kernels.float64(trees.scratch)),
      ...([4, 4, 5, trees.size] as const),
    ],
    work: { items: gaps.rows, block: 7 },
  };
});

describe("treeShap", () => {
  afterAll(() => configureKernels({ engine: "webassembly" }));

  it.each([
    ["classifier", new DecisionTreeClassifier({ minSamplesLeaf: 9 }), Matrix.fromRows(X), three],
    ["regressor", new DecisionTreeRegressor({ maxDepth: 4, minSamplesLeaf: 5 }), Matrix.fromRows(X), values],
    ["binary", new HistGradientBoostingClassifier({ maxIter: 10 }), gaps, values.map((value) => value > 0)],
    ["boosting", new HistGradientBoostingRegressor({ maxIter: 10 }), Matrix.fromRows(X), values],
  ] as const)("agrees with the shap package 0.51.0: %s", async (name, model, rows, y) => {
    const expected = fixtures[name];
    await model.fit(rows, y as number[]);
    const some = rows.take(Array.from(few, (_, row) => row));
    const classes = "classes" in model ? model.classes.slice(-expected.base.length) : [undefined];
    for (const [output, positive] of classes.entries()) {
      const explained = await treeShap(model, some, { positive });
      expect(explained.baseValue).toBeCloseTo(expected.base[output]!, 6);
      expected.values.forEach((row, index) =>
        row.forEach((outputs, feature) => expect(explained.values[index]![feature]).toBeCloseTo(outputs[output]!, 6)),
      );
    }
  });

  it("agrees with the shap package 0.51.0 on scikit-learn's isolation forest", async () => {
    const { trees, scores, values: expected, base } = fixtures.isolation;
    const drawn = await new IsolationForest({ nEstimators: 6, maxSamples: 64 }).fit(X);
    const json = JSON.parse(JSON.stringify(drawn)) as { state: object };
    const forest = IsolationForest.fromJSON({
      ...drawn.toJSON(),
      state: {
        ...json.state,
        trees: trees.map(({ depth, rows, ...tree }) => ({
          ...{ ...tree, rows, weight: rows, width: 1 },
          ...{ missingLeft: rows.map(() => 0), impurity: rows.map(() => 0) },
          value: rows.map((count, node) => depth[node]! + averagePathLength(count)),
        })),
      },
    });
    forest.scoreSamples(few).forEach((score, row) => expect(score).toBeCloseTo(scores[row]!, 12));
    const explained = await treeShap(forest, few);
    expect(explained.output.en).toBe("questions until alone");
    expect(explained.baseValue).toBeCloseTo(base, 9);
    expected.forEach((row, index) =>
      row.forEach((value, feature) => expect(explained.values[index]![feature]).toBeCloseTo(value, 9)),
    );
  });

  it("adds up to how unusual an isolation forest calls a row, to 1e-9", async () => {
    const forest = await new IsolationForest({ nEstimators: 40 }).fit(X);
    const explained = await treeShap(forest, X);
    const expected = averagePathLength(X.length);
    const scores = forest.scoreSamples(X);
    explained.values.forEach((row, index) => {
      const questions = row.reduce((total, value) => total + value, explained.baseValue);
      expect(Math.abs(questions + expected * Math.log2(-scores[index]!))).toBeLessThan(1e-9);
    });
  });

  it("is Shapley's definition on isolation forests", async () => {
    const forest = await new IsolationForest({ nEstimators: 3, maxSamples: 40 }).fit(X);
    const explained = await treeShap(forest, few);
    few.forEach((row, index) => {
      const parts = forest.trees.map((tree) => shapley(tree, row, 4));
      explained.values[index]!.forEach((value, feature) => {
        const mean = parts.reduce((sum, part) => sum + part[feature]!, 0) / 3;
        expect(Math.abs(value - mean)).toBeLessThan(1e-12);
      });
    });
  });

  it("is Shapley's definition on deep trees of many features, with and without WebAssembly", async () => {
    const random = createRandom(9);
    const rows = Matrix.fromRows(Array.from({ length: 400 }, () => Array.from({ length: 11 }, () => random.normal())));
    const y = Array.from({ length: 400 }, () => random.normal());
    const model = await new DecisionTreeRegressor().fit(rows, y);
    expect(model.depth).toBeGreaterThan(10);
    const one = rows.take([7]);
    const expected = shapley(model.tree, one.row(0), 11);
    for (const engine of ["webassembly", "plain"] as const) {
      await configureKernels({ engine });
      const explained = await treeShap(model, one);
      expected.forEach((value, feature) =>
        expect(Math.abs(explained.values[0]![feature]! - value)).toBeLessThan(1e-12),
      );
    }
  });

  it("is Shapley's definition on small trees, missing values and repeated questions included", async () => {
    const random = createRandom(6);
    for (let round = 0; round < 10; round++) {
      const rows = Matrix.fromRows(
        Array.from({ length: 60 }, () =>
          Array.from({ length: 5 }, () => (random.random() < 0.1 ? NaN : random.normal())),
        ),
      );
      const y = Array.from(
        { length: 60 },
        (_, row) => (rows.get(row, 0) || 0) * (rows.get(row, 1) || 1) + random.normal(),
      );
      const model = await new DecisionTreeRegressor({ minSamplesLeaf: 2 }).fit(rows, y);
      const explanation = await treeShap(model, rows.take([0, 1, 2]));
      for (let row = 0; row < 3; row++) {
        const expected = shapley(model.tree, rows.row(row), 5);
        expected.forEach((value, feature) =>
          expect(Math.abs(explanation.values[row]![feature]! - value)).toBeLessThan(1e-12),
        );
      }
    }
  });

  it.each([
    ["DecisionTreeClassifier", new DecisionTreeClassifier()],
    ["RandomForestClassifier", new RandomForestClassifier({ nEstimators: 30 })],
    ["RandomForestRegressor", new RandomForestRegressor({ nEstimators: 30 })],
    ["HistGradientBoostingClassifier", new HistGradientBoostingClassifier({ maxIter: 20, minSamplesLeaf: 3 })],
    [
      "HistGradientBoostingRegressor with categories",
      new HistGradientBoostingRegressor({ maxIter: 20, categoricalFeatures: [2] }),
    ],
  ] as const)("adds up to what the model says, to 1e-9: %s", async (_, model) => {
    await model.fit(gaps, model.kind === "classifier" ? three : values);
    const said =
      model instanceof HistGradientBoostingClassifier
        ? model.decisionFunction(gaps)
        : model.kind === "classifier"
          ? (model as RandomForestClassifier).predictProba(gaps)
          : new Matrix(Float64Array.from(model.predict(gaps) as number[]), gaps.rows, 1);
    const classes = model.kind === "classifier" ? (model as RandomForestClassifier).classes : [undefined];
    for (const [output, positive] of classes.entries()) {
      const explained = await treeShap(model, gaps, { positive });
      explained.values.forEach((row, index) => {
        const sum = row.reduce((total, value) => total + value, explained.baseValue);
        expect(Math.abs(sum - said.get(index, output))).toBeLessThan(1e-9);
      });
    }
  });

  it("explains the class that it is told, the last by default", async () => {
    const labels = values.map((value) => (value > 0 ? "buys" : "leaves"));
    for (const model of [
      new RandomForestClassifier({ nEstimators: 5 }),
      new HistGradientBoostingClassifier({ maxIter: 5 }),
    ] as const) {
      await model.fit(X, labels);
      const [buys, leaves] = [await treeShap(model, few, { positive: "buys" }), await treeShap(model, few)];
      expect(leaves.output.en).toMatch(/of leaves$/);
      expect(buys.values[0]![0]).toBeCloseTo(-leaves.values[0]![0]!, 12);
      expect(leaves.importances().row(0).feature).toBe("x0");
      await expect(treeShap(model, few, { positive: "stays" })).rejects.toThrow("the classes are buys, leaves");
    }
  });

  it("refuses models without trees, and says what to do with pipelines", async () => {
    const model = await new LogisticRegression().fit(X, three);
    await expect(treeShap(model as never, few)).rejects.toThrow(/pipeline explain the last step/);
  });
});
