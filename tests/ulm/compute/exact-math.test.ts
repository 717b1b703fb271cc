import { createHash } from "node:crypto";
import fc from "fast-check";
import { createRandom, exactExp, exactLog } from "ulm/compute";
import { describe, expect, it } from "vitest";

/** Engines may differ from each other, and so from us, in the last digit. */
function expectNeighbour(actual: number, expected: number): void {
  if (Object.is(actual, expected)) return;
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(Math.max(5e-324, Math.abs(expected) * 2 ** -52));
}

describe("exactLog and exactExp", () => {
  it("are within a unit in the last place of the engine's", () => {
    const positive = fc.double({ min: 0, noNaN: true });
    fc.assert(
      fc.property(positive, (x) => expectNeighbour(exactLog(x), Math.log(x))),
      { numRuns: 20_000 },
    );
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2 }), (x) => expectNeighbour(exactLog(x), Math.log(x))),
      { numRuns: 20_000 },
    );
    fc.assert(
      fc.property(fc.double({ min: -750, max: 710 }), (x) => expectNeighbour(exactExp(x), Math.exp(x))),
      { numRuns: 20_000 },
    );
  });

  it("take what is special", () => {
    expect([exactLog(0), exactLog(1), exactLog(Infinity), exactLog(-1), exactLog(NaN)]).toEqual([
      -Infinity,
      0,
      Infinity,
      NaN,
      NaN,
    ]);
    expect([exactExp(0), exactExp(-Infinity), exactExp(Infinity), exactExp(NaN), exactExp(-745.2)]).toEqual([
      1,
      0,
      Infinity,
      NaN,
      0,
    ]);
    // The smallest number there is: ln 2^-1074, to more digits than a number has.
    expect(exactLog(5e-324)).toBe(-744.4400719213812);
  });

  it("give normal deviates the same bytes everywhere", () => {
    const random = createRandom(2024);
    const draws = Float64Array.from({ length: 10_000 }, () => random.normal());
    expect(createHash("sha256").update(new Uint8Array(draws.buffer)).digest("hex")).toBe(
      "eed96311e96b876559a3d87a20aa3f42578de7392a978d1dda04e68b339218e6",
    );
  });
});
