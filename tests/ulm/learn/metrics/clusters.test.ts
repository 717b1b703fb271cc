import fc from "fast-check";
import {
  adjustedMutualInfoScore,
  adjustedRandScore,
  calinskiHarabaszScore,
  daviesBouldinScore,
  homogeneityCompletenessVMeasure,
  mutualInfoScore,
  normalizedMutualInfoScore,
} from "ulm/learn/metrics";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/metrics-more.json" with { type: "json" };

const { X, agreement, daviesBouldin, calinskiHarabasz } = fixtures.clusters;

describe("agreement of two divisions, as in scikit-learn", () => {
  it.each(Object.entries(agreement))("%s", (_, { a, b, ...expected }) => {
    expect(adjustedRandScore(a, b)).toBeCloseTo(expected.adjustedRand, 12);
    expect(mutualInfoScore(a, b)).toBeCloseTo(expected.mutual, 12);
    for (const averageMethod of ["arithmetic", "geometric", "min", "max"] as const) {
      const options = { averageMethod };
      expect(normalizedMutualInfoScore(a, b, options)).toBeCloseTo(expected.normalized[averageMethod], 12);
      expect(adjustedMutualInfoScore(a, b, options)).toBeCloseTo(expected.adjusted[averageMethod], 11);
    }
    const { homogeneity, completeness, vMeasure } = homogeneityCompletenessVMeasure(a, b, { beta: 2 });
    [homogeneity, completeness, vMeasure].forEach((value, index) => {
      expect(value).toBeCloseTo(expected.vMeasure[index]!, 12);
    });
  });

  it("does not depend on what groups are called, nor on which side is which", () => {
    const groups = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { minLength: 2 });
    fc.assert(
      fc.property(groups, (rows) => {
        const [a, b] = [rows.map(([one]) => one), rows.map(([, other]) => other)];
        const words = a.map((group) => ["new", "loyal", "at risk", "lost"][group]!);
        for (const score of [adjustedRandScore, mutualInfoScore, adjustedMutualInfoScore]) {
          expect(score(words, b)).toBeCloseTo(score(a, b), 9);
          expect(score(b, a)).toBeCloseTo(score(a, b), 9);
          expect(score(a, words)).toBeCloseTo(score(a, a), 9);
        }
        expect(adjustedRandScore(a, a)).toBe(1);
      }),
    );
  });

  it("says what is wrong", () => {
    expect(() => adjustedRandScore([1, 2], [1])).toThrow("labelsTrue has 2 rows, but labelsPredicted has 1");
    expect(() => mutualInfoScore([], [])).toThrow("There are no rows");
    expect(() => normalizedMutualInfoScore([1, 2], [1, 2], { averageMethod: "mean" as "min" })).toThrow(
      "averageMethod must",
    );
    expect(() => homogeneityCompletenessVMeasure([1], [1], { beta: -1 })).toThrow("beta must be 0 or more");
  });
});

describe("separation of clusters, as in scikit-learn", () => {
  const labels = agreement.usual.b;

  it("Davies–Bouldin and Caliński–Harabasz", () => {
    expect(daviesBouldinScore(X, labels)).toBeCloseTo(daviesBouldin, 12);
    expect(calinskiHarabaszScore(X, labels) / calinskiHarabasz).toBeCloseTo(1, 12);
    const points = [[0], [0], [1], [1]];
    expect([daviesBouldinScore(points, [0, 0, 1, 1]), calinskiHarabaszScore(points, [0, 0, 1, 1])]).toEqual([0, 1]);
    // Two clusters in one place are told apart by nothing.
    expect(daviesBouldinScore([[-1], [1], [-1], [1]], ["a", "a", "b", "b"])).toBe(0);
  });

  it("says what is wrong", () => {
    expect(() => daviesBouldinScore([[1], [2]], [0, 0])).toThrow(
      "from 2 of them to one less than rows; there are 1 of 2",
    );
    expect(() => calinskiHarabaszScore([[1], [2], [3]], [0, 1])).toThrow("X has 3 rows, but there are 2 labels");
    expect(() => daviesBouldinScore([[1], [NaN], [3]], [0, 1, 1])).toThrow("daviesBouldinScore");
  });
});
