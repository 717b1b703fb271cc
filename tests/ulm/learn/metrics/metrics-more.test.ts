import { Matrix } from "ulm/data";
import {
  averagePrecisionScore,
  balancedAccuracyScore,
  calibrationCurve,
  cohenKappaScore,
  expectedCalibrationError,
  explainedVarianceScore,
  fBetaScore,
  gainCurve,
  liftAt,
  matthewsCorrelation,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanPinballLoss,
  medianAbsoluteError,
  rocAucScore,
} from "ulm/learn/metrics";
import { describe, expect, it } from "vitest";
import first from "../../../fixtures/learn/metrics.json" with { type: "json" };
import fixtures from "../../../fixtures/learn/metrics-more.json" with { type: "json" };

const { classification, regression } = fixtures;

describe("metrics of classes, as in scikit-learn", () => {
  const { y, predicted } = classification;
  const isHigh = (labels: number[]) => labels.map((label) => label > 1);

  it("balanced accuracy, Matthews' correlation, Cohen's kappa", () => {
    expect(balancedAccuracyScore(y, predicted)).toBeCloseTo(classification.balanced, 12);
    expect(balancedAccuracyScore(y, predicted, { adjusted: true })).toBeCloseTo(classification.adjusted, 12);
    expect(matthewsCorrelation(y, predicted)).toBeCloseTo(classification.matthews, 12);
    expect(matthewsCorrelation(isHigh(y), isHigh(predicted))).toBeCloseTo(classification.binaryMatthews, 12);
    expect(matthewsCorrelation([1, 0, 1], [1, 1, 1])).toBe(0);
    expect(cohenKappaScore(y, predicted)).toBeCloseTo(classification.kappa.None, 12);
    for (const weights of ["linear", "quadratic"] as const) {
      expect(cohenKappaScore(y, predicted, { weights })).toBeCloseTo(classification.kappa[weights], 12);
    }
  });

  it.each(["macro", "weighted", "micro"] as const)("F-beta, %s", (average) => {
    expect(fBetaScore(y, predicted, 0.5, { average })).toBeCloseTo(classification.fBeta["0.5"][average], 12);
    expect(fBetaScore(y, predicted, 2, { average })).toBeCloseTo(classification.fBeta["2"][average], 12);
    expect(fBetaScore(isHigh(y), isHigh(predicted), 2)).toBeCloseTo(classification.binaryF2, 12);
    expect(() => fBetaScore(y, predicted, 0, { average })).toThrow("beta must be positive");
  });

  it("areas under the ROC curve and average precision of several classes", () => {
    const scores = Matrix.fromRows(classification.scores);
    for (const multiClass of ["ovr", "ovo"] as const) {
      for (const average of ["macro", "weighted"] as const) {
        const expected = classification.auc[`${multiClass} ${average}`];
        expect(rocAucScore(y, scores, { multiClass, average })).toBeCloseTo(expected, 12);
      }
    }
    for (const average of ["macro", "weighted"] as const) {
      const expected = classification.averagePrecision[average];
      expect(averagePrecisionScore(y, scores, { average })).toBeCloseTo(expected, 12);
    }
    expect(() => rocAucScore([0, 1, 2, 1], scores.take([0, 1, 2, 3]))).toThrow(
      "yTrue has 3 classes, but there are scores of 4",
    );
    expect(() => rocAucScore([0, 1, 2, 9], scores.take([0, 1, 2, 3]), { labels: [0, 1, 2, 3] })).toThrow(
      "Class 9 has no column",
    );
  });
});

describe("metrics of numbers, as in scikit-learn", () => {
  const { y, predicted } = regression;

  it("agree", () => {
    expect(medianAbsoluteError(y, predicted)).toBeCloseTo(regression.medianAbsoluteError, 12);
    expect(maxError(y, predicted)).toBeCloseTo(regression.maxError, 12);
    expect(meanAbsolutePercentageError(y, predicted)).toBeCloseTo(regression.meanAbsolutePercentageError, 12);
    expect(meanAbsolutePercentageError([0, 1], [0.5, 1]) / regression.withZero).toBeCloseTo(1, 12);
    expect(explainedVarianceScore(y, predicted)).toBeCloseTo(regression.explainedVariance, 12);
    for (const alpha of [0.1, 0.5, 0.9]) {
      const expected = regression.pinball[String(alpha) as "0.1"];
      expect(meanPinballLoss(y, predicted, { alpha })).toBeCloseTo(expected, 12);
    }
    expect(meanPinballLoss(y, predicted)).toBeCloseTo(meanAbsoluteError(y, predicted) / 2, 12);
    expect(explainedVarianceScore([2, 2], [2, 3])).toBe(0);
    expect(() => meanPinballLoss(y, predicted, { alpha: 2 })).toThrow("alpha must be a number from 0 to 1");
  });
});

describe("probabilities and campaigns", () => {
  const { y, scores } = first.binary;

  it("expected calibration error weighs the gaps of the calibration curve by rows", () => {
    const curve = calibrationCurve(y, scores, { nBins: 10 });
    const gaps = curve.counts.map((count, bin) => count * Math.abs(curve.observed[bin]! - curve.predicted[bin]!));
    expect(expectedCalibrationError(y, scores)).toBeCloseTo(gaps.reduce((sum, gap) => sum + gap) / y.length, 12);
    expect(expectedCalibrationError([0, 1, 0, 1], [0, 1, 0, 1])).toBe(0);
    expect(expectedCalibrationError([0, 1, 0, 1], [1, 0, 1, 0])).toBe(1);
  });

  it("gain and lift count from the highest score down", () => {
    const curve = gainCurve([1, 0, 1, 0, 0], [0.9, 0.8, 0.8, 0.3, 0.1]);
    expect(curve.contacted).toEqual([0, 0.2, 0.6, 0.8, 1]);
    expect(curve.found).toEqual([0, 0.5, 1, 1, 1]);
    expect(curve.lift.map((lift) => Number(lift.toFixed(6)))).toEqual([2.5, 1.666667, 1.25, 1]);
    expect([curve.prevalence, curve.positive]).toEqual([0.4, 1]);
    expect(liftAt([1, 0, 1, 0, 0], [0.9, 0.8, 0.8, 0.3, 0.1], 0.2)).toBeCloseTo(2.5, 12);
    // Half of the two rows at 0.8 are reached: half a positive more.
    expect(liftAt([1, 0, 1, 0, 0], [0.9, 0.8, 0.8, 0.3, 0.1], 0.4)).toBeCloseTo(0.75 / 0.4, 12);
    expect(liftAt(y, scores, 1)).toBe(1);
    const [first, , , , last] = curve.toTable(5).rows();
    expect(first).toEqual({ bin: 1, contacted: 0.2, rate: 1, binLift: 2.5, found: 0.5, lift: 2.5 });
    expect(last).toMatchObject({ bin: 5, contacted: 1, rate: 0, found: 1, lift: 1 });
    expect(curve.toTable().rowCount).toBe(10);
    const rates = gainCurve(y, scores).toTable().column("rate").toNumbers();
    const positives = y.filter((label) => label === 1).length;
    expect(rates.reduce((sum, rate) => sum + rate) / 10).toBeCloseTo(positives / y.length, 12);
    expect(() => curve.toTable(0)).toThrow("bins must be a whole number from 1");
  });
});
