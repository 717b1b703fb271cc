import { Matrix } from "ulm/data";
import * as learn from "ulm/learn";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MockInstance } from "vitest";
import fixtures from "../../../fixtures/learn/edge-cases.json" with { type: "json" };

const { ratios, oneClass } = fixtures;
const rows = fixtures.three;
const ofThree = Matrix.fromRows(rows, ["a", "b", "c"]);

let warn: MockInstance;
beforeEach(() => {
  warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => warn.mockRestore());

describe("labels of different kinds", () => {
  const metrics = {
    accuracyScore: learn.accuracyScore,
    balancedAccuracyScore: learn.balancedAccuracyScore,
    classificationReport: learn.classificationReport,
    cohenKappaScore: learn.cohenKappaScore,
    confusionMatrix: learn.confusionMatrix,
    f1Score: learn.f1Score,
    fBetaScore: (y: string[], p: number[]) => learn.fBetaScore(y, p, 2),
    matthewsCorrelation: learn.matthewsCorrelation,
    precisionScore: learn.precisionScore,
    recallScore: learn.recallScore,
  };

  it.each(Object.entries(metrics))("%s refuses text against numbers", (_, metric) => {
    expect(() => metric(["1", "0"], [1, 0])).toThrow(
      'yTrue holds text such as "1" and yPredicted the number 1. Text and numbers never match',
    );
  });

  it("are refused within one side, of models, and of positive classes and columns", async () => {
    expect(() => learn.accuracyScore(["1", 0], ["1", "0"])).toThrow("yTrue holds text");
    expect(() => learn.accuracyScore(["1"], [true])).toThrow("yPredicted the truth value true");
    expect(() => learn.brierScore([1, 1], [0.5, 0.5], { positive: "1" })).toThrow("positive holds text");
    expect(() => learn.logLoss([0, 1, 2], Matrix.fromRows(rows), { labels: ["0", "1", "2"] })).toThrow(
      "labels holds text",
    );
    const model = await new learn.LogisticRegression().fit([[1], [2], [3], [4]], [0, 0, 1, 1]);
    expect(() => model.score([[1], [4]], ["0", "1"])).toThrow("Text and numbers never match");
  });

  it("are compared when they are truth values and numbers, as in scikit-learn", () => {
    expect(learn.accuracyScore([true, false, true], [1, 0, 0])).toBeCloseTo(oneClass.truthValues, 12);
    expect(learn.f1Score([true, false], [1, 0])).toBe(1);
  });
});

describe("ratios without cases, as in scikit-learn", () => {
  const { truth, predicted, values } = ratios;

  it.each([0, 1, NaN])("zeroDivision %d", (zeroDivision) => {
    const same = (actual: number, expected: number | null) => {
      if (expected === null) expect(actual).toBeNaN();
      else expect(actual).toBeCloseTo(expected, 12);
    };
    for (const average of ["macro", "weighted", "micro"] as const) {
      const [precision, recall, f2] = values[`${zeroDivision as 0} ${average}`] as unknown as (number | null)[];
      const options = { average, zeroDivision };
      same(learn.precisionScore(truth, predicted, options), precision!);
      same(learn.recallScore(truth, predicted, options), recall!);
      same(learn.fBetaScore(truth, predicted, 2, options), f2!);
      const together = learn.precisionRecallF1(truth, predicted, options);
      same(together.precision, precision!);
      same(together.recall, recall!);
    }
    const [precision, recall] = values[`${zeroDivision as 0} each`] as unknown as (number | null)[][];
    const report = learn.classificationReport(truth, predicted, { zeroDivision });
    report.classes.forEach((scores, index) => {
      same(scores.precision, precision![index]!);
      same(scores.recall, recall![index]!);
    });
    expect(warn).not.toHaveBeenCalled();
  });

  it("are 0 with a warning that names the class", () => {
    expect(learn.precisionScore(["no", "yes"], ["no", "no"])).toBe(0);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      'precision: that of "yes" counts as 0: no row is predicted to be of it. Say with zeroDivision what it is worth. | ' +
        '类别 "yes" 的精确率记为 0：没有行被预测为该类。可用 zeroDivision 指定取值。',
    );
    warn.mockClear();
    // Its F1 has cases: the row that was missed.
    expect(learn.f1Score(["no", "yes"], ["no", "no"])).toBe(0);
    expect(warn).not.toHaveBeenCalled();
    expect(learn.f1Score([0, 0], [0, 0])).toBe(oneClass.f1OfNone);
    expect(warn).toHaveBeenCalledOnce();
    expect(() => learn.f1Score([0, 1], [0, 1], { zeroDivision: 2 })).toThrow(
      'zeroDivision must be "warn", 0, 1 or NaN, not 2',
    );
  });

  it("do not warn for each resample of a bootstrap", async () => {
    const y = Array.from({ length: 30 }, (_, row) => Number(row < 2));
    await learn.bootstrapMetric(learn.precisionScore, y, y, { nResamples: 100 });
    expect(warn).not.toHaveBeenCalled();
  });
});

