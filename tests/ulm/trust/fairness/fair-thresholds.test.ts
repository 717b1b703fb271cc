import { createRandom } from "ulm/compute";
import { fairnessAudit, fairThresholds } from "ulm/trust";
import { describe, expect, it } from "vitest";
/** tests/fixtures/trust/make_fair_thresholds.py */
import fixtures from "../../../fixtures/trust/fair-thresholds.json" with { type: "json" };

/** Two groups of which the second scores lower for the same merit. */
function makeBiased(seed: number) {
  const random = createRandom(seed);
  const groups = Array.from({ length: 2000 }, (_, row) => (row % 2 === 0 ? "north" : "south"));
  const merit = groups.map(() => random.normal());
  const y = merit.map((value) => Number(value + random.normal() / 2 > 0));
  const scores = merit.map((value, row) => value + random.normal() / 2 - (groups[row] === "south" ? 1 : 0));
  return { groups, y, scores };
}

describe("fairThresholds", () => {
  const train = makeBiased(1);
  const test = makeBiased(2);
  const naive = fairnessAudit(
    test.y,
    test.scores.map((score) => Number(score > 0)),
    test.groups,
  );

  it.each([
    ["truePositiveRate", "equalOpportunityDifference"],
    ["selectionRate", "demographicParityDifference"],
  ] as const)("gives groups the same %s on rows not seen before", (constraint, difference) => {
    const thresholds = fairThresholds(train.y, train.scores, train.groups, { constraint });
    const audit = fairnessAudit(test.y, thresholds.predict(test.scores, test.groups), test.groups);
    expect(naive[difference]).toBeGreaterThan(0.2);
    expect(audit[difference]).toBeLessThan(0.06);
    expect(thresholds.audit[difference]).toBeLessThan(0.01);
    // South's scores are one lower for the same merit.
    expect(thresholds.thresholds.get("north")! - thresholds.thresholds.get("south")!).toBeCloseTo(1, 0);
  });

  it.each(["selectionRate", "truePositiveRate", "falsePositiveRate"] as const)(
    "comes near fairlearn's ThresholdOptimizer, which tosses coins to make every %s the same",
    (constraint) => {
      const { y, scores, groups, best } = fixtures;
      const { accuracy, audit } = fairThresholds(y, scores, groups, { constraint });
      const expected = best[constraint];
      expect(Math.abs(accuracy - expected.accuracy)).toBeLessThan(0.012);
      for (const group of audit.groups) {
        // Without coins a rate is a whole number of rows.
        expect(Math.abs(group[constraint].value! - expected.rates.a)).toBeLessThan(0.05);
      }
    },
  );

  it("takes a rate that is asked for", () => {
    const { audit, rate } = fairThresholds(train.y, train.scores, train.groups, {
      ...{ constraint: "falsePositiveRate", rate: 0.1 },
    });
    expect(rate).toBe(0.1);
    for (const group of audit.groups) expect(group.falsePositiveRate.value).toBeCloseTo(0.1, 2);
  });

  it("chooses the best accuracy that a common threshold rule allows", () => {
    const best = fairThresholds(train.y, train.scores, train.groups, { constraint: "selectionRate" });
    for (const rate of [0.2, 0.4, 0.5, 0.6, 0.8]) {
      const other = fairThresholds(train.y, train.scores, train.groups, { constraint: "selectionRate", rate });
      expect(best.accuracy).toBeGreaterThanOrEqual(other.accuracy);
    }
    const decisions = best.predict(train.scores, train.groups);
    expect(best.accuracy).toBe(decisions.filter((label, row) => label === train.y[row]).length / train.y.length);
  });

  it("never separates equal scores", () => {
    const { thresholds, audit } = fairThresholds(
      [1, 0, 1, 0, 1, 0],
      [5, 5, 5, 5, 1, 0],
      ["a", "a", "a", "b", "b", "b"],
      {
        ...{ constraint: "selectionRate", rate: 0.5 },
      },
    );
    expect([...thresholds.values()].every((value) => [5, 1, 0, Infinity].includes(value))).toBe(true);
    expect([0, 1]).toContain(audit.groups[0]!.selectionRate.value);
  });

  it("selects whoever deserves it where that costs no rate", () => {
    const y = [0, 0, 1, 1, 0, 0, 1, 1];
    const scores = [1, 2, 3, 4, 11, 12, 13, 14];
    const groups = [..."aaaabbbb"];
    for (const options of [{}, { rate: 0 }]) {
      const { accuracy } = fairThresholds(y, scores, groups, { constraint: "falsePositiveRate", ...options });
      expect(accuracy).toBe(1);
    }
    expect(fairThresholds(y, scores, groups, { rate: 1 }).accuracy).toBe(1);
  });

  it("refuses a constraint that it does not know", () => {
    const constraint = "equalizedOdds" as never;
    expect(() => fairThresholds(train.y, train.scores, train.groups, { constraint })).toThrow(
      /constraint must be "selectionRate", "truePositiveRate" or "falsePositiveRate"/,
    );
  });

  it("says which group it cannot judge", () => {
    expect(() => fairThresholds([1, 0, 0], [1, 0, 1], ["a", "a", "b"])).toThrow(
      'Group "b" has no rows of which a truePositiveRate could be taken.',
    );
    const { predict } = fairThresholds(train.y, train.scores, train.groups);
    expect(() => predict.call(fairThresholds(train.y, train.scores, train.groups), [1], ["west"])).toThrow(
      'Row 0 is of group "west", which has no threshold.',
    );
  });
});
