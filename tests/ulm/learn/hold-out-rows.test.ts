import { Matrix, splitIndices } from "ulm/data";
import { FeatureError, HistGradientBoostingClassifier, MLPClassifier, MLPRegressor } from "ulm/learn";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { classTargets } from "../../../ulm/learn/class-targets.ts";
import { holdOutRows } from "../../../ulm/learn/hold-out-rows.ts";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

const options = { validationFraction: 0.1, randomState: 3, type: "Test" };
const matrixOf = (rows: number) => new Matrix(Float64Array.from({ length: rows }, Math.sin), rows, 1);
const hold = (labels: readonly string[], changes: object = {}) =>
  holdOutRows(matrixOf(labels.length), { ...options, ...changes }, classTargets(labels, labels.length, "Test"));
const labelled = (counts: Record<string, number>) =>
  Object.entries(counts).flatMap(([label, count]) => Array<string>(count).fill(label));

describe("holdOutRows", () => {
  it("divides common classes as trainTestSplit does", () => {
    const labels = labelled({ yes: 40, no: 60 });
    const codes = Int32Array.from(labels, (label) => Number(label === "yes"));
    expect(hold(labels)).toEqual(splitIndices(matrixOf(100), { testSize: 10, randomState: 3, stratify: codes }));
  });

  it.each([
    ["a class of one row", labelled({ yes: 40, no: 60, rare: 1 }), 11],
    ["more classes than rows are held out", labelled({ a: 5, b: 5, c: 5, d: 5, e: 5 }), 3],
    ["many classes of one row", labelled({ a: 30, b: 1, c: 1, d: 1 }), 4],
  ])("leaves each class a row to learn from: %s", (_, labels, count) => {
    for (let randomState = 0; randomState < 20; randomState++) {
      const { train, test } = hold(labels, { randomState });
      expect(test).toHaveLength(count);
      expect([...Array.from(train), ...Array.from(test)].sort((a, b) => a - b)).toEqual([...labels.keys()]);
      expect(new Set(Array.from(train, (row) => labels[row]))).toEqual(new Set(labels));
    }
  });

  it("says what to do when there are too few rows", () => {
    expect(() => hold(["a", "b"])).toThrow(FeatureError);
    expect(() => hold(["a", "b"])).toThrow("holds out 1 of 2 rows (validationFraction 0.1), but every class needs one");
    expect(() => holdOutRows(matrixOf(1), options)).toThrow("earlyStopping: false");
  });
});

describe("early stopping", () => {
  const rows = Array.from({ length: 60 }, (_, row) => [Math.sin(row), Math.cos(3 * row)]);
  // scikit-learn 1.9 trains its MLPClassifier on such labels, and refuses to train its HistGradientBoostingClassifier.
  const labels = rows.map(([a], row) => (row === 7 ? "rare" : a! > 0 ? "yes" : "no"));
  it.each([
    ["MLPClassifier", () => new MLPClassifier({ earlyStopping: true, maxIter: 5, hiddenLayerSizes: [4] })],
    ["HistGradientBoostingClassifier", () => new HistGradientBoostingClassifier({ earlyStopping: true, maxIter: 5 })],
  ])("of %s takes a class of one row", async (_, make) => {
    const model = await make().fit(rows, labels);
    expect(model.classes).toEqual(["no", "rare", "yes"]);
    expect(model.predictProba(rows).columns).toBe(3);
  });

  it("of a regression on one row names its own parameter", async () => {
    const model = new MLPRegressor({ earlyStopping: true });
    await expect(model.fit([[1]], [2])).rejects.toThrow("MLPRegressor: early stopping holds out 1 of 1 rows");
  });
});
