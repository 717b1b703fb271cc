import { expect, test } from "vitest";
import { grammarOf, vegaMimeTypes } from "../../../renderer/vega/mime-types.ts";

test("tells Vega from Vega-Lite", () => {
  expect(vegaMimeTypes.filter((type) => grammarOf(type) === "vega")).toEqual([
    "application/vnd.vega.v6+json",
    "application/vnd.vega.v5+json",
  ]);
});
