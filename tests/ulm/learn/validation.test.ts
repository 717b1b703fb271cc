import { Column, Matrix, OneHotEncoder, SimpleImputer, StandardScaler, Table } from "ulm/data";
import {
  AgglomerativeClustering,
  ColumnTransformer,
  crossValScore,
  fromJSON,
  IsolationForest,
  KFold,
  KMeans,
  LogisticRegression,
  makePreprocessor,
  Pipeline,
  StratifiedKFold,
} from "ulm/learn";
import type { AnyEstimator, Model } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/folds.json" with { type: "json" };

const users = Table.fromObjects(
  Array.from({ length: 90 }, (_, row) => ({
    id: `u${row}`,
    age: row % 11 === 0 ? null : 20 + ((row * 7) % 40),
    city: row % 13 === 0 ? null : ["Lyon", "Paris", "Nice"][row % 3],
    member: row % 4 === 0,
    churn: (row * 7) % 40 < 18 || row % 10 === 0 ? "yes" : "no",
  })),
);
const X = users.drop("id", "churn");
const y = users.column("churn");
const makeModel = () =>
  new Pipeline({
    steps: [
      ["prepare", makePreprocessor()],
      ["model", new LogisticRegression()],
    ],
  });

describe("folds", () => {
  it.each(fixtures)(
    "are scikit-learn's: $nSplits splits, shuffle $shuffle",
    ({ y, nSplits, shuffle, kFold, stratified }) => {
      const params = { nSplits, shuffle, randomState: 42, rng: "numpy" } as const;
      const rows = y.map(() => [0]);
      const tests = (folds: { test: Int32Array }[]) => folds.map(({ test }) => [...test].sort((a, b) => a - b));
      expect(tests(new KFold(params).split(rows))).toEqual(kFold.map((test) => test.toSorted((a, b) => a - b)));
      expect(tests(new StratifiedKFold(params).split(rows, y))).toEqual(stratified);
      for (const { train, test } of new StratifiedKFold(params).split(rows, y)) {
        expect([...train, ...test].sort((a, b) => a - b)).toEqual(y.map((_, row) => row));
      }
    },
  );

  it("say when they cannot be made", () => {
    expect(() => new KFold({ nSplits: 1 })).toThrow("nSplits must be a whole number from 2");
    expect(() => new KFold({ nSplits: 3 }).split([[1], [2]])).toThrow("2 rows cannot be divided into 3 folds");
    expect(() => new StratifiedKFold({ nSplits: 3 }).split([[1], [2], [3]], ["a", "a", "b"])).toThrow(
      "3 stratified folds need a class of 3 rows, but the largest has 2",
    );
  });
});

