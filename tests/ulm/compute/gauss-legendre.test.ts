import { gaussLegendre } from "ulm/compute";
import { describe, expect, it } from "vitest";

describe("gaussLegendre", () => {
  it("has the points and weights of the NIST handbook for five points", () => {
    // DLMF §3.5, table 3.5.1, from −1 to 1.
    const { points, weights } = gaussLegendre(5);
    const known = [0, 0.538469310105683, 0.906179845938664];
    const heavy = [0.568888888888889, 0.478628670499366, 0.236926885056189];
    for (const [index, place] of known.entries()) {
      expect(2 * points[2 + index]! - 1).toBeCloseTo(place, 14);
      expect(2 * points[2 - index]! - 1).toBeCloseTo(-place, 14);
      expect(2 * weights[2 + index]!).toBeCloseTo(heavy[index]!, 14);
    }
  });

  it.each([1, 2, 3, 8, 24, 40])("integrates polynomials of a degree below twice the number of points: %i", (count) => {
    const { points, weights } = gaussLegendre(count);
    for (let degree = 0; degree < 2 * count; degree++) {
      const integral = points.reduce((sum, point, index) => sum + weights[index]! * point ** degree, 0);
      expect(Math.abs(integral * (degree + 1) - 1)).toBeLessThan(2e-14 * count);
    }
    const next = points.reduce((sum, point, index) => sum + weights[index]! * point ** (2 * count), 0);
    if (count < 8) expect(Math.abs(next * (2 * count + 1) - 1)).toBeGreaterThan(1e-6);
  });
});
