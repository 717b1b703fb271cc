import { readFileSync } from "node:fs";
import { createRandom, kolmogorovSmirnov, kolmogorovUpperTail } from "ulm/compute";
import { describe, expect, it } from "vitest";

/** tests/fixtures/compute/make_kolmogorov_smirnov.py: scipy. */
const fixture = JSON.parse(
  readFileSync(new URL("../../fixtures/compute/kolmogorov-smirnov.json", import.meta.url), "utf8"),
) as { cases: { a: number[]; b: number[]; statistic: number; pValue: number }[]; tail: [number, number][] };

describe("kolmogorovSmirnov", () => {
  it.each(fixture.cases)("has scipy's distance $statistic and exact p $pValue", ({ a, b, statistic, pValue }) => {
    const result = kolmogorovSmirnov(a, b);
    expect(result.statistic).toBeCloseTo(statistic, 12);
    expect(result.pValue / pValue).toBeCloseTo(1, 8);
  });

  it("of large samples comes near the exact p value", () => {
    const random = createRandom(4);
    const a = Array.from({ length: 2100 }, () => random.normal());
    const b = Array.from({ length: 1900 }, () => random.normal() + 0.06);
    const exact = kolmogorovSmirnov(a, b);
    const asymptotic = kolmogorovUpperTail(exact.statistic * Math.sqrt((2100 * 1900) / 4000));
    expect(Math.abs(exact.pValue - asymptotic)).toBeLessThan(0.01);
    const repeated = kolmogorovSmirnov([...a, ...a], [...b, ...b]);
    expect(repeated.statistic).toBeCloseTo(exact.statistic, 12);
    expect(repeated.pValue).toBeLessThan(exact.pValue);
  });

  it("is certain of equal samples and of samples apart", () => {
    expect(kolmogorovSmirnov([1, 2, 3], [1, 2, 3])).toEqual({ statistic: 0, pValue: 1 });
    // Of the 20 orders of 3 + 3 numbers, two keep the samples apart.
    expect(kolmogorovSmirnov([1, 2, 3], [4, 5, 6]).pValue).toBeCloseTo(0.1, 12);
  });
});

describe("kolmogorovUpperTail", () => {
  it.each(fixture.tail)("at %f is scipy's %f", (t, tail) => {
    expect(kolmogorovUpperTail(t)).toBeCloseTo(tail, 12);
  });
});
