import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settleClasses } from "../../../../ulm/learn/logistic/settle-classes.ts";

const strengths = fc.double({ min: 0.01, max: 10, noNaN: true });

describe("settleClasses", () => {
  it("finds the shift of least penalty: no other shift, near or far, has less", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 7 }),
        strengths,
        fc.oneof(fc.constant(0), strengths),
        (values, l1, l2) => {
          const penaltyAt = (shift: number) =>
            values.reduce((sum, value) => sum + (l2 * (value - shift) ** 2) / 2 + l1 * Math.abs(value - shift), 0);
          const best = settleClasses(Float64Array.from(values), l1, l2);
          const others = [...values, ...[-1, -0.1, -0.001, 0.001, 0.1, 1].map((distance) => best + distance)];
          const least = Math.min(...others.map(penaltyAt));
          expect(penaltyAt(best)).toBeLessThanOrEqual(least + 1e-12 * Math.abs(least));
        },
      ),
    );
  });

  it("shifts by nothing where no shift does better", () => {
    expect(settleClasses(Float64Array.of(-2, -1, 3, 4), 1, 0)).toBe(0);
    expect(settleClasses(Float64Array.of(1, 2, 3, 4), 1, 0)).toBe(2);
    expect(settleClasses(Float64Array.of(-1, 0, 7), 1, 0)).toBe(0);
  });
});
