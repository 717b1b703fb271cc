import * as learn from "ulm/learn";
import { Column, Matrix, ParameterError, StandardScaler, Table } from "ulm/data";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/weights.json" with { type: "json" };

const { X, y, three, values, weight, asked, models } = fixtures;
const weights = { sampleWeight: weight };

function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => expect(Math.abs(actual[index]! - value)).toBeLessThan(tolerance));
}

const logistic = () => new learn.LogisticRegression();

describe("sampleWeight against scikit-learn 1.9.1", () => {
  const classifiers: [keyof typeof models, learn.Model, readonly number[], number][] = [
    ["logistic", logistic(), y, 1e-8],
    ["logisticBalanced", new learn.LogisticRegression({ classWeight: "balanced" }), y, 1e-8],
    ["logisticThree", logistic(), three, 1e-8],
    ["tree", new learn.DecisionTreeClassifier({ maxDepth: 4, classWeight: { 0: 1, 1: 2 } }), y, 1e-12],
    [
      "treeThree",
      new learn.DecisionTreeClassifier({ maxDepth: 3, minSamplesLeaf: 5, criterion: "entropy" }),
      three,
      1e-12,
    ],
    ["treePruned", new learn.DecisionTreeClassifier({ ccpAlpha: 0.02 }), y, 1e-12],
    [
      "forest",
      new learn.RandomForestClassifier({ nEstimators: 3, bootstrap: false, maxFeatures: null, maxDepth: 3 }),
      y,
      1e-12,
    ],
    ["boosting", new learn.HistGradientBoostingClassifier({ maxIter: 12, minSamplesLeaf: 8 }), y, 1e-6],
    ["boostingThree", new learn.HistGradientBoostingClassifier({ maxIter: 6, minSamplesLeaf: 8 }), three, 1e-6],
    ["calibratedSigmoid", new learn.CalibratedClassifierCV({ estimator: logistic(), cv: 3 }), y, 1e-5],
    [
      "calibratedIsotonic",
      new learn.CalibratedClassifierCV({ estimator: logistic(), cv: 3, method: "isotonic", ensemble: false }),
      y,
      1e-8,
    ],
  ];

  it.each(classifiers)("%s", async (name, model, labels, tolerance) => {
    const expected = models[name] as { probabilities: number[][]; score: number };
    await model.fit(X, labels, weights);
    expectClose(model.predictProba!(asked).data, expected.probabilities.flat(), tolerance);
    expect(model.score(X, labels, weights)).toBeCloseTo(expected.score, 12);
  });

  it.each([
    ["svcLinear", { kernel: "linear" }],
    ["svcRbf", { kernel: "rbf", gamma: 0.4, C: 2 }],
  ] as const)("%s", async (name, params) => {
    const model = await new learn.SVC({ ...params, tol: 1e-10 }).fit(X, y, weights);
    expectClose(model.decisionFunction(asked).data, models[name].decisions, 1e-6);
    expect(model.score(X, y, weights)).toBeCloseTo(models[name].score, 12);
  });

  const regressors: [keyof typeof models, learn.Model, number][] = [
    ["linear", new learn.LinearRegression(), 1e-10],
    ["linearNoIntercept", new learn.LinearRegression({ fitIntercept: false }), 1e-10],
    ["ridge", new learn.Ridge({ alpha: 3 }), 1e-10],
    ["treeRegressor", new learn.DecisionTreeRegressor({ maxDepth: 4 }), 1e-10],
    ["forestRegressor", new learn.RandomForestRegressor({ nEstimators: 3, bootstrap: false, maxDepth: 3 }), 1e-10],
    ["boostingRegressor", new learn.HistGradientBoostingRegressor({ maxIter: 12, minSamplesLeaf: 8 }), 1e-6],
    ["svr", new learn.SVR({ gamma: 0.4, C: 2, tol: 1e-10 }), 1e-6],
  ];

  it.each(regressors)("%s", async (name, model, tolerance) => {
    const expected = models[name] as { predictions: number[]; score: number };
    await model.fit(X, values, weights);
    expectClose(model.predict(asked) as number[], expected.predictions, tolerance);
    expect(model.score(X, values, weights)).toBeCloseTo(expected.score, 6);
  });

  it("isotonic", async () => {
    const column = (rows: readonly number[][]) => rows.map(([first]) => [first!]);
    const model = await new learn.IsotonicRegression().fit(column(X), values, weights);
    expectClose(model.predict(column(asked)), models.isotonic.predictions, 1e-12);
    expect(model.score(column(X), values, weights)).toBeCloseTo(models.isotonic.score, 12);
  });
});

