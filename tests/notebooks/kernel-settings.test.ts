import { expect, it } from "vitest";
import { settingsOfNotebook } from "../../notebooks/kernel-settings.ts";

it.each([
  [{}, {}],
  [{ ulm: { typeErrors: "warn", lesson: "churn" } }, { typeErrors: "warn" }],
  [{ ulm: { typeErrors: "ignore", decorators: "legacy" } }, { typeErrors: "ignore", decorators: "legacy" }],
  [{ ulm: { typeErrors: "of a later version" } }, {}],
  [{ ulm: null }, {}],
  [{ ulm: "text" }, {}],
])("a notebook with %j says %j of its kernel's settings", (metadata, settings) => {
  expect(settingsOfNotebook(metadata)).toEqual(settings);
});
