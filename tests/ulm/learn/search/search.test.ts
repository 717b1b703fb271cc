import { withTaskContext } from "ulm/compute";
import { display, Matrix, StandardScaler } from "ulm/data";
import * as learn from "ulm/learn";
import { fromJSON, GridSearchCV, LogisticRegression, Pipeline, RandomizedSearchCV, StratifiedKFold } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/validation.json" with { type: "json" };

const X = Matrix.fromRows(fixtures.X);
const { y, search } = fixtures;
const paramGrid = { C: [0.01, 0.1, 1, 10], fitIntercept: [true, false] };
const cv = new StratifiedKFold({ nSplits: 4 });
const pipeline = () =>
  new Pipeline({
    steps: [
      ["scale", new StandardScaler()],
      ["model", new LogisticRegression()],
    ],
  });

describe("GridSearchCV", () => {
  it("scores every combination and refits the best, as in scikit-learn", async () => {
    const model = new GridSearchCV({ estimator: new LogisticRegression(), paramGrid, scoring: "negLogLoss", cv });
    await model.fit(X, y);
    const { results } = model;
    search.params.forEach((params, index) => {
      expect(results.row(index)).toMatchObject(params);
      expect(results.row(index).meanScore).toBeCloseTo(search.means[index]!, 9);
    });
    expect(results.column("rank").get(results.column("meanScore").toArray().indexOf(model.bestScore))).toBe(1);
    expect(model.bestParams).toEqual(search.best);
    expect(model.bestScore).toBeCloseTo(search.bestScore, 9);
    const probabilities = model.predictProba(X);
    search.predicted.flat().forEach((share, index) => expect(probabilities.data[index]).toBeCloseTo(share, 7));
    expect(model.score(X, y)).toBeLessThan(0);
    expect(model[display]()["text/html"]).toContain("最佳");
  });

  it("reaches into pipelines, tries several grids and whole steps", async () => {
    const model = await new GridSearchCV({
      estimator: pipeline(),
      paramGrid: [{ model__C: [0.1, 1] }, { model: [new LogisticRegression({ penalty: "none" })] }],
      cv: 3,
    }).fit(X, y);
    expect(model.results.rowCount).toBe(3);
    const revived = fromJSON(JSON.parse(JSON.stringify(model))) as GridSearchCV;
    expect(revived.predictProba(X).data).toEqual(model.predictProba(X).data);
    expect(JSON.stringify(revived)).toBe(JSON.stringify(model));
    const changed = model.withParams({ estimator__model__maxIter: 50, cv: 4 });
    expect(changed.isFitted).toBe(false);
    expect(JSON.stringify(changed)).toContain('"maxIter":50');
  });

  it("reports without refitting, when asked", async () => {
    const model = await new GridSearchCV({
      estimator: pipeline(),
      paramGrid: { model__C: [1] },
      refit: false,
      cv: 3,
    }).fit(X, y);
    expect(model.bestParams).toEqual({ model__C: 1 });
    expect(() => model.predict(X)).toThrow("was told not to refit");
  });

  it("shows one progress for the whole, and can be called off", async () => {
    const seen: [number, number, string][] = [];
    const model = new GridSearchCV({ estimator: pipeline(), paramGrid: { model__C: [0.1, 1] }, cv: 3 });
    await withTaskContext({ onProgress: (done, total, label) => void seen.push([done, total, label]) }, () =>
      model.fit(X, y),
    );
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6].map((done) => [done, 7, "GridSearchCV"]));
    const controller = new AbortController();
    const onProgress = (done: number) => done === 4 && controller.abort();
    const context = { signal: controller.signal, onProgress };
    await expect(withTaskContext(context, () => model.fit(X, y))).rejects.toThrow(/abort/i);
    expect(model.isFitted).toBe(false);
    expect((await model.fit(X, y)).isFitted).toBe(true);
  });

  it.each([
    new learn.StratifiedKFold({ nSplits: 4, shuffle: true, randomState: 3 }),
    new learn.KFold({ nSplits: 3, shuffle: true, rng: "numpy" }),
    new learn.RepeatedStratifiedKFold({ nSplits: 2, nRepeats: 2, randomState: 5 }),
    new learn.TimeSeriesSplit({ nSplits: 3, gap: 2 }),
  ])("is the same experiment again when it is read back from JSON: %o", async (splitter) => {
    const search = new GridSearchCV({ estimator: new LogisticRegression(), paramGrid: { C: [0.1, 1] }, cv: splitter });
    const revived = fromJSON(JSON.parse(JSON.stringify(search))) as GridSearchCV;
    const [first, second] = [await search.fit(X, y), await revived.fit(X, y)];
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(first.bestScores.scores).toHaveLength(splitter.split(X, y).length);
  });

  it("keeps groups together after JSON, too, and refuses splitters that do not exist", async () => {
    const params = {
      estimator: new LogisticRegression(),
      paramGrid: { C: [1] },
      cv: new learn.GroupKFold({ nSplits: 3 }),
    };
    const json = JSON.parse(JSON.stringify(new GridSearchCV(params)));
    const groups = y.map((_, row) => row % 6);
    const revived = await (fromJSON(json) as GridSearchCV).fit(X, y, { groups });
    expect(revived.bestScores.scores).toEqual((await new GridSearchCV(params).fit(X, y, { groups })).bestScores.scores);
    json.params.cv.type = "NoSuchSplit";
    expect(() => fromJSON(json)).toThrow('There is no splitter of class "NoSuchSplit".');
  });

  it("says what is wrong before it starts", async () => {
    const estimator = pipeline();
    expect(() => new GridSearchCV({ estimator, paramGrid: { model__C: [] } })).toThrow('no values for "model__C"');
    const unknown = new GridSearchCV({ estimator, paramGrid: { clf__C: [1] } }).fit(X, y);
    await expect(unknown).rejects.toThrow('No step is named "clf"; there are scale, model');
    const nonsense = new GridSearchCV({ estimator, paramGrid: { model__C: [1, -1] } }).fit(X, y);
    await expect(nonsense).rejects.toThrow("C must be positive");
    const scoring = new GridSearchCV({ estimator, paramGrid: {}, scoring: "auc" as never }).fit(X, y);
    await expect(scoring).rejects.toThrow('no scoring "auc"');
  });
});