describe("sampleWeight of k-means", () => {
  const { init } = models.kMeans;
  const fromInit = { nClusters: 3, init, tol: 0 };

  it("is scikit-learn's", async () => {
    const model = await new learn.KMeans(fromInit).fit(X, null, weights);
    model.clusterCenters.forEach((centre, index) => expectClose(centre, models.kMeans.centres[index]!, 1e-9));
    expect(model.inertia).toBeCloseTo(models.kMeans.inertia, 9);
    expect(model.labels).toEqual(models.kMeans.labels);
  });

  it("of ones changes nothing, of 0 leaves rows out, of 2 is two rows", async () => {
    for (const init of ["k-means++", "random"] as const) {
      const make = () => new learn.KMeans({ nClusters: 3, init, randomState: 4 });
      const plain = await make().fit(X);
      expect(JSON.stringify(await make().fit(X, null, { sampleWeight: X.map(() => 1) }))).toBe(JSON.stringify(plain));
      const some = await make().fit(X, null, { sampleWeight: X.map((_, row) => Number(row % 4 !== 1)) });
      const kept = await make().fit(X.filter((_, row) => row % 4 !== 1));
      expect(some.clusterCenters).toEqual(kept.clusterCenters);
      expect(some.inertia).toBe(kept.inertia);
      expect(some.labels).toEqual(kept.predict(X));
    }
    const sampleWeight = X.map((_, row) => 1 + Number(row % 3 === 0));
    const twice = await new learn.KMeans(fromInit).fit(X.flatMap((row, index) => Array(sampleWeight[index]).fill(row)));
    const weighted = await new learn.KMeans(fromInit).fit(X, null, { sampleWeight });
    weighted.clusterCenters.forEach((centre, index) => expectClose(centre, twice.clusterCenters[index]!, 1e-12));
    expect(weighted.inertia).toBeCloseTo(twice.inertia, 9);
  });

  it.each(["k-means++", "random"] as const)("decides where it starts: %s", async (init) => {
    // Nearly all weight is on three rows, far apart: they are the centres whatever the seed.
    const heavy = [3, 40, 77];
    const sampleWeight = X.map((_, row) => (heavy.includes(row) ? 1e9 : 1e-9));
    for (let randomState = 0; randomState < 5; randomState++) {
      const params = { nClusters: 3, init, nInit: 1, maxIter: 1, randomState };
      const model = await new learn.KMeans(params).fit(X, null, { sampleWeight });
      const rows = model.clusterCenters.map((centre) =>
        heavy.find((row) => centre.every((value, column) => Math.abs(value - X[row]![column]!) < 1e-6)),
      );
      expect(new Set(rows)).toEqual(new Set(heavy));
    }
  });

  it("is refused where it means nothing or is wrong", async () => {
    await expect(new learn.KMeans().fit(X, null, { sampleWeight: [1] })).rejects.toThrow("sampleWeight has 1 values");
    await expect(new StandardScaler().fit(X, y, weights)).rejects.toThrow("StandardScaler takes no sampleWeight");
    await expect(new learn.PCA().fit(X, undefined, weights)).rejects.toThrow("PCA takes no sampleWeight");
    await expect(new learn.AgglomerativeClustering().fit(X, null, weights)).rejects.toThrow("takes no sampleWeight");
    const sampleWeight = X.map((_, row) => Number(row < 2));
    await expect(new learn.KMeans({ nClusters: 3 }).fit(X, null, { sampleWeight })).rejects.toThrow("2 rows cannot");
  });
});

describe("sampleWeight of k-medians", () => {
  const fromInit = { nClusters: 3, init: models.kMeans.init, tol: 0 };

  it("of ones changes nothing, of 0 leaves rows out, of 2 is two rows", async () => {
    const make = () => new learn.KMedians(fromInit);
    const plain = await make().fit(X);
    expect(JSON.stringify(await make().fit(X, null, { sampleWeight: X.map(() => 1) }))).toBe(JSON.stringify(plain));
    const some = await make().fit(X, null, { sampleWeight: X.map((_, row) => Number(row % 4 !== 1)) });
    const kept = await make().fit(X.filter((_, row) => row % 4 !== 1));
    expect(some.clusterCenters).toEqual(kept.clusterCenters);
    expect(some.cost).toBe(kept.cost);
    expect(some.labels).toEqual(kept.predict(X));
    const sampleWeight = X.map((_, row) => 1 + Number(row % 3 === 0));
    const twice = await make().fit(X.flatMap((row, index) => Array(sampleWeight[index]).fill(row)));
    const weighted = await make().fit(X, null, { sampleWeight });
    weighted.clusterCenters.forEach((centre, index) => expectClose(centre, twice.clusterCenters[index]!, 1e-8));
    expect(weighted.cost).toBeCloseTo(twice.cost, 9);
    expect(weighted.cost).not.toBeCloseTo(plain.cost, 1);
  });

  it("finds the weighted median of each cluster that SciPy's BFGS finds", async () => {
    const model = await new learn.KMedians(fromInit).fit(X, null, weights);
    for (const [cluster, median] of models.kMedians.medians.entries()) {
      expectClose(model.clusterCenters[cluster]!, median, 1e-5);
    }
    expect(model.labels).toEqual(models.kMedians.labels);
    expect(model.cost).toBeCloseTo(models.kMedians.cost, 8);
  });
});

