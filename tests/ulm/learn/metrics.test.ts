import fc from "fast-check";
import { display, Matrix, Table } from "ulm/data";
import {
  accuracyScore,
  averagePrecisionScore,
  brierScore,
  calibrationCurve,
  classificationReport,
  confusionMatrix,
  f1Score,
  logLoss,
  meanAbsoluteError,
  meanSquaredError,
  precisionRecallCurve,
  precisionScore,
  r2Score,
  recallScore,
  rocAucScore,
  rocCurve,
  rootMeanSquaredError,
} from "ulm/learn/metrics";
import { describe, expect, it } from "vitest";
import reports from "../../fixtures/learn/classification-reports.json" with { type: "json" };
import fixtures from "../../fixtures/learn/metrics.json" with { type: "json" };

const { binary, multiclass, regression } = fixtures;

function expectSame(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => expect(Math.abs(actual[index]! - value)).toBeLessThan(1e-12));
}

describe("metrics of two classes, as in scikit-learn", () => {
  const { y, scores, predicted } = binary;

  it("of predicted classes", () => {
    expect(confusionMatrix(y, predicted).counts).toEqual(binary.confusion);
    expectSame(
      [accuracyScore(y, predicted), precisionScore(y, predicted), recallScore(y, predicted), f1Score(y, predicted)],
      [binary.accuracy, binary.precision, binary.recall, binary.f1],
    );
    expectSame([recallScore(y, predicted, { positive: 0 })], [binary.recallOfZero]);
  });

  it("of scores with ties", () => {
    expectSame(
      [rocAucScore(y, scores), averagePrecisionScore(y, scores), logLoss(y, scores), brierScore(y, scores)],
      [binary.rocAuc, binary.averagePrecision, binary.logLoss, binary.brier],
    );
    const roc = rocCurve(y, scores);
    expectSame(roc.falsePositiveRate, binary.roc.fpr);
    expectSame(roc.truePositiveRate, binary.roc.tpr);
    expectSame(roc.thresholds.slice(1), binary.roc.thresholds);
    expect([roc.thresholds[0], roc.positive]).toEqual([Infinity, 1]);
    const curve = precisionRecallCurve(y, scores);
    expectSame(curve.precision, binary.pr.precision);
    expectSame(curve.recall, binary.pr.recall);
    expectSame(curve.thresholds, binary.pr.thresholds);
  });

  it.each(["uniform", "quantile"] as const)("calibration in %s bins", (strategy) => {
    const curve = calibrationCurve(y, scores, { nBins: 7, strategy });
    expectSame(curve.observed, binary.calibration[strategy].observed);
    expectSame(curve.predicted, binary.calibration[strategy].predicted);
    expect(curve.counts.reduce((sum, count) => sum + count)).toBe(y.length);
  });

  it("takes what predictProba gives, columns of tables, and labels of any kind", () => {
    const probabilities = Matrix.fromRows(scores.map((score) => [1 - score, score]));
    expect(rocAucScore(y, probabilities)).toBe(rocAucScore(y, scores));
    const words = Table.fromColumns({ y: y.map((label) => (label === 1 ? "Yes" : "No")), scores });
    expect(rocAucScore(words.column("y"), words.column("scores"))).toBe(rocAucScore(y, scores));
    expect(rocCurve(words.column("y"), scores).positive).toBe("Yes");
    expectSame([logLoss(words.column("y"), probabilities)], [binary.logLoss]);
  });
});

describe("metrics of several classes, as in scikit-learn", () => {
  const { y, predicted, probabilities, averages } = multiclass;

  it.each(["macro", "weighted", "micro"] as const)("averages: %s", (average) => {
    const actual = [precisionScore, recallScore, f1Score].map((score) => score(y, predicted, { average }));
    expectSame(actual, [averages[average].precision, averages[average].recall, averages[average].f1]);
  });

  it("log loss", () => {
    expectSame([logLoss(y, Matrix.fromRows(probabilities))], [multiclass.logLoss]);
  });
});

