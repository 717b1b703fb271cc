import { Matrix, StandardScaler } from "ulm/data";
import {
  CalibratedClassifierCV,
  crossValidate,
  crossValScore,
  GridSearchCV,
  KFold,
  learningCurve,
  LinearSVC,
  LogisticRegression,
  Pipeline,
  RandomForestClassifier,
  StratifiedKFold,
  SVC,
} from "ulm/learn";
import type { Model, ScoringName } from "ulm/learn";
import { afterEach, describe, expect, it, vi } from "vitest";
import fixtures from "../../../fixtures/learn/edge-cases.json" with { type: "json" };

const X = Matrix.fromRows(fixtures.X);
const { y, classes, scores, rare } = fixtures;
const cv = new StratifiedKFold({ nSplits: 4 });
const exact = { tol: 1e-10, maxIter: 10_000 };
const pipeline = (model: Model) =>
  new Pipeline({
    steps: [
      ["scale", new StandardScaler()],
      ["model", model],
    ],
  });

afterEach(() => vi.restoreAllMocks());

describe("scoring without probabilities, as in scikit-learn", () => {
  it.each([
    ["svc roc_auc", new SVC({ tol: 1e-10 }), y, "rocAuc"],
    ["svc average_precision", new SVC({ tol: 1e-10 }), y, "averagePrecision"],
    ["linear roc_auc", new LinearSVC(exact), y, "rocAuc"],
    ["linear average_precision", new LinearSVC(exact), y, "averagePrecision"],
    ["svc average_precision three", new SVC({ tol: 1e-10 }), classes, "averagePrecision"],
    ["logistic average_precision three", new LogisticRegression(), classes, "averagePrecision"],
    ["logistic roc_auc_ovr_weighted", new LogisticRegression(), classes, "rocAucOvrWeighted"],
    ["logistic roc_auc_ovo_weighted", new LogisticRegression(), classes, "rocAucOvoWeighted"],
    ["logistic precision_macro", new LogisticRegression(), classes, "precisionMacro"],
    ["logistic recall_weighted", new LogisticRegression(), classes, "recallWeighted"],
    ["logistic f1_micro", new LogisticRegression(), classes, "f1Micro"],
  ] as [keyof typeof scores, Model, number[], ScoringName][])("%s", async (name, model, labels, scoring) => {
    const found = await crossValScore(model, X, labels, { cv, scoring });
    found.scores.forEach((score, fold) => expect(score).toBeCloseTo(scores[name][fold]!, 9));
  });

  it("asks models inside of others what they have", async () => {
    const alone = await crossValScore(new RandomForestClassifier({ nEstimators: 5 }), X, y, { cv, scoring: "rocAuc" });
    const forest = pipeline(new RandomForestClassifier({ nEstimators: 5 }));
    expect((await crossValScore(forest, X, y, { cv, scoring: "rocAuc" })).mean).toBeCloseTo(alone.mean, 1);
    const margins = await crossValScore(pipeline(new LinearSVC()), X, y, { cv, scoring: "averagePrecision" });
    expect(margins.mean).toBeGreaterThan(0.7);
    const search = new GridSearchCV({
      estimator: pipeline(new SVC()),
      paramGrid: { model__C: [1] },
      scoring: "rocAuc",
    });
    expect((await crossValScore(search, X, y, { cv: 2, scoring: "rocAuc" })).mean).toBeGreaterThan(0.7);
    const calibrated = await new CalibratedClassifierCV({ estimator: forest }).fit(X, y);
    expect(calibrated.predictProba(X).columns).toBe(2);
  });

  it("judges several classes by decisions where there are no probabilities", async () => {
    for (const scoring of ["rocAucOvr", "rocAucOvo"] as const) {
      expect((await crossValScore(new SVC(), X, classes, { cv, scoring })).mean).toBeGreaterThan(0.7);
    }
  });

  it("says what a scoring needs", async () => {
    await expect(crossValScore(new SVC(), X, y, { scoring: "negLogLoss" })).rejects.toThrow(
      'Fold 1 of 5, 18 test rows: SVC gives no probabilities. Score by "rocAuc"',
    );
    await expect(crossValScore(new LogisticRegression(), X, classes, { scoring: "f1" })).rejects.toThrow(
      '"f1" judges two classes, but the model knows 3. Choose one of "f1Macro", "f1Weighted", "f1Micro"',
    );
  });
});

describe("rare classes", () => {
  it("warn, and are dealt as scikit-learn deals them", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const rows = rare.y.map(() => [0]);
    const tests = (params: object) => new StratifiedKFold(params).split(rows, rare.y).map(({ test }) => [...test]);
    expect(tests({ nSplits: 3 })).toEqual(rare.tests);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('Class "c" has 1 row for 3 stratified folds'));
    expect(tests({ nSplits: 3, shuffle: true, randomState: 4, rng: "numpy" })).toEqual(rare.shuffled);
    expect(() => tests({ nSplits: 6 })).toThrow("6 stratified folds need a class of 6 rows, but the largest has 5");
  });

  it("that a fold lacks: says which fold and class", async () => {
    const sorted = y.map((label, row) => (row < 18 ? 1 : label));
    const kFold = new KFold();
    const model = new LogisticRegression();
    const undefinedArea =
      "Fold 1 of 5, 18 test rows: This metric compares two classes, but all rows of yTrue are of the positive class 1. Use stratified folds";
    await expect(crossValScore(model, X, sorted, { cv: kFold, scoring: "rocAuc" })).rejects.toThrow(undefinedArea);
    await expect(crossValidate(model, X, sorted, { cv: kFold, scoring: ["f1", "rocAuc"] })).rejects.toThrow(
      undefinedArea,
    );
    await expect(learningCurve(model, X, sorted, { cv: kFold, scoring: "rocAuc", trainSizes: [1] })).rejects.toThrow(
      "Fold 1 of 5",
    );
    const search = new GridSearchCV({ estimator: model, paramGrid: { C: [1] }, cv: kFold, scoring: "rocAuc" });
    await expect(search.fit(X, sorted)).rejects.toThrow(undefinedArea);
    // The model knows both classes: loss and ratios of the fold are as good as others.
    for (const scoring of ["negLogLoss", "negBrierScore", "f1", "averagePrecision"] as const) {
      expect((await crossValScore(model, X, sorted, { cv: kFold, scoring })).scores.every(Number.isFinite)).toBe(true);
    }
  });

  it("that no training row has: says which fold and class", async () => {
    const late = y.map((label, row) => (row < 18 ? 7 : label));
    await expect(
      crossValScore(new LogisticRegression(), X, late, { cv: new KFold(), scoring: "negLogLoss" }),
    ).rejects.toThrow("Fold 1 of 5, 18 test rows: Class 7 has no column of scores");
  });
});
