import fc from "fast-check";
import { digamma, hypergeometric2F1, logBeta, logGamma, trigamma } from "ulm/compute";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/compute/special-functions.json" with { type: "json" };

const relativeError = (actual: number, expected: number) => Math.abs(actual / expected - 1);

describe("the gamma function's family, against mpmath with 50 digits", () => {
  it.each(fixtures.gamma)("at %f", (x, logarithm, first, second) => {
    if (logarithm !== 0) expect(relativeError(logGamma(x!), logarithm!)).toBeLessThan(2e-15);
    // ψ is 0 at 1.4616…, where only its absolute error means something.
    expect(Math.abs(digamma(x!) - first!)).toBeLessThan(1e-14 * Math.max(1, Math.abs(first!)));
    if (second !== null) expect(relativeError(trigamma(x!), second!)).toBeLessThan(2e-15);
  });

  it("keep their recurrences", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        const size = Math.max(1, Math.abs(logGamma(x)), Math.abs(Math.log(x)));
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(1e-14 * size);
        expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-14 * Math.max(1, 1 / x));
      }),
    );
    expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 14);
  });

  it("say where they are not defined", () => {
    expect([logGamma(0), logGamma(-1), logGamma(Infinity), logGamma(NaN)]).toEqual([Infinity, NaN, Infinity, NaN]);
    expect([digamma(0), digamma(-0.5), trigamma(0)]).toEqual([NaN, NaN, NaN]);
    expect([logGamma(1), logGamma(2)]).toEqual([0, 0]);
  });
});

describe("₂F₁ against mpmath with 50 digits", () => {
  it("is exact to 2e-13, also where SciPy has fewer digits or none", () => {
    expect(fixtures.hypergeometric.length).toBeGreaterThan(150);
    const errors = fixtures.hypergeometric.map(([a, b, c, z, value, theirs]) => ({
      at: [a, b, c, z].join(", "),
      error: relativeError(hypergeometric2F1(a!, b!, c!, z!), value!),
      theirs,
    }));
    expect(errors.filter(({ error }) => !(error < 2e-13))).toEqual([]);
  });

  it("keeps Gauss's relation between neighbours: (b − a) F + a F(a+1) − b F(b+1) = 0 (NIST DLMF 15.5.12)", () => {
    const parameter = fc.double({ min: 0.05, max: 30, noNaN: true });
    fc.assert(
      fc.property(parameter, parameter, parameter, fc.double({ min: 0, max: 0.999, noNaN: true }), (a, b, c, z) => {
        const terms = [
          (b - a) * hypergeometric2F1(a, b, c, z),
          a * hypergeometric2F1(a + 1, b, c, z),
          -b * hypergeometric2F1(a, b + 1, c, z),
        ];
        const size = Math.max(...terms.map(Math.abs));
        expect(Math.abs(terms[0]! + terms[1]! + terms[2]!)).toBeLessThan(1e-11 * size);
      }),
    );
  });

  it("says where it is not defined", () => {
    const outside = [hypergeometric2F1(1, 1, 2, 1), hypergeometric2F1(1, 1, 2, -0.1), hypergeometric2F1(1, 2, -3, 0.5)];
    expect(outside).toEqual([NaN, NaN, NaN]);
    expect(hypergeometric2F1(900, 900, 1, 0.9)).toBe(Infinity);
  });
});
