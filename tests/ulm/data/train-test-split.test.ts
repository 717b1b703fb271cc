import fc from "fast-check";
import { Table, trainTestSplit } from "ulm/data";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/data/splits.json" with { type: "json" };

const rowsOf = (table: Table) => table.column("row").toArray();
const numbered = (labels: readonly string[]) => Table.fromColumns({ row: labels.map((_, row) => row), label: labels });

describe("trainTestSplit", () => {
  it.each(fixtures.cases)(
    "draws scikit-learn's split of rows with randomState $randomState, testSize $testSize",
    (expected) => {
      const table = numbered(expected.labels);
      const options = { testSize: expected.testSize, randomState: expected.randomState, rng: "numpy" } as const;
      const plain = trainTestSplit(table, options);
      expect([rowsOf(plain.train), rowsOf(plain.test)]).toEqual([expected.plain.train, expected.plain.test]);
      const stratified = trainTestSplit(table, { ...options, stratify: "label" });
      expect([rowsOf(stratified.train), rowsOf(stratified.test)]).toEqual([
        expected.stratified.train,
        expected.stratified.test,
      ]);
    },
  );

  it("explains the article's 1014 + 1014: a stratified split", () => {
    const y = Array.from({ length: 10_140 }, (_, row) => (row < 5070 ? 0 : 1));
    const X = y.map((label) => [label]);
    const options = { testSize: 0.2, randomState: 42, rng: "numpy" } as const;
    const count = (labels: readonly number[]) =>
      [0, 1].map((label) => labels.filter((other) => other === label).length);
    expect(count(trainTestSplit(X, y, options).yTest)).toEqual(fixtures.article.plain);
    expect(count(trainTestSplit(X, y, { ...options, stratify: y }).yTest)).toEqual(fixtures.article.stratified);
    expect(fixtures.article).toEqual({ plain: [1023, 1005], stratified: [1014, 1014] });
  });

  it("puts every row into one part, features beside their labels, the same way for the same state", () => {
    const sizes = fc.record({
      rows: fc.integer({ min: 12, max: 300 }),
      share: fc.double({ min: 0.2, max: 0.8, noNaN: true }),
      state: fc.nat(),
    });
    fc.assert(
      fc.property(sizes, fc.boolean(), ({ rows, share, state }, stratified) => {
        const y = Array.from({ length: rows }, (_, row) => (row % 4 === 0 ? "yes" : "no"));
        const X = y.map((_, row) => [row]);
        const options = { testSize: share, randomState: state, ...(stratified ? { stratify: y } : {}) };
        const { XTrain, XTest, yTrain, yTest } = trainTestSplit(X, y, options);
        expect(XTest.rows).toBe(Math.ceil(share * rows));
        expect([...XTrain.data, ...XTest.data].sort((a, b) => a - b)).toEqual(X.flat());
        expect([...yTrain, ...yTest]).toEqual([...XTrain.data, ...XTest.data].map((row) => y[row]));
        expect(trainTestSplit(X, y, options).XTest.data).toEqual(XTest.data);
        if (!stratified) return;
        const expected = (y.filter((label) => label === "yes").length * XTest.rows) / rows;
        expect(Math.abs(yTest.filter((label) => label === "yes").length - expected)).toBeLessThan(2);
      }),
    );
  });

  it("keeps the order when asked not to shuffle, and columns as columns", () => {
    const table = numbered(["a", "b", "a", "b"]);
    const { train, test } = trainTestSplit(table, { testSize: 1, shuffle: false });
    expect([rowsOf(train), rowsOf(test)]).toEqual([[0, 1, 2], [3]]);
    const { yTest } = trainTestSplit(table, table.column("label"), { testSize: 1, shuffle: false });
    expect([yTest.name, yTest.toArray()]).toEqual(["label", ["b"]]);
  });

  it.each([0, -0.1, 4, 1.5, NaN])("refuses testSize %d of 4 rows", (testSize) => {
    expect(() => trainTestSplit(numbered(["a", "b", "a", "b"]), { testSize })).toThrow(
      "testSize must be a share between 0 and 1",
    );
  });

  it("refuses what cannot be stratified, and says why", () => {
    expect(() => trainTestSplit(numbered(["a", "a", "b"]), { stratify: "label" })).toThrow(
      'Class "b" has one row only',
    );
    expect(() => trainTestSplit([[1], [2]], { stratify: "label" } as never)).toThrow("X is no table");
    expect(() => trainTestSplit([[1], [2]], ["a"])).toThrow("X has 2 rows, but y has 1 labels");
  });
});
