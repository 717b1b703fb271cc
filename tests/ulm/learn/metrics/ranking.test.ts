import {
  catalogCoverage,
  hitRateAtK,
  meanAveragePrecisionAtK,
  meanReciprocalRank,
  ndcgAtK,
  ndcgScore,
  precisionAtK,
  rankingScores,
  recallAtK,
} from "ulm/learn/metrics";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/metrics-more.json" with { type: "json" };

const { ranking } = fixtures;

describe("ranking metrics, as in scikit-learn", () => {
  it("NDCG of graded relevance, equal scores sharing their places", () => {
    expect(ndcgScore(ranking.relevance, ranking.scores)).toBeCloseTo(ranking.ndcg.None, 12);
    expect(ndcgScore(ranking.relevance, ranking.scores, { k: 1 })).toBeCloseTo(ranking.ndcg["1"], 12);
    expect(ndcgScore(ranking.relevance, ranking.scores, { k: 5 })).toBeCloseTo(ranking.ndcg["5"], 12);
    expect(() => ndcgScore([[1, -1]], [[1, 2]])).toThrow("Relevance must be 0 or more; row 0");
    expect(() => ndcgScore([[1, 1]], [[1, 2, 3]])).toThrow("relevance is 1 × 2, but scores are 1 × 3");
  });

  it("NDCG, average precision and reciprocal rank of lists", () => {
    const { lists, relevant } = ranking;
    expect(ndcgAtK(lists, relevant, 3)).toBeCloseTo(ranking.ndcgOfLists["3"], 12);
    expect(ndcgAtK(lists, relevant, 12)).toBeCloseTo(ranking.ndcgOfLists["12"], 12);
    expect(meanAveragePrecisionAtK(lists, relevant, 12)).toBeCloseTo(ranking.mapOfLists, 12);
    expect(meanReciprocalRank(lists, relevant)).toBeCloseTo(ranking.mrrOfLists, 12);
  });
});

describe("ranking metrics by hand", () => {
  const recommended = [["a", "b", "c"], ["d", "a"], ["b"]];
  const relevant = [["b", "c", "z"], ["x"], []];

  it("leave out users without anything relevant and count empty places as misses", () => {
    expect(hitRateAtK(recommended, relevant, 2)).toBe(0.5);
    expect(precisionAtK(recommended, relevant, 3)).toBeCloseTo(1 / 3, 12);
    expect(recallAtK(recommended, relevant, 3)).toBeCloseTo(1 / 3, 12);
    expect(meanAveragePrecisionAtK(recommended, relevant, 3)).toBeCloseTo((1 / 2 + 2 / 3) / 3 / 2, 12);
    expect(meanReciprocalRank(recommended, relevant)).toBe(0.25);
    expect(catalogCoverage(recommended, ["a", "b", "c", "d", "e"], 1)).toBe(0.6);
    expect(rankingScores(recommended, relevant, 3)).toMatchObject({ k: 3, users: 2, hitRate: 0.5 });
  });

  it("count an item that comes again once", () => {
    expect(precisionAtK([["b", "b", "a"]], [["b"]], 2)).toBe(0.5);
    expect(ndcgAtK([["b", "b"]], [["b"]], 2)).toBe(1);
  });

  it("say what is wrong", () => {
    expect(() => hitRateAtK(recommended, [["a"]], 2)).toThrow("recommendations for 3 users, but relevant items of 1");
    expect(() => hitRateAtK(recommended, relevant, 0)).toThrow("k must be a whole number from 1, not 0");
    expect(() => hitRateAtK([["a"]], [[]], 1)).toThrow("No user has a relevant item");
    expect(() => catalogCoverage(recommended, [])).toThrow("The catalogue is empty");
  });
});
