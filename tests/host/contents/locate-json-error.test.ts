import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locateJsonError } from "../../../host/contents/locate-json-error.ts";

describe("locateJsonError", () => {
  it.each([
    ['{"a": 1,\n "b": }', 2, 7, 'a value should stand here, not "}"'],
    ['{"a" 1}', 1, 6, '":" should stand here, not "1"'],
    ['{"a": 1\n"b": 2}', 2, 1, '"," or "}" should stand here, not "\\"b\\""'],
    ["[1, 2", 1, 6, 'the text ends where "," or "]" should stand'],
    ["", 1, 1, "the text ends where a value should stand"],
    ["{} {}", 1, 4, 'nothing more should stand here, not "{"'],
    ["[1,]", 1, 4, 'a value should stand here, not "]"'],
    ["[nul]", 1, 2, '"nul]" is not JSON'],
    ['["a\nb"]', 1, 2, "this text in quotes is not closed on its line, or has a wrong escape"],
    ['<<<<<<< HEAD\n"x"', 1, 1, '"<<<<<<< HEAD" is not JSON'],
  ])("%j: line %i, column %i", (text, line, column, problem) => {
    expect(locateJsonError(text)).toEqual({ line, column, problem });
  });

  it("agrees with JSON.parse about what is JSON", () => {
    const mangled = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", '"', "}", "[", "x", "0", "\\", "\u0080"))
      .map(([text, seed, piece]) => {
        const at = seed % (text.length + 1);
        return text.slice(0, at) + piece + text.slice(at + (seed % 2));
      });
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(fc.oneof(fc.json(), mangled), (text) => {
        expect(locateJsonError(text) === null).toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });
});