describe("classificationReport", () => {
  it.each(reports)("prints what scikit-learn prints, $digits digits", ({ y, predicted, digits, text }) => {
    expect(String(classificationReport(y, predicted, { digits }))).toBe(text);
  });

  it("explains W04: recalls .88 and .76 on equal supports", () => {
    const y = Array.from({ length: 2028 }, (_, row) => (row < 1014 ? 0 : 1));
    const predicted = y.map((label, row) => (label === 0 ? Number(row >= 892) : Number(row - 1014 < 771)));
    const report = classificationReport(y, predicted);
    expect(report.classes.map(({ recall }) => recall.toFixed(2))).toEqual(["0.88", "0.76"]);
    expect(report.accuracy.toFixed(2)).toBe("0.82");
    expect(report.classes.map(({ precision }) => precision.toFixed(3))).toEqual(["0.786", "0.863"]);
    expect(report.weightedAverage.recall).toBeCloseTo(report.macroAverage.recall, 12);
  });

  it("escapes labels", () => {
    const html = classificationReport(["<i>", "b"], ["<i>", "b"])[display]()["text/html"];
    expect(html).toContain("&lt;i&gt;");
    expect(confusionMatrix(["<i>", "b"], ["b", "b"])[display]()["text/html"]).not.toContain("<i>");
  });
});

describe("metrics of regression, as in scikit-learn", () => {
  const { y, predicted } = regression;

  it("errors and R²", () => {
    expectSame(
      [
        meanSquaredError(y, predicted),
        rootMeanSquaredError(y, predicted),
        meanAbsoluteError(y, predicted),
        r2Score(y, predicted),
      ],
      [regression.meanSquaredError, regression.rootMeanSquaredError, regression.meanAbsoluteError, regression.r2],
    );
  });

  it("R² of a constant", () => {
    expect([r2Score([2, 2], [2, 2]), r2Score([2, 2], [2, 3])]).toEqual([1, 0]);
  });
});

describe("the area under the ROC curve", () => {
  const cases = fc
    .array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 9 })), { minLength: 2, maxLength: 60 })
    .filter((rows) => new Set(rows.map(([label]) => label)).size === 2);

  it("is the share of pairs in the right order, ties counting half", () => {
    fc.assert(
      fc.property(cases, (rows) => {
        const positives = rows.filter(([label]) => label).map(([, score]) => score);
        const negatives = rows.filter(([label]) => !label).map(([, score]) => score);
        const pairs = positives.flatMap((a) => negatives.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const expected = pairs.reduce((sum: number, value) => sum + value, 0) / pairs.length;
        const labels = rows.map(([label]) => label);
        const scores = rows.map(([, score]) => score);
        expect(rocAucScore(labels, scores)).toBeCloseTo(expected, 12);
        expect(rocCurve(labels, scores, { positive: false }).auc).toBeCloseTo(1 - expected, 12);
        expect(rocCurve(labels, scores).auc).toBe(rocCurve(labels, scores, { dropIntermediate: false }).auc);
      }),
    );
  });
});

describe("metrics say what is wrong", () => {
  it.each([
    [() => accuracyScore([1, 0], [1]), "There are 2 true values, but 1 predictions"],
    [() => accuracyScore([], []), "There are no values to compare"],
    [() => rocAucScore([1, 1], [0.1, 0.2]), "all rows of yTrue are of the positive class 1"],
    [() => rocAucScore([1, 0], [0.1, NaN]), "The score of row 1 is NaN"],
    [() => rocAucScore([1, 0], [0.1, 0.2], { positive: "Yes" }), 'positive is "Yes", but the classes are 0 and 1'],
    [() => brierScore([1, 0], [0.1, 1.2]), "The probability of row 1 is 1.2"],
    [() => f1Score(["a", "b", "c"], ["a", "b", "c"]), 'There are 3 classes: choose average: "macro"'],
    [() => meanSquaredError([1, Infinity], [1, 2]), "yTrue must hold finite numbers; row 1 is Infinity"],
    [() => accuracyScore([1, null], [1, 1]), "A label is missing: row 1 of yTrue"],
    [
      () =>
        logLoss(
          ["a", "b", "c"],
          Matrix.fromRows([
            [0.5, 0.5],
            [0.5, 0.5],
            [0.5, 0.5],
          ]),
        ),
      "3 classes, but there are scores of 2",
    ],
  ])("case %#", (run, message) => {
    expect(run).toThrow(message);
  });
});
