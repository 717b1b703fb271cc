import { withTaskContext } from "ulm/compute";
import { display, Matrix, StandardScaler } from "ulm/data";
import type { Features, Table } from "ulm/data";
import * as learn from "ulm/learn";
import {
  fromJSON,
  GridSearchCV,
  LogisticRegression,
  PCA,
  Pipeline,
  RandomizedSearchCV,
  StratifiedKFold,
} from "ulm/learn";
import type { Model } from "ulm/learn";
import { describe, expect, it } from "vitest";
import edges from "../../../fixtures/learn/edge-cases.json" with { type: "json" };
import other from "../../../fixtures/learn/search.json" with { type: "json" };
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
    expect(new Set(seen.map(([, total, label]) => `${label} of ${total}`))).toEqual(new Set(["GridSearchCV of 7"]));
    const stages = seen.map(([done]) => done);
    expect(stages).toEqual(stages.toSorted((a, b) => a - b));
    expect(new Set(stages.filter(Number.isInteger))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
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
    const late = new GridSearchCV({ estimator, paramGrid: [{ model__C: [1] }, { model__D: [1] }] }).fit(X, y);
    await expect(late).rejects.toThrow('LogisticRegression has no parameter "D"');
    const nonsense = new GridSearchCV({ estimator, paramGrid: { model__C: [-2, -1] } }).fit(X, y);
    await expect(nonsense).rejects.toThrow("C must be positive");
    expect(() => new GridSearchCV({ estimator, paramGrid: {}, errorScore: Infinity })).toThrow("errorScore must be");
    const scoring = new GridSearchCV({ estimator, paramGrid: {}, scoring: "auc" as never }).fit(X, y);
    await expect(scoring).rejects.toThrow('no scoring "auc"');
  });
});

describe("candidates that cannot be fitted", () => {
  const { failed, failedIsZero } = other;
  const few = other.X;
  const reduced = () =>
    new Pipeline({
      steps: [
        ["p", new PCA()],
        ["model", new LogisticRegression()],
      ],
    });
  const search = (params: Partial<learn.GridSearchCVParams>) =>
    new GridSearchCV({
      estimator: reduced(),
      paramGrid: { p__nComponents: [5, 1, 2, 3] },
      scoring: "negLogLoss",
      cv: new StratifiedKFold({ nSplits: 3 }),
      ...params,
    });
  const told = async (model: GridSearchCV) => {
    const warnings: string[] = [];
    await withTaskContext({ onWarning: ({ text }) => void warnings.push(text.en) }, () => model.fit(few, other.y));
    return warnings;
  };

  it("score NaN and rank last, as in scikit-learn, and one warning says why", async () => {
    const model = search({});
    const warnings = await told(model);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^6 of 12 fits failed.*p__nComponents = 5 \(3×\): .*nComponents/);
    expect(model.results.column("rank").toArray()).toEqual(failed.ranks);
    model.results
      .column("meanScore")
      .toArray()
      .forEach((mean, index) => {
        if (failed.means[index] === null) expect(mean).toBeNull();
        else expect(mean).toBeCloseTo(failed.means[index]!, 9);
      });
    expect(model.bestParams).toEqual({ p__nComponents: [5, 1, 2, 3][failed.best] });
    expect(model.predict(few)).toHaveLength(few.length);
    const revived = fromJSON(JSON.parse(JSON.stringify(model))) as GridSearchCV;
    expect(revived.bestScore).toBe(model.bestScore);
    expect(revived.results.column("rank").toArray()).toEqual(failed.ranks);
    expect(revived.results.row(0).meanScore).toBeNull();
    expect(revived.getParams().errorScore).toBeNaN();
    expect(JSON.stringify(revived)).toBe(JSON.stringify(model));
    expect(JSON.stringify(model[display]())).toContain("p__nComponents");
  });

  it("score what errorScore says, or end the search", async () => {
    const model = search({ errorScore: 0, refit: false });
    await told(model);
    expect(model.results.column("rank").toArray()).toEqual(failedIsZero.ranks);
    await expect(search({ errorScore: "raise" }).fit(few, other.y)).rejects.toThrow("at most 2 components");
    expect(fromJSON(JSON.parse(JSON.stringify(model))).getParams()).toMatchObject({ errorScore: 0 });
  });

  it("end the search when there are no others", async () => {
    const none = search({ paramGrid: { p__nComponents: [5, 6] } });
    await expect(none.fit(few, other.y)).rejects.toThrow("at most 2 components");
    expect(none.isFitted).toBe(false);
    const scoring = search({ paramGrid: { p__nComponents: [1, 2] }, scoring: (() => NaN) as never });
    await expect(scoring.fit(few, other.y)).rejects.toThrow("every candidate scores NaN");
  });

  it("are not what an interrupt looks like", async () => {
    const controller = new AbortController();
    const scoring = () => {
      controller.abort();
      throw new Error("on the way");
    };
    const fitting = withTaskContext({ signal: controller.signal }, () =>
      search({ scoring: scoring as never }).fit(few, other.y),
    );
    await expect(fitting).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  });
});

