import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonError } from "../../../../ulm/data/read/find-json-error.ts";

describe("findJsonError", () => {
  it.each([
    ['{"a": }', 6],
    ['{"a" 1}', 1],
    ["[1, 2,]", 6],
    ["[1 2]", 3],
    ['{"a": 1} x', 9],
    ["[01]", 2],
    ['["\n"]', 1],
    ["nul", 0],
    ["", 0],
    ['[{"a": [1', 9],
  ])("%j stops at %i", (text, position) => {
    expect(findJsonError(text)).toBe(position);
  });

  it("goes to the end of all that is valid, and no further than what is cut off", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, cut) => {
        expect(findJsonError(json)).toBe(json.length);
        const part = json.slice(0, cut % (json.length + 1));
        expect(findJsonError(part)).toBeLessThanOrEqual(part.length);
      }),
    );
  });
});
