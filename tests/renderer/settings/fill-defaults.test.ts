import { expect, test } from "vitest";
import { fillDefaults } from "../../../renderer/settings/fill-defaults.ts";

const schema = {
  properties: {
    theme: { default: "light" },
    editor: { default: { lines: false }, properties: { lines: { default: true }, wrap: { default: true } } },
    items: { items: { $ref: "#/definitions/item" } },
  },
  definitions: { item: { properties: { rank: { default: 500 } } } },
};

test("fills what is not said, at every depth that the data reaches", () => {
  expect(fillDefaults(schema, { items: [{ rank: 1 }, {}] })).toEqual({
    theme: "light",
    editor: { lines: false, wrap: true },
    items: [{ rank: 1 }, { rank: 500 }],
  });
});

test("keeps what is said, falsy or null too, and changes neither data nor schema", () => {
  const before = structuredClone(schema);
  const data = { theme: null, editor: { lines: false, wrap: false } };
  const filled = fillDefaults(schema, data) as { editor: { lines: boolean } };
  expect(filled).toEqual(data);
  filled.editor.lines = true;
  expect(data.editor.lines).toBe(false);
  expect(schema).toEqual(before);
});