describe("searches as JSON", () => {
  const estimator = pipeline();

  it("hold estimators and splitters that are to be tried", async () => {
    const calibrated = new learn.CalibratedClassifierCV({ estimator: new LogisticRegression() });
    const cv = [new StratifiedKFold({ nSplits: 2 }), 3];
    const paramGrid = { estimator: [new LogisticRegression({ C: 0.1 }), new LogisticRegression()], cv };
    const search = new GridSearchCV({ estimator: calibrated, paramGrid, cv: 2 });
    const revived = fromJSON(JSON.parse(JSON.stringify(search))) as GridSearchCV;
    const [first, second] = [await search.fit(X, y), await revived.clone().fit(X, y)];
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect((fromJSON(JSON.parse(JSON.stringify(first))) as GridSearchCV).bestParams.estimator).toBeInstanceOf(
      LogisticRegression,
    );
    const random = new RandomizedSearchCV({ estimator: calibrated, paramDistributions: paramGrid, nIter: 3, cv: 2 });
    const again = fromJSON(JSON.parse(JSON.stringify(random))) as RandomizedSearchCV;
    expect(JSON.stringify(await again.fit(X, y))).toBe(JSON.stringify(await random.fit(X, y)));
  });

  it("are refused when they hold what JSON cannot hold, and shown all the same", async () => {
    const own = { split: () => new StratifiedKFold({ nSplits: 2 }).split(X, y) };
    const split = new GridSearchCV({ estimator, paramGrid: { model__C: [1] }, cv: own });
    const scored = new GridSearchCV({ estimator, paramGrid: { model__C: [1] }, scoring: (() => 1) as never });
    const tried = new GridSearchCV({ estimator, paramGrid: { model__C: [() => 1] } });
    const infinite = new GridSearchCV({ estimator, paramGrid: { model__C: [1, Infinity] } });
    const calibrated = new learn.CalibratedClassifierCV({ estimator: new LogisticRegression(), cv: own });
    expect(() => JSON.stringify(split)).toThrow("cv is a splitter of your own");
    expect(() => JSON.stringify(scored)).toThrow("scoring is a function");
    expect(() => JSON.stringify(tried)).toThrow("paramGrid holds a function");
    expect(() => JSON.stringify(infinite)).toThrow("paramGrid holds Infinity");
    expect(() => JSON.stringify(calibrated)).toThrow("cv is a splitter of your own");
    for (const model of [split, scored, tried, infinite, calibrated]) expect(String(model)).toContain("estimator = ");
    await split.fit(X, y);
    expect(String(split)).toContain("model__C = 1");
    expect(split.clone().getParams().cv).toBe(own);
  });
});

