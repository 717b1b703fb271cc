import { Matrix } from "ulm/data";
import * as learn from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/weights.json" with { type: "json" };

const { y, three, values, predicted, guessed, scores, forecast, metrics } = fixtures;
const shares = Matrix.fromRows(fixtures.shares, ["0", "1", "2"]);
const weights = { sampleWeight: fixtures.someWeight };

describe("metrics of rows that count differently, some of them not at all, against scikit-learn 1.9.1", () => {
  it.each([
    ["accuracy", learn.accuracyScore(y, predicted, weights)],
    ["balancedAccuracy", learn.balancedAccuracyScore(three, guessed, weights)],
    ["precision", learn.precisionScore(y, predicted, weights)],
    ["recallMacro", learn.recallScore(three, guessed, { average: "macro", ...weights })],
    ["f1", learn.f1Score(y, predicted, weights)],
    ["f1Weighted", learn.f1Score(three, guessed, { average: "weighted", ...weights })],
    ["fBeta", learn.fBetaScore(three, guessed, 2, { average: "macro", ...weights })],
    ["matthews", learn.matthewsCorrelation(three, guessed, weights)],
    ["kappa", learn.cohenKappaScore(three, guessed, { weights: "linear", ...weights })],
    ["logLoss", learn.logLoss(y, scores, weights)],
    ["logLossThree", learn.logLoss(three, shares, weights)],
    ["brier", learn.brierScore(y, scores, weights)],
    ["rocAuc", learn.rocAucScore(y, scores, weights)],
    ["rocAucThree", learn.rocAucScore(three, shares, weights)],
    ["rocAucThreeWeighted", learn.rocAucScore(three, shares, { average: "weighted", ...weights })],
    ["averagePrecision", learn.averagePrecisionScore(y, scores, weights)],
    ["mse", learn.meanSquaredError(values, forecast, weights)],
    ["rmse", learn.rootMeanSquaredError(values, forecast, weights)],
    ["mae", learn.meanAbsoluteError(values, forecast, weights)],
    ["median", learn.medianAbsoluteError(values, forecast, weights)],
    ["medianOfEqual", learn.medianAbsoluteError(values, forecast, { sampleWeight: values.map(() => 2) })],
    ["mape", learn.meanAbsolutePercentageError(values, forecast, weights)],
    ["pinball", learn.meanPinballLoss(values, forecast, { alpha: 0.8, ...weights })],
    ["explained", learn.explainedVarianceScore(values, forecast, weights)],
    ["r2", learn.r2Score(values, forecast, weights)],
  ] as const)("%s", (name, value) => {
    const expected = metrics[name];
    expect(Math.abs(value - expected) / Math.abs(expected)).toBeLessThan(1e-12);
  });

  const close = (actual: readonly number[], expected: readonly number[]) => {
    expect(actual).toHaveLength(expected.length);
    expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 12));
  };

  it("confusion matrix and report", () => {
    close(learn.confusionMatrix(three, guessed, weights).counts.flat(), metrics.confusion.flat());
    const report = learn.classificationReport(three, guessed, { digits: 4, ...weights });
    // Scikit-learn prints the digits of rounding errors in the support.
    const rounded = metrics.report.replaceAll(/\d+\.\d{6,}/g, (digits) => String(Number(Number(digits).toFixed(6))));
    const words = (text: string) => text.split(/\s+/).filter(Boolean);
    expect(words(String(report))).toEqual(words(rounded));
  });

  it("curves", () => {
    // Of points that lie on a straight line up to rounding, scikit-learn keeps other ones.
    const curve = learn.rocCurve(y, scores, { dropIntermediate: false, ...weights });
    metrics.roc.thresholds.forEach((threshold, index) => {
      const place = curve.thresholds.findIndex((other) => Math.abs(other - threshold) < 1e-12);
      expect(curve.falsePositiveRate[place]).toBeCloseTo(metrics.roc.falsePositiveRate[index + 1]!, 12);
      expect(curve.truePositiveRate[place]).toBeCloseTo(metrics.roc.truePositiveRate[index + 1]!, 12);
    });
    const { precision, recall, thresholds } = learn.precisionRecallCurve(y, scores, weights);
    close(precision, metrics.precisionRecall.precision);
    close(recall, metrics.precisionRecall.recall);
    close(thresholds, metrics.precisionRecall.thresholds);
  });

  it("does not go with one against one", () => {
    expect(() => learn.rocAucScore(three, shares, { multiClass: "ovo", ...weights })).toThrow("sampleWeight");
  });
});
