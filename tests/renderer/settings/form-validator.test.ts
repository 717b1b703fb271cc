import { expect, test } from "vitest";
import formValidator from "../../../renderer/settings/form-validator.ts";

const schema = {
  type: "object",
  required: ["name"],
  properties: { interval: { type: "integer", minimum: 1 }, name: { type: "string" } },
} as const;

test("puts each error at its field", () => {
  const { errors, errorSchema } = formValidator.validateFormData({ interval: 0 }, schema as never);
  expect(errors.map(({ property, name }) => [property, name]).sort()).toEqual([
    [".interval", "minimum"],
    ["name", "required"],
  ]);
  expect(errorSchema).toMatchObject({
    interval: { __errors: ["must be at least 1"] },
    name: { __errors: [expect.any(String)] },
  });
});

test("adds the form's own checks", () => {
  const { errors } = formValidator.validateFormData({ name: "x", interval: 2 }, schema as never, (_data, handler) => {
    (handler as unknown as { name: { addError(text: string): void } }).name.addError("taken");
    return handler;
  });
  expect(errors.map(({ message }) => message)).toEqual(["taken"]);
});

test("resolves references in the whole schema when asked about a part", () => {
  const root = { definitions: { positive: { minimum: 1 } } };
  expect(formValidator.isValid({ $ref: "#/definitions/positive" }, 2, root)).toBe(true);
  expect(formValidator.isValid({ $ref: "#/definitions/positive" }, 0, root)).toBe(false);
});
