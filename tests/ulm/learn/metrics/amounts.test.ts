import * as learn from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/metrics-more.json" with { type: "json" };

const { y, predicted, spent, weight, plain, weighed } = fixtures.amounts;
const { topK } = fixtures;

describe("metrics of amounts, as in scikit-learn", () => {
  it.each([
    ["all alike", {}, plain],
    ["by weight", { sampleWeight: weight }, weighed],
  ] as const)("%s", (_, weights, expected) => {
    expect(learn.meanSquaredLogError(y, predicted, weights)).toBeCloseTo(expected.msle, 12);
    expect(learn.rootMeanSquaredLogError(y, predicted, weights)).toBeCloseTo(expected.rmsle, 12);
    expect(learn.meanGammaDeviance(y, predicted, weights)).toBeCloseTo(expected.gamma, 12);
    for (const power of [0, 1, 1.5, 2, 3]) {
      const truth = power < 2 ? spent : y;
      const deviance = learn.meanTweedieDeviance(truth, predicted, { power, ...weights });
      expect(deviance / expected.tweedie[String(power) as "1"]).toBeCloseTo(1, 11);
    }
    expect(learn.meanPoissonDeviance(spent, predicted, weights)).toBeCloseTo(expected.tweedie["1"], 11);
    expect(learn.d2AbsoluteErrorScore(y, predicted, weights)).toBeCloseTo(expected.d2Absolute, 12);
    for (const alpha of [0.1, 0.5, 0.9]) {
      const score = learn.d2PinballScore(y, predicted, { alpha, ...weights });
      expect(score).toBeCloseTo(expected.d2Pinball[String(alpha) as "0.5"], 12);
    }
  });

  it("symmetric and weighted percentages by their formulas", () => {
    expect(learn.symmetricMeanAbsolutePercentageError([100, 0, 0], [50, 10, 0])).toBeCloseTo((50 / 75 + 2 + 0) / 3, 12);
    expect(learn.symmetricMeanAbsolutePercentageError(y, predicted)).toBeCloseTo(
      learn.symmetricMeanAbsolutePercentageError(predicted, y),
      12,
    );
    expect(learn.weightedAbsolutePercentageError([100, 0, 20], [90, 5, 20])).toBeCloseTo(15 / 120, 12);
    const [again, guesses] = [weight, weight].map((weights, side) =>
      weights.flatMap((count, row) => Array<number>(count).fill((side === 0 ? y : predicted)[row]!)),
    );
    for (const metric of [learn.symmetricMeanAbsolutePercentageError, learn.weightedAbsolutePercentageError]) {
      expect(metric(y, predicted, { sampleWeight: weight })).toBeCloseTo(metric(again!, guesses!), 12);
    }
  });

  it.each([
    [() => learn.meanSquaredLogError([1, -1], [1, 1]), "Row 1 of yTrue is -1: ln(1 + y) needs values above −1"],
    [() => learn.meanTweedieDeviance([1], [1], { power: 0.5 }), "power must be 0, or 1 and more, not 0.5"],
    [() => learn.meanTweedieDeviance([-1], [1], { power: 1.5 }), "Row 0 of yTrue is -1"],
    [() => learn.meanGammaDeviance([0], [1]), "Of power 2 amounts are above 0"],
    [() => learn.meanGammaDeviance([1], [0]), "Row 0 of yPredicted is 0. A mean is above 0"],
    [() => learn.weightedAbsolutePercentageError([0, 0], [1, 1]), "All values of yTrue are 0"],
    [() => learn.d2PinballScore([1, 2], [1, 2], { alpha: 3 }), "alpha must be"],
  ])("say what is wrong: case %#", (run, message) => {
    expect(run).toThrow(message);
  });
});

describe("topKAccuracyScore, as in scikit-learn", () => {
  it("of scores with ties", () => {
    for (const k of [1, 2, 3]) {
      expect(learn.topKAccuracyScore(topK.y, topK.scores, { k })).toBeCloseTo(topK.plain[String(k) as "1"], 12);
    }
    expect(learn.topKAccuracyScore(topK.y, topK.scores)).toBeCloseTo(topK.plain["2"], 12);
    expect(learn.topKAccuracyScore(topK.y, topK.scores, { sampleWeight: topK.weight })).toBeCloseTo(topK.weighed, 12);
    expect(() => learn.topKAccuracyScore(topK.y, topK.scores, { k: 0 })).toThrow("k must be");
    expect(() => learn.topKAccuracyScore([0, 1], [0.1, 0.2])).toThrow("a column of scores for each class");
  });
});