describe("RandomizedSearchCV", () => {
  const paramDistributions = {
    model__C: { low: 0.01, high: 100, log: true },
    model__maxIter: { low: 50, high: 60, integer: true },
    model__fitIntercept: [true, false],
  };

  it("draws from lists and ranges by randomState", async () => {
    const make = (randomState: number) =>
      new RandomizedSearchCV({
        estimator: pipeline(),
        paramDistributions,
        nIter: 12,
        randomState,
        cv: 3,
        scoring: "rocAuc",
      });
    const model = await make(1).fit(X, y);
    expect(JSON.stringify(await make(1).fit(X, y))).toBe(JSON.stringify(model));
    const strengths = model.results.column("model__C").toArray() as number[];
    expect(Math.min(...strengths)).toBeGreaterThanOrEqual(0.01);
    expect(Math.max(...strengths)).toBeLessThan(100);
    // Evenly in the logarithm: about half lie below 1.
    expect(strengths.filter((strength) => strength < 1).length).toBeGreaterThan(2);
    const steps = model.results.column("model__maxIter").toArray() as number[];
    expect(steps.every((count) => Number.isInteger(count) && count >= 50 && count <= 60)).toBe(true);
    expect((await make(2).fit(X, y)).results.column("model__C").toArray()).not.toEqual(strengths);
  });

  it.each([
    [[], "no values"],
    [{ low: 2, high: 1 }, "no range that rises"],
    [{ low: 0, high: 1, log: true }, "does not start above 0"],
    [{ low: 0.5, high: 3, integer: true }, "whole numbers with other ends"],
  ])("refuses %j", (distribution, message) => {
    const make = () =>
      new RandomizedSearchCV({ estimator: pipeline(), paramDistributions: { model__C: distribution as never } });
    expect(make).toThrow(message);
  });
});