describe("Pipeline", () => {
  it("imputes, encodes, scales and fits; given steps stay unfitted", async () => {
    const scaler = new StandardScaler();
    const model = await new Pipeline({
      steps: [
        ["scale", scaler],
        ["model", new LogisticRegression()],
      ],
    }).fit(X.select("member"), y);
    expect(scaler.isFitted).toBe(false);
    expect((model.step("scale") as StandardScaler).mean[0]).toBeCloseTo(23 / 90, 12);
    expect(model.classes).toEqual(["no", "yes"]);
    expect(() => model.transform(X)).toThrow("it predicts, it does not transform");
    expect(() => model.step("x")).toThrow('No step is named "x"; there are scale, model');
  });

  it("equals its steps done by hand", async () => {
    const model = await makeModel().fit(X, y);
    const prepared = await makePreprocessor().fitTransform(X);
    expect(prepared.columnNames).toEqual(["age", "city_Lyon", "city_Nice", "city_Paris", "member_true"]);
    const byHand = await new LogisticRegression().fit(prepared, y);
    expect(model.predictProba(X).data).toEqual(byHand.predictProba(prepared).data);
    expect(model.score(X, y)).toBe(byHand.score(prepared, y));
    // Surplus columns that no transformer gets are no hindrance.
    expect(model.predict(users)).toEqual(model.predict(X));
  });

  it("survives JSON exactly, fitted or not", async () => {
    const model = await makeModel().fit(X, y);
    const revived = fromJSON(JSON.parse(JSON.stringify(model))) as Pipeline;
    expect(revived.predictProba(X).data).toEqual(model.predictProba(X).data);
    const fresh = Pipeline.fromJSON(JSON.parse(JSON.stringify(makeModel())));
    expect(fresh.isFitted).toBe(false);
    expect((await fresh.fit(X, y)).predictProba(X).data).toEqual(model.predictProba(X).data);
    expect(() => fromJSON({ type: "constructor", params: {} })).toThrow('no estimator of class "constructor"');
  });

  it("changes parameters of its steps, or a whole step, in a copy", () => {
    const model = makeModel();
    const changed = model.withParams({ model__C: 5, prepare__numbers__impute__strategy: "mean" });
    const text = JSON.stringify(changed);
    expect(text).toContain('"C":5');
    expect(text).toContain('"strategy":"mean"');
    expect(JSON.stringify(model)).toBe(JSON.stringify(makeModel()));
    const replaced = model.withParams({ model: new LogisticRegression({ penalty: "none" }), model__maxIter: 7 });
    expect(JSON.stringify(replaced)).toContain('"maxIter":7');
    expect(() => model.withParams({ clf__C: 5 })).toThrow('No step is named "clf"; there are prepare, model');
    expect(() => model.withParams({ model__c: 5 })).toThrow('LogisticRegression has no parameter "c"');
    expect(() => model.withParams({ prepare__categories__scale__drop: null })).toThrow('No step is named "scale"');
  });

  it("may end in a clusterer, and then does all that it does", async () => {
    const rows = Array.from({ length: 40 }, (_, row) => [row % 2 === 0 ? 0 : 1000 + row, (row % 7) / 10]);
    const ending = (last: AnyEstimator) =>
      new Pipeline({
        steps: [
          ["scale", new StandardScaler()],
          ["last", last],
        ],
      });
    const scaled = await new StandardScaler().fitTransform(rows);
    const byHand = await new KMeans({ nClusters: 3 }).fit(scaled);
    const model = ending(new KMeans({ nClusters: 3 }));
    expect(await model.fitPredict(rows)).toEqual(byHand.labels);
    expect(model.labels).toEqual(byHand.labels);
    expect(model.predict(rows)).toEqual(byHand.predict(scaled));
    expect(model.score(rows)).toBe(byHand.score(scaled));
    expect(model.transform(rows).data).toEqual(byHand.transform(scaled).data);
    expect((await model.fitTransform(Table.fromMatrix(Matrix.fromRows(rows)))).columnNames).toEqual(
      byHand.transform(scaled).names,
    );

    const tree = ending(new AgglomerativeClustering({ linkage: "average" }));
    const labels = await new AgglomerativeClustering({ linkage: "average" }).fitPredict(scaled);
    expect(await tree.fitPredict(rows)).toEqual(labels);
    expect(new Set(labels).size).toBe(2);
    expect(() => tree.predict(rows)).toThrow("it has labels of the rows that it was fitted on, and none for others");
    expect(() => tree.transform(rows)).toThrow("This pipeline ends in a AgglomerativeClustering");

    const outliers = ending(new IsolationForest({ nEstimators: 5 }));
    expect(await outliers.fitPredict(rows)).toEqual(outliers.predict(rows));
    await expect(makeModel().fitPredict(X)).rejects.toThrow("only clusterers and outlier detectors fit and predict");
    const classifier = await makeModel().fit(X, y);
    expect(() => classifier.score(X)).toThrow("LogisticRegression needs labels: call score(X, y)");
  });

  it("refuses steps that make no sense", () => {
    expect(() => new Pipeline({ steps: [] })).toThrow("at least one step");
    const model = new LogisticRegression();
    expect(
      () =>
        new Pipeline({
          steps: [
            ["a", model],
            ["b", new StandardScaler()],
          ],
        }),
    ).toThrow('Step "a" is a LogisticRegression');
    expect(
      () =>
        new Pipeline({
          steps: [
            ["a", new StandardScaler()],
            ["a", model],
          ],
        }),
    ).toThrow("different names");
    expect(new Pipeline({ steps: [["a", new StandardScaler()]] }).kind).toBe("transformer");
  });
});

