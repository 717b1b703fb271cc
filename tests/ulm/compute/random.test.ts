import fc from "fast-check";
import { createRandom, NumpyRandom, Pcg32 } from "ulm/compute";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/compute/numpy-random.json" with { type: "json" };

describe("Pcg32", () => {
  it("gives the numbers of the reference implementation", () => {
    // pcg32-demo of pcg-c-basic 0.9, https://www.pcg-random.org/download.html: seed 42, stream 54.
    const random = new Pcg32(42, 54);
    const first = Array.from({ length: 6 }, () => random.uint32());
    expect(first).toEqual([0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e]);
  });

  it("gives other numbers for other seeds and streams, beyond 32 bits too", () => {
    const starts = [new Pcg32(1), new Pcg32(2), new Pcg32(1, 1), new Pcg32(1 + 2 ** 32), new Pcg32(1, 2 ** 33)];
    expect(new Set(starts.map((random) => random.uint32())).size).toBe(starts.length);
  });

  it("refuses seeds that are no whole numbers", () => {
    expect(() => new Pcg32(0.5)).toThrow(/seed must be a non-negative integer/);
    expect(() => new Pcg32(0, -1)).toThrow(/stream must be a non-negative integer/);
  });

  it("is uniform: each tenth of [0, 1) and each small integer gets its share", () => {
    const random = new Pcg32(7);
    const tenths = new Array<number>(10).fill(0);
    const sevens = new Array<number>(7).fill(0);
    for (let draw = 0; draw < 70_000; draw++) {
      tenths[Math.floor(random.random() * 10)]! += 1;
      sevens[random.integer(7)]! += 1;
    }
    // χ² below its 99.99 % point (9 and 6 degrees of freedom).
    expect(chiSquare(tenths)).toBeLessThan(33.7);
    expect(chiSquare(sevens)).toBeLessThan(27.9);
  });

  it("draws standard normal deviates", () => {
    const random = new Pcg32(3);
    const draws = Array.from({ length: 40_000 }, () => random.normal());
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + value * value, 0) / draws.length;
    // Five standard errors.
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(draws.length));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / draws.length));
  });
});

describe("NumpyRandom", () => {
  it.each(fixtures)("draws what np.random.RandomState($seed) draws", (expected) => {
    const random = new NumpyRandom(expected.seed);
    expect(random.randint(1, 6, 20)).toEqual(expected.randint);
    expect(Array.from({ length: 5 }, () => random.random())).toEqual(expected.random);
    expect([...random.permutation(17)]).toEqual(expected.permutation);
    const normals = Array.from({ length: 5 }, () => random.normal());
    normals.forEach((value, index) => expect(value).toBeCloseTo(expected.normal[index]!, 14));
    expect(random.randint(0, 2 ** 31 - 1, 4)).toEqual(expected.large);
  });

  it("begins as article 001 §5 does: np.random.seed(0), randint(1, 6)", () => {
    expect(new NumpyRandom(0).randint(1, 6, 10)).toEqual([5, 1, 4, 4, 4, 2, 4, 3, 5, 1]);
  });
});

describe.each(["pcg32", "numpy"] as const)("every source: %s", (generator) => {
  const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

  it("permutes: all numbers once, the same for the same seed", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 200 }), (seed, length) => {
        const permutation = createRandom(seed, generator).permutation(length);
        expect([...permutation].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, index) => index));
        expect(createRandom(seed, generator).permutation(length)).toEqual(permutation);
      }),
    );
  });

  it("keeps integers below their bound", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 }), (seed, bound) => {
        const draw = createRandom(seed, generator).integer(bound);
        expect(Number.isInteger(draw) && draw >= 0 && draw < bound).toBe(true);
      }),
    );
  });

  it.each([0, -1, 1.5, 2 ** 32 + 1, NaN])("refuses the bound %d", (bound) => {
    expect(() => createRandom(0, generator).integer(bound)).toThrow(RangeError);
  });
});

function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
