import { expect, test } from "vitest";
import { localizeSchema } from "../../../renderer/settings/localize-schema.ts";

test("translates titles, descriptions and menu labels, and nothing that is data", () => {
  const schema = {
    title: "Theme",
    "jupyter.lab.menus": { main: [{ id: "Theme", label: "Theme" }] },
    properties: {
      title: { type: "string", title: "Theme", default: "Theme", enum: ["Theme"] },
      choice: { oneOf: [{ const: "Theme", title: "Theme" }] },
    },
  };
  const localized = localizeSchema(schema, (context, text) => `${context}:${text}`);
  expect(localized).toEqual({
    title: "schema:Theme",
    "jupyter.lab.menus": { main: [{ id: "Theme", label: "menu:Theme" }] },
    properties: {
      title: { type: "string", title: "schema:Theme", default: "Theme", enum: ["Theme"] },
      choice: { oneOf: [{ const: "Theme", title: "schema:Theme" }] },
    },
  });
  expect(schema.title).toBe("Theme");
});