describe("ColumnTransformer", () => {
  it("gives each transformer its columns and passes the rest through, if asked", async () => {
    const transformer = new ColumnTransformer({
      transformers: [["city", new OneHotEncoder({ drop: "first" }), ["city"]]],
      remainder: "passthrough",
    });
    const table = Table.fromColumns({ n: [1, 2], city: ["a", "b"] });
    expect((await transformer.fitTransform(table)).toObjects()).toEqual([
      { city_b: 0, n: 1 },
      { city_b: 1, n: 2 },
    ]);
    await expect(
      new ColumnTransformer({ transformers: [["x", new SimpleImputer(), ["gone"]]] }).fit(table),
    ).rejects.toThrow('There is no column "gone"');
  });
});

describe("makePreprocessor", () => {
  it("takes tables without categories, and without numbers", async () => {
    const numbers = await makePreprocessor().fitTransform(users.select("age"));
    expect(numbers.columnNames).toEqual(["age"]);
    const categories = await makePreprocessor().fit(users.select("city", "member"));
    expect(categories.transform(users.select("member", "city")).columnNames).toContain("city_Lyon");
    const revived = fromJSON(JSON.parse(JSON.stringify(categories))) as ColumnTransformer;
    expect(revived.transform(users).columnNames).toEqual(categories.transform(users).columnNames);
  });
});

describe("crossValScore", () => {
  it("fits a fresh copy on each training part", async () => {
    const model = makeModel();
    const result = await crossValScore(model, X, y, { scoring: "rocAuc" });
    expect(model.isFitted).toBe(false);
    expect(result.scores).toHaveLength(5);
    const [first] = new StratifiedKFold().split(X, y);
    const fitted = await makeModel().fit(X.take(first!.train), y.take(first!.train));
    const { rocAucScore } = await import("ulm/learn");
    expect(result.scores[0]).toBe(rocAucScore(y.take(first!.test), fitted.predictProba(X.take(first!.test))));
    expect(result.mean).toBeCloseTo(result.scores.reduce((sum, score) => sum + score, 0) / 5, 14);
  });

  it("leaks nothing from the test rows: they may change without changing what was learnt", async () => {
    const seen: number[] = [];
    const scoring = (fitted: Model) => {
      seen.push(((fitted as Pipeline).step("scale") as StandardScaler).mean[0]!);
      return 0;
    };
    const model = new Pipeline({
      steps: [
        ["scale", new StandardScaler()],
        ["model", new LogisticRegression()],
      ],
    });
    const values = Column.from("v", [0, 0, 0, 0, 1000, 1000, 0, 0]);
    await crossValScore(model, new Table([values]), [0, 1, 0, 1, 0, 1, 0, 1], {
      cv: new KFold({ nSplits: 4 }),
      scoring,
    });
    expect(seen.map((mean) => Math.round(mean * 6))).toEqual([2000, 2000, 0, 2000]);
  });

  it("knows scikit-learn's scoring names", async () => {
    for (const scoring of ["accuracy", "precision", "recall", "f1", "f1Macro", "averagePrecision"] as const) {
      const { mean } = await crossValScore(makeModel(), X, y, { scoring, cv: 3 });
      expect(mean).toBeGreaterThan(0.2);
      expect(mean).toBeLessThanOrEqual(1);
    }
    for (const scoring of ["negLogLoss", "negBrierScore"] as const) {
      expect((await crossValScore(makeModel(), X, y, { scoring, cv: 3 })).mean).toBeLessThan(0);
    }
    await expect(crossValScore(makeModel(), X, y, { scoring: "roc_auc" as never })).rejects.toThrow(
      'no scoring "roc_auc"; there are accuracy',
    );
  });
});
