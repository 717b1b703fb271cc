import { describe, expect, test } from "vitest";
import { validateJson } from "../../../renderer/settings/validate-json.ts";

const keywords = (schema: object, value: unknown) =>
  validateJson(schema as never, value).map(({ keyword, instancePath }) => `${keyword} ${instancePath}`.trim());

describe("validateJson", () => {
  test.each([
    [{ type: "integer" }, 3, []],
    [{ type: "integer" }, 3.5, ["type"]],
    [{ type: ["string", "null"] }, null, []],
    [{ type: ["string", "null"] }, 1, ["type"]],
    [{ enum: ["a", { b: 1, c: 2 }] }, { c: 2, b: 1 }, []],
    [{ const: "a" }, "b", ["const"]],
    [{ minimum: 2, maximum: 3 }, 1, ["minimum"]],
    [{ exclusiveMaximum: 3 }, 3, ["exclusiveMaximum"]],
    [{ minLength: 2 }, "退货", []],
    [{ maxLength: 1 }, "𝛼", []],
    [{ pattern: "^a+$" }, "aab", ["pattern"]],
    [{ uniqueItems: true }, [{ a: 1 }, { a: 1 }], ["uniqueItems"]],
    [{ not: { type: "string" } }, "a", ["not"]],
    [{ oneOf: [{ minimum: 1 }, { minimum: 2 }] }, 3, ["oneOf"]],
    [{ oneOf: [{ minimum: 1 }, { minimum: 4 }] }, 3, []],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, 3, ["anyOf"]],
    [{ allOf: [{ minimum: 4 }, { maximum: 2 }] }, 3, ["minimum", "maximum"]],
  ])("%j on %j gives %j", (schema, value, expected) => {
    expect(keywords(schema, value)).toEqual(expected);
  });

  test("names the place of each violation", () => {
    const schema = {
      type: "object",
      required: ["name"],
      additionalProperties: false,
      patternProperties: { "^x-": { type: "number" } },
      properties: { list: { type: "array", items: { type: "number" } } },
    };
    expect(keywords(schema, { list: [1, "two"], "x-a": "b", other: 1 }).sort()).toEqual([
      "additionalProperties",
      "required",
      "type /list/1",
      "type /x-a",
    ]);
  });

  test("follows references, recursive ones too", () => {
    const schema = {
      $ref: "#/definitions/node",
      definitions: {
        node: { type: "object", properties: { next: { $ref: "#/definitions/node" }, n: { type: "number" } } },
      },
    };
    expect(keywords(schema, { n: 1, next: { n: "1" } })).toEqual(["type /next/n"]);
    expect(() => validateJson({ $ref: "#/definitions/missing" }, 1)).toThrow(/missing/);
  });
});