describe("a search by several scores", () => {
  const rows = Matrix.fromRows(edges.X);
  const make = (params: object) =>
    new GridSearchCV({
      estimator: new LogisticRegression(),
      paramGrid: { C: [0.001, 0.1, 10] },
      scoring: ["rocAuc", "negLogLoss"],
      refit: "negLogLoss",
      cv,
      ...params,
    });

  it("has scikit-learn's cv_results_, on training rows, too", async () => {
    const model = await make({ returnTrainScore: true }).fit(rows, edges.y);
    const { results, best } = edges.search;
    const camel = { roc_auc: "rocAuc", neg_log_loss: "negLogLoss" };
    for (const [name, values] of Object.entries(results)) {
      const [, start, part, score] = /^(.+)_(test|train)_(.+)$/.exec(name)!;
      const column = `${start}${part === "test" ? "Test" : "Train"}_${camel[score as "roc_auc"]}`;
      const ours = model.cvResults.column(column).toNumbers();
      values.forEach((value, index) => expect(ours[index]).toBeCloseTo(value, 9));
    }
    expect(model.cvResults.columnNames).toHaveLength(Object.keys(results).length + 1);
    expect(model.bestParams).toEqual({ C: [0.001, 0.1, 10][best] });
    expect(model.bestScore).toBeCloseTo(results.mean_test_neg_log_loss[best]!, 9);
    expect(model.score(rows, edges.y)).toBeLessThan(0);
    expect(model[display]()["text/html"]).toContain("train rocAuc");
    const revived = fromJSON(JSON.parse(JSON.stringify(model))) as GridSearchCV;
    expect(JSON.stringify(revived)).toBe(JSON.stringify(model));
    expect(revived.cvResults.row(1)).toEqual(model.cvResults.row(1));
  });

  it("is decided by a function of the results: here the strongest penalty within one standard error of the best", async () => {
    const simplest = (results: Table) => {
      const [means, spreads] = ["meanTest_score", "stdTest_score"].map((name) => results.column(name).toNumbers());
      const top = means!.indexOf(Math.max(...means!));
      return means!.findIndex((mean) => mean >= means![top]! - spreads![top]! / 2);
    };
    const model = await make({ scoring: "rocAuc", refit: simplest }).fit(rows, edges.y);
    expect(model.bestParams).toEqual({ C: 0.001 });
    expect(model.predictProba(rows).columns).toBe(2);
    expect(() => JSON.stringify(model)).toThrow("refit is a function, which JSON cannot hold");
    await expect(make({ scoring: "rocAuc", refit: () => 7 }).fit(rows, edges.y)).rejects.toThrow(
      "refit picked row 7, but cvResults has rows 0 to 2",
    );
  });

  it("takes functions, which JSON cannot hold", async () => {
    const contacted = (model: Model, part: Features) => -model.predict(part).filter((label) => label === 1).length;
    const alone = await make({ scoring: contacted, refit: true }).fit(rows, edges.y);
    expect(alone.bestParams).toEqual({ C: 0.001 });
    const named = await make({ scoring: { contacted, area: "rocAuc" }, refit: "contacted" }).fit(rows, edges.y);
    expect(named.bestParams).toEqual(alone.bestParams);
    for (const model of [alone, named]) {
      expect(() => JSON.stringify(model)).toThrow("scoring is a function, which JSON cannot hold");
    }
  });

  it("says what is wrong", async () => {
    expect(() => make({ refit: true })).toThrow('there are 2 scores: name the one that decides, as in refit: "rocAuc"');
    expect(() => make({ refit: "f1" })).toThrow('refit is "f1", but the scores are rocAuc, negLogLoss');
    expect(() => make({ scoring: [] })).toThrow("scoring names no score");
    expect(() => make({ refit: 3 })).toThrow("refit must be true, false, the name of a score, or a function");
    expect((await make({ refit: false }).fit(rows, edges.y)).bestParams).toHaveProperty("C");
  });
});

describe("RandomizedSearchCV", () => {
  const lists = { model__C: [0.01, 0.1, 1, 10], model__fitIntercept: [true, false] };
  const tried = async (nIter: number) => {
    const warnings: string[] = [];
    const search = new RandomizedSearchCV({ estimator: pipeline(), paramDistributions: lists, nIter, cv: 2 });
    await withTaskContext({ onWarning: ({ text }) => void warnings.push(text.en) }, () => search.fit(X, y));
    const { results } = search;
    const rows = results.rows().map((row) => `${String(row.model__C)} ${String(row.model__fitIntercept)}`);
    return { rows, warnings };
  };

  it.each([3, 6, 8])("tries no combination of lists twice: %d of 8", async (nIter) => {
    const { rows, warnings } = await tried(nIter);
    expect([rows.length, new Set(rows).size]).toEqual([nIter, nIter]);
    expect(warnings).toEqual([]);
  });

  it("stops when all combinations of lists were tried, as scikit-learn does, and says so", async () => {
    const { rows, warnings } = await tried(other.smallGrid * 3);
    expect([rows.length, new Set(rows).size]).toEqual([8, 8]);
    expect(warnings[0]).toContain("There are 8 combinations, fewer than nIter = 12");
    expect(other.smallGrid).toBe(4);
  });

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
