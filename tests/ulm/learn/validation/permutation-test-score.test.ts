import { display } from "ulm/data";
import { LogisticRegression, permutationTestScore, StratifiedKFold } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/model-selection.json" with { type: "json" };

const { X, y, permuted, groups } = fixtures;
const options = { cv: new StratifiedKFold({ nSplits: 4 }), randomState: 3, rng: "numpy" } as const;

describe("permutationTestScore, as in scikit-learn", () => {
  it("scores mixed targets", async () => {
    const test = await permutationTestScore(new LogisticRegression(), X, y, {
      ...options,
      scoring: "rocAuc",
      nPermutations: 12,
    });
    expect(test.score).toBeCloseTo(permuted.score, 9);
    test.permutationScores.forEach((score, index) => expect(score).toBeCloseTo(permuted.scores[index]!, 9));
    expect(test.pValue).toBeCloseTo(permuted.p, 12);
    expect(String(test)).toContain("by chance alone p = ");
    const shown = test[display]();
    expect(shown["text/html"]).toContain("打乱目标后的最高得分");
    expect(Object.keys(shown)).toContain("application/vnd.vegalite.v6+json");
  });

  it("mixes within groups", async () => {
    const thirds = groups.map((name) => Number(name.slice(-2)) % 3);
    const test = await permutationTestScore(new LogisticRegression(), X, y, {
      ...{ ...options, groups: thirds, scoring: "accuracy", nPermutations: 8 },
    });
    test.permutationScores.forEach((score, index) => expect(score).toBeCloseTo(permuted.within[index]!, 9));
    expect(test.pValue).toBeCloseTo(permuted.pWithin, 12);
  });

  it("says what is wrong", async () => {
    const none = permutationTestScore(new LogisticRegression(), X, y, { nPermutations: 0 });
    await expect(none).rejects.toThrow("nPermutations must be a whole number from 1");
  });
});
