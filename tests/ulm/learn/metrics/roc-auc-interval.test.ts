import { createRandom } from "ulm/compute";
import { bootstrapMetric, rocAucInterval, rocAucScore } from "ulm/learn";
import { describe, expect, it } from "vitest";

/** Scores on a coarse grid, so that many are equal. */
function makeScores(rows: number, seed: number): { y: number[]; scores: number[] } {
  const random = createRandom(seed);
  const y = Array.from({ length: rows }, () => Number(random.random() < 0.4));
  return { y, scores: y.map((label) => Math.round(4 * (random.normal() + label)) / 4) };
}

describe("rocAucInterval", () => {
  it("is DeLong's variance by its definition over all pairs", () => {
    const { y, scores } = makeScores(120, 1);
    const of = (label: number) => scores.filter((_, row) => y[row] === label);
    const [positives, negatives] = [of(1), of(0)];
    const wins = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = (values: number[]) =>
      values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);
    const v10 = positives.map((a) => mean(negatives.map((b) => wins(a, b))));
    const v01 = negatives.map((b) => mean(positives.map((a) => wins(a, b))));
    const { auc, standardError, lower, upper } = rocAucInterval(y, scores);
    expect(auc).toBeCloseTo(rocAucScore(y, scores), 12);
    expect(standardError).toBeCloseTo(Math.sqrt(variance(v10) / v10.length + variance(v01) / v01.length), 12);
    expect(upper - auc).toBeCloseTo(1.959963984540054 * standardError, 12);
    expect(auc - lower).toBeCloseTo(upper - auc, 12);
  });

  it("agrees with the bootstrap", async () => {
    const { y, scores } = makeScores(400, 2);
    const { standardError } = rocAucInterval(y, scores);
    const bootstrapped = await bootstrapMetric(rocAucScore, y, scores, { randomState: 3, stratify: true });
    expect(standardError / bootstrapped.standardError).toBeGreaterThan(0.9);
    expect(standardError / bootstrapped.standardError).toBeLessThan(1.1);
  });

  it("stays within 0 and 1, and knows the level", () => {
    const perfect = rocAucInterval([0, 0, 1, 1], [1, 2, 3, 4]);
    expect([perfect.auc, perfect.lower, perfect.upper]).toEqual([1, 1, 1]);
    const few = rocAucInterval([0, 0, 0, 1, 1], [1, 4, 2, 3, 5]);
    expect(few.upper).toBe(1);
    expect(rocAucInterval([0, 0, 0, 1, 1], [1, 4, 2, 3, 5], { level: 0.5 }).lower).toBeGreaterThan(few.lower);
    expect(() => rocAucInterval([0, 1], [0, 1], { level: 95 })).toThrow("level");
  });
});