describe("sampleWeight of isolation forests", () => {
  it("is how likely rows are to be drawn: the mean of scikit-learn's", async () => {
    const squares = { sampleWeight: weight.map((value) => value ** 2) };
    const model = await new learn.IsolationForest({ nEstimators: 1500, maxSamples: 32 }).fit(X, null, squares);
    const gaps = model.scoreSamples(X).map((score, row) => Math.abs(score - models.isolation.scores[row]!));
    expect(Math.max(...gaps)).toBeLessThan(0.012);
    const plain = await new learn.IsolationForest({ nEstimators: 300, maxSamples: 32 }).fit(X);
    const others = plain.scoreSamples(X).map((score, row) => Math.abs(score - models.isolation.scores[row]!));
    expect(Math.max(...others)).toBeGreaterThan(0.03);
  });

  it("of ones changes nothing, of 0 leaves rows out", async () => {
    const make = () => new learn.IsolationForest({ nEstimators: 5, contamination: 0.1 });
    const plain = await make().fit(X);
    expect(JSON.stringify(await make().fit(X, null, { sampleWeight: X.map(() => 1) }))).toBe(JSON.stringify(plain));
    const some = await make().fit(X, null, { sampleWeight: X.map((_, row) => Number(row % 4 !== 1)) });
    const kept = await make().fit(X.filter((_, row) => row % 4 !== 1));
    expect(JSON.stringify(some)).toBe(JSON.stringify(kept));
    const bad = make().fit(X, null, { sampleWeight: [1] });
    await expect(bad).rejects.toThrow("There are 90 rows, but sampleWeight has 1 values");
    const pipeline = new learn.Pipeline({
      steps: [
        ["scale", new StandardScaler()],
        ["detect", make()],
      ],
    });
    await pipeline.fit(X, null as never, weights);
    const direct = await make().fit(await new StandardScaler().fitTransform(X), null, weights);
    expect((pipeline.step("detect") as learn.IsolationForest).offset).toBe(direct.offset);
  });
});