describe("rows of one class", () => {
  it("have log loss and Brier score once the classes are known", () => {
    expect(learn.logLoss([1, 1], [0.3, 0.9], { labels: [0, 1] })).toBeCloseTo(oneClass.logLoss, 12);
    // 0, 1 and truth values say themselves what is positive.
    expect(learn.logLoss([1, 1], [0.3, 0.9])).toBeCloseTo(oneClass.logLoss, 12);
    expect(learn.brierScore([1, 1], [0.3, 0.9])).toBeCloseTo(oneClass.brier, 12);
    expect(learn.brierScore([0, 0], [0.3, 0.9])).toBeCloseTo(oneClass.brierOfNone, 12);
    expect(learn.brierScore([false, false], [0.3, 0.9])).toBeCloseTo(oneClass.brierOfNone, 12);
    expect(learn.brierScore(["a", "a"], [0.3, 0.9], { positive: "b" })).toBeCloseTo(oneClass.brierText, 12);
    expect(() => learn.brierScore(["a", "a"], [0.3, 0.9])).toThrow(
      'All rows are of class "a". Name the positive class',
    );
    expect(() => learn.logLoss(["a", "a"], [0.3, 0.9], { labels: ["a", "b", "c"] })).toThrow("labels has 3 classes");
  });

  it("have precision, recall and F1", () => {
    expect(learn.f1Score([1, 1], [1, 1])).toBe(oneClass.f1OfOne);
    expect(learn.recallScore([0, 0], [0, 1], { zeroDivision: 0 })).toBe(oneClass.recallTrueAbsent);
    expect(learn.precisionScore(["a", "a"], ["a", "a"], { positive: "a" })).toBe(1);
    expect(() => learn.f1Score(["a", "b"], ["a", "a"], { positive: "c" })).toThrow(
      'positive is "c", but the classes are a and b',
    );
    expect(learn.calibrationCurve([1, 1], [0.2, 0.9]).observed).toEqual([1, 1]);
  });

  it("have no area under the ROC curve, and precision only when they are positive", () => {
    expect(learn.averagePrecisionScore([1, 1], [0.5, 0.6])).toBe(oneClass.averagePrecision);
    expect(learn.gainCurve([1, 1], [0.5, 0.6]).lift).toEqual([1, 1]);
    for (const metric of [learn.averagePrecisionScore, learn.precisionRecallCurve, learn.gainCurve]) {
      expect(() => metric([0, 0], [0.5, 0.6])).toThrow(learn.UndefinedMetricError);
    }
    for (const metric of [learn.rocAucScore, learn.rocCurve, learn.rocAucInterval]) {
      expect(() => metric([0, 0], [0.5, 0.6])).toThrow("no row of yTrue is of the positive class 1");
      expect(() => metric([1, 1], [0.5, 0.6])).toThrow(learn.UndefinedMetricError);
    }
    expect(() => learn.rocAucScore(["a", "a", "b"], ofThree)).toThrow('yTrue has no row of class "c"');
    expect(learn.rocAucScore([0, 1, 1], rows, { multiClass: "ovo", labels: [0, 1, 2] })).toBeCloseTo(
      oneClass.ovoWithoutOne,
      12,
    );
    expect(() => learn.rocAucScore(["a", "a", "a"], ofThree, { multiClass: "ovo" })).toThrow('of class "a"');
  });
});

