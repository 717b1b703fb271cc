import { normalCumulative, normalQuantile, normalUpperTail } from "ulm/compute";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/compute/normal-distribution.json" with { type: "json" };

describe("the normal distribution", () => {
  it.each(fixtures.upperTail)("P(Z > %d) as in 40-digit arithmetic", (z, probability) => {
    expect(Math.abs(normalUpperTail(z!) / probability! - 1)).toBeLessThan(2e-15);
    expect(normalCumulative(-z!)).toBe(normalUpperTail(z!));
  });

  it.each(fixtures.quantile)("the quantile of %d as in 40-digit arithmetic", (probability, z) => {
    expect(Math.abs(normalQuantile(probability!) - z!)).toBeLessThan(4e-15 * Math.max(1, Math.abs(z!)));
  });

  it("is infinite at 0 and 1 and undefined outside", () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect(() => normalQuantile(1.01)).toThrow("between 0 and 1");
    expect(() => normalQuantile(NaN)).toThrow(RangeError);
  });
});