describe("sampleWeight", () => {
  it("may be a column of a table", async () => {
    const column = new Table([Column.from("weight", weight)]).column("weight");
    const model = await logistic().fit(X, y, { sampleWeight: column });
    expect(model.coef).toEqual((await logistic().fit(X, y, weights)).coef);
  });

  it("goes through pipelines, searches and cross-validation to the model", async () => {
    const pipeline = new learn.Pipeline({
      steps: [
        ["scale", new StandardScaler()],
        ["model", logistic()],
      ],
    });
    const fitted = await pipeline.fit(X, y, weights);
    const scaled = await new StandardScaler().fitTransform(X);
    const direct = await logistic().fit(scaled, y, weights);
    expect((fitted.step("model") as learn.LogisticRegression).coef).toEqual(direct.coef);
    expect(fitted.score(X, y, weights)).toBe(direct.score(scaled, y, weights));

    const search = new learn.GridSearchCV({ estimator: logistic(), paramGrid: { C: [0.1, 1] }, scoring: "rocAuc" });
    await search.fit(X, y, weights);
    const best = await logistic().withParams(search.bestParams).fit(X, y, weights);
    expect((search.bestEstimator as learn.LogisticRegression).coef).toEqual(best.coef);
    expect(search.score(X, y, weights)).toBe(learn.rocAucScore(y, best.predictProba(X), weights));

    const half = new learn.KFold({ nSplits: 2 });
    const {
      models: [first],
    } = await learn.crossValidate(logistic(), X, y, {
      cv: half,
      returnEstimator: true,
      ...weights,
    });
    const { train } = half.split(X)[0]!;
    const rows = { X: Array.from(train, (row) => X[row]!), y: Array.from(train, (row) => y[row]!) };
    const alone = await logistic().fit(rows.X, rows.y, { sampleWeight: Array.from(train, (row) => weight[row]!) });
    expect((first as learn.LogisticRegression).coef).toEqual(alone.coef);
  });

  it("of forests is how likely rows are to be drawn", async () => {
    // Three quarters of the weight are on class 1: stumps that see a constant column say how many rows of it they have drawn.
    const labels = X.map((_, row) => row % 2);
    const sampleWeight = labels.map((label) => (label === 1 ? 3 : 1));
    const constant = X.map(() => [1]);
    const params = { nEstimators: 40, maxDepth: 1, oobScore: true };
    const forest = await new learn.RandomForestClassifier(params).fit(constant, labels, { sampleWeight });
    const shares = forest.trees.map(({ value }) => value[1]!);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    // Each of 40 trees draws 90 rows: the mean has a standard error of 0.007.
    expect(Math.abs(mean - 0.75)).toBeLessThan(0.03);
    expect(new Set(shares).size).toBeGreaterThan(5);
    // Most rows that a tree has not drawn are of the other class: their odds are e⁻¹ᐟ² to e⁻³ᐟ².
    const one = await new learn.RandomForestClassifier({ ...params, nEstimators: 1 }).fit(constant, labels, {
      sampleWeight,
    });
    expect(one.oobScore).toBeLessThan(0.42);
    const few = await new learn.RandomForestClassifier({ ...params, maxSamples: 0.1 }).fit(constant, labels, {
      sampleWeight,
    });
    // 18 draws, a tenth of the weight of all: of 90 rows that are more than 9 different ones.
    expect(few.trees[0]!.rows[0]).toBeGreaterThan(9);
    expect(few.trees[0]!.rows[0]).toBeLessThanOrEqual(18);
  });

  it("balances classes by what their rows weigh", async () => {
    const repeated = X.flatMap((row, index) => (index % 3 === 0 ? [row, row] : [row]));
    const labels = y.flatMap((label, index) => (index % 3 === 0 ? [label, label] : [label]));
    const sampleWeight = X.map((_, index) => (index % 3 === 0 ? 2 : 1));
    const balanced = () => new learn.LogisticRegression({ classWeight: "balanced" });
    const weighted = await balanced().fit(X, y, { sampleWeight });
    const expected = await balanced().fit(repeated, labels);
    expectClose(weighted.coef[0]!, expected.coef[0]!, 1e-9);
  });

  it("leaves no standard errors, and says why", async () => {
    for (const model of [
      await new learn.LogisticRegression({ penalty: "none" }).fit(X, y, weights),
      await new learn.LinearRegression().fit(X, values, weights),
    ]) {
      expect(() => model.standardErrors).toThrow(learn.InferenceError);
      expect(model.whyNoInference).toContain("what the weights stand for");
      expect(model.toString()).toContain("what the weights stand for");
    }
    const { rSquared } = await new learn.LinearRegression().fit(X, values, weights);
    expect(rSquared).toBeCloseTo(models.linear.score, 12);
  });

  it("names rows of support vectors as they were given", async () => {
    const sampleWeight = weight.map((value, row) => (row < 20 ? 0 : value));
    const classes = await new learn.SVC().fit(X, y, { sampleWeight });
    const regression = await new learn.SVR().fit(X, values, { sampleWeight });
    for (const { support, supportVectors } of [classes, regression]) {
      expect(Math.min(...support)).toBeGreaterThanOrEqual(20);
      expect(supportVectors).toEqual(support.map((row) => X[row]));
    }
  });

  it("is refused by what has no use for it", async () => {
    const pipeline = new learn.Pipeline({ steps: [["scale", new StandardScaler()]] });
    await expect(pipeline.fit(Matrix.fromRows(X), y, weights)).rejects.toThrow(ParameterError);
    await expect(pipeline.fit(Matrix.fromRows(X), y, weights)).rejects.toThrow("StandardScaler takes no sampleWeight");
  });

  it("says what is wrong with it", async () => {
    const fit = (sampleWeight: ArrayLike<number>) => logistic().fit(X, y, { sampleWeight });
    await expect(fit(weight.slice(1))).rejects.toThrow("There are 90 rows, but sampleWeight has 89 values");
    await expect(fit(weight.with(4, -1))).rejects.toThrow("Row 4 of sampleWeight is -1");
    await expect(fit(weight.with(4, NaN))).rejects.toThrow("Row 4 of sampleWeight is NaN");
    await expect(fit(weight.with(4, Infinity))).rejects.toThrow("Row 4 of sampleWeight is Infinity");
    await expect(fit(weight.map(() => 0))).rejects.toThrow("All values of sampleWeight are 0");
    await expect(fit(weight.map((value, row) => (y[row] === 1 ? 0 : value)))).rejects.toThrow("All rows are 0");
    expect(() => learn.accuracyScore(y, y, { sampleWeight: [1] })).toThrow("There are 90 rows, but sampleWeight has 1");
  });
});