describe("probabilities in columns", () => {
  it("are found by the names of their classes, whatever their order", () => {
    const [truth, mixed] = [
      ["a", "b", "c"],
      Matrix.fromRows(
        rows.map(([a, b, c]) => [c!, a!, b!]),
        ["c", "a", "b"],
      ),
    ];
    expect(learn.logLoss(truth, mixed)).toBe(learn.logLoss(truth, rows));
    expect(learn.rocAucScore(truth, mixed)).toBe(learn.rocAucScore(truth, rows));
    expect(learn.averagePrecisionScore(truth, mixed)).toBe(learn.averagePrecisionScore(truth, rows));
    expect(learn.brierScore(truth, mixed)).toBeCloseTo(oneClass.brierThree, 12);
    const two = [
      [0.9, 0.1],
      [0.2, 0.8],
      [0.4, 0.6],
    ];
    const [named, turned] = [
      Matrix.fromRows(two, ["no", "yes"]),
      Matrix.fromRows(
        two.map((row) => row.toReversed()),
        ["yes", "no"],
      ),
    ];
    const answers = ["no", "yes", "no"];
    for (const metric of [learn.logLoss, learn.brierScore, learn.rocAucScore, learn.averagePrecisionScore]) {
      expect(metric(answers, turned)).toBe(metric(answers, named));
    }
    expect(learn.brierScore(answers, named, { positive: "no" })).toBeCloseTo(learn.brierScore(answers, named), 12);
  });

  it("name classes that no row has", () => {
    expect(learn.logLoss(["a", "c", "a"], ofThree)).toBeCloseTo(oneClass.logLossColumns, 12);
    expect(learn.logLoss(["a", "c", "a"], rows, { labels: ["a", "b", "c"] })).toBeCloseTo(oneClass.logLossColumns, 12);
    expect(learn.brierScore(["a", "c", "a"], ofThree)).toBeCloseTo(oneClass.brierThreeMissing, 12);
  });

  it.each([
    [
      () =>
        learn.logLoss(
          [0, 1],
          [
            [0.5, 0.1],
            [0.5, 0.5],
          ],
        ),
      "row 0 sum to 0.6, not to 1",
    ],
    [
      () =>
        learn.brierScore(
          [0, 1],
          [
            [0.5, 0.1],
            [0.5, 0.5],
          ],
        ),
      "row 0 sum to 0.6, not to 1",
    ],
    [
      () =>
        learn.logLoss(
          [0, 1],
          [
            [1.5, -0.5],
            [0.5, 0.5],
          ],
        ),
      "row 0 is 1.5, not between 0 and 1",
    ],
    [() => learn.logLoss([0, 1, 2], [[0.5, 0.5, NaN], ...rows.slice(1)]), "row 0, column 2 is NaN"],
    [() => learn.rocAucScore([0, 1, 2], [[0.5, 0.5, NaN], ...rows.slice(1)]), "row 0, column 2 is NaN"],
    [() => learn.averagePrecisionScore([0, 1, 2], [[0.5, Infinity, 0], ...rows.slice(1)]), "column 1 is Infinity"],
    [() => learn.logLoss([0, 1], rows), "There are 2 true values, but 3 predictions"],
    [() => learn.logLoss([], []), "There are no values to compare"],
    [() => learn.brierScore([0, 1], [0.5, -0.1]), "The probability of row 1 is -0.1"],
    [() => learn.calibrationCurve([0, 1], [0.5, NaN]), "The score of row 1 is NaN"],
    [() => learn.calibrationCurve([0, 1], [0.5, 0.5], { strategy: "deciles" as "quantile" }), "strategy must be"],
    [() => learn.liftAt([0, 1], [0.5, 0.6], 0), "share must be above 0"],
    [() => learn.ndcgScore([[1, 0]], [[NaN, 1]]), "Scores must be finite numbers; row 0 holds NaN"],
    [() => learn.ndcgScore([], []), "There are no queries"],
    [() => learn.ndcgScore([[1, 0]], [[2, 1]], { k: 0 }), "k must be a whole number from 1"],
    [() => learn.catalogCoverage([["a"]], ["a"], -1), "k must be a whole number from 1"],
  ])("say what is wrong: case %#", (run, message) => {
    expect(run).toThrow(message);
  });

  it("may be rounded", () => {
    expect(learn.logLoss([0, 1, 2], [[0.3333, 0.3333, 0.3333], ...rows.slice(1)])).toBeGreaterThan(0);
  });
});

describe("weights of curves", () => {
  const [y, scores] = [
    [0, 1, 0, 1, 1],
    [0.1, 0.4, 0.6, 0.7, 0.9],
  ];
  const weights = [2, 1, 3, 0, 2];
  const repeated = weights.flatMap((weight, row) => Array.from({ length: weight }, () => row));
  const again = [repeated.map((row) => y[row]!), repeated.map((row) => scores[row]!)] as const;

  it("count rows as often as they weigh", () => {
    const weighed = learn.gainCurve(y, scores, { sampleWeight: weights });
    const other = learn.gainCurve(...again);
    expect([weighed.contacted, weighed.found, weighed.prevalence]).toEqual([
      other.contacted,
      other.found,
      other.prevalence,
    ]);
    const options = { nBins: 4 };
    const curve = learn.calibrationCurve(y, scores, { ...options, sampleWeight: weights });
    expect(curve.counts).toEqual(learn.calibrationCurve(...again, options).counts);
    expect(learn.expectedCalibrationError(y, scores, { sampleWeight: weights })).toBeCloseTo(
      learn.expectedCalibrationError(...again),
      12,
    );
    const ndcg = learn.ndcgScore(
      [
        [3, 0, 1],
        [0, 2, 1],
      ],
      [
        [0.1, 0.9, 0.5],
        [0.3, 0.2, 0.9],
      ],
      { sampleWeight: [3, 1] },
    );
    expect(ndcg).toBeCloseTo(oneClass.weightedNdcg, 12);
  });
});
