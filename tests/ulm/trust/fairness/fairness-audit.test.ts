import { readFileSync } from "node:fs";
import { display, ParameterError } from "ulm/data";
import { fairnessAudit } from "ulm/trust";
import { describe, expect, it } from "vitest";
import { proportion, proportionDifference } from "ulm/compute";

/** tests/fixtures/trust/make_fairness_fixtures.py: fairlearn and statsmodels. */
const fixture = JSON.parse(readFileSync(new URL("../../../fixtures/trust/fairness.json", import.meta.url), "utf8")) as {
  yTrue: number[];
  yPredicted: number[];
  groups: string[];
  byGroup: Record<"selectionRate" | "truePositiveRate" | "falsePositiveRate" | "precision", Record<string, number>>;
  wilson: [number, number, number, number][];
  newcombe: [number, number, number, number, number, number][];
} & Record<Gap, number>;

const gaps = [
  "demographicParityDifference",
  "demographicParityRatio",
  "equalOpportunityDifference",
  "equalizedOddsDifference",
  "predictiveParityDifference",
] as const;
type Gap = (typeof gaps)[number];

describe("fairnessAudit", () => {
  const audit = fairnessAudit(fixture.yTrue, fixture.yPredicted, fixture.groups);

  it("has the rates of fairlearn's MetricFrame", () => {
    expect(audit.groups.map(({ group }) => group)).toEqual(["a", "b", "c"]);
    for (const group of audit.groups) {
      for (const name of ["selectionRate", "truePositiveRate", "falsePositiveRate", "precision"] as const) {
        expect(group[name].value).toBeCloseTo(fixture.byGroup[name][String(group.group)]!, 12);
      }
    }
  });

  it.each(gaps)("has fairlearn's %s", (gap) => {
    expect(audit[gap]).toBeCloseTo(fixture[gap], 12);
  });

  it("widens the intervals of differences for the number of pairs", () => {
    const [a, c] = [audit.groups[0]!, audit.groups[2]!];
    const gap = audit.gap("selectionRate");
    expect([gap.highest, gap.lowest]).toEqual(
      a.selectionRate.value! > c.selectionRate.value! ? ["a", expect.anything()] : ["c", expect.anything()],
    );
    const single = fairnessAudit(
      fixture.yTrue.filter((_, row) => [gap.highest, gap.lowest].includes(fixture.groups[row]!)),
      fixture.yPredicted.filter((_, row) => [gap.highest, gap.lowest].includes(fixture.groups[row]!)),
      fixture.groups.filter((group) => [gap.highest, gap.lowest].includes(group)),
    ).gap("selectionRate");
    expect(single.difference).toBe(gap.difference);
    expect(gap.upper - gap.lower).toBeGreaterThan(single.upper - single.lower);
    // Three pairs: each at 98.33 %.
    const strict = fairnessAudit(fixture.yTrue, fixture.yPredicted, fixture.groups, { level: 1 - 0.05 / 3 });
    expect(strict.groups[0]!.selectionRate.lower).toBeLessThan(a.selectionRate.lower);
  });

  it("leaves out rates that a group does not have", () => {
    const small = fairnessAudit([1, 1, 0, 1], [1, 0, 0, 0], ["x", "x", "y", "y"]);
    expect(small.groups[1]!.precision).toMatchObject({ value: null, count: 0 });
    expect(small.gaps.map(({ rate }) => rate)).toEqual(["selectionRate", "truePositiveRate"]);
    expect(() => small.predictiveParityDifference).toThrow("Fewer than two groups have a precision");
  });

  it("shows itself in both languages, and as a table", () => {
    const bundle = audit[display]();
    expect(bundle["text/html"]).toContain('lang="zh-CN"');
    expect(bundle["text/html"]).toContain("Largest difference");
    const third = fairnessAudit(fixture.yTrue, fixture.yPredicted, fixture.groups, { level: 1 - 0.05 / 3 });
    expect(third.toString()).toContain("with 98.33 % intervals");
    expect(audit.table().columnNames.slice(0, 5)).toEqual([
      ...["group", "count", "selectionRate", "selectionRateLower", "selectionRateUpper"],
    ]);
    expect(audit.table().rowCount).toBe(3);
  });

  it.each([
    [[0, 1, 2], [0, 1, 1], ["a", "b", "b"], {}, "two classes, but there are 3: 0, 1, 2"],
    [[0, 1], [0, 1, 1], ["a", "b"], {}, "yTrue has 2 rows, but yPredicted has 3"],
    [[0, 1], [0, 1], ["a", "a"], {}, "at least two groups, but groups holds 1"],
    [[0, 1], [0, 1], ["a", "b"], { positive: "yes" }, 'positive is "yes", but the classes are 0 and 1'],
    [[0, 1], [0, 1], ["a", "b"], { level: 95 }, "level must be between 0 and 1, not 95"],
  ])("refuses %j, %j, %j, %j", (yTrue, yPredicted, groups, options, message) => {
    expect(() => fairnessAudit(yTrue, yPredicted, groups, options)).toThrow(ParameterError);
    expect(() => fairnessAudit(yTrue, yPredicted, groups, options)).toThrow(message);
  });
});

describe("proportion", () => {
  it.each(fixture.wilson)("%i of %i has statsmodels' Wilson interval", (hits, count, lower, upper) => {
    const share = proportion(hits, count, 0.95);
    expect(share.lower).toBeCloseTo(lower, 12);
    expect(share.upper).toBeCloseTo(upper, 12);
  });
});

describe("proportionDifference", () => {
  it.each(fixture.newcombe)("%i of %i against %i of %i has statsmodels' Newcombe interval", (a, n, b, m, low, high) => {
    const { lower, upper } = proportionDifference(proportion(a, n, 0.95), proportion(b, m, 0.95));
    expect(lower).toBeCloseTo(low, 12);
    expect(upper).toBeCloseTo(high, 12);
  });
});
