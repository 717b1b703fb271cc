import { expect, it } from "vitest";
import { readableTypes } from "../../../kernel/language/readable-types.ts";

it.each([
  [`import("/home/me/.ulm-cell-3").Point`, "Point"],
  [
    `Property 'x' does not exist on type 'typeof import("/app/dist/kernel/prelude/ulm-trust")'.`,
    "Property 'x' does not exist on type 'ulm.trust'.",
  ],
  [`import("C:/app/dist/kernel/prelude/shared-display").DisplayBundle | index_d$1_Dataset`, "DisplayBundle | Dataset"],
  [`typeof import("fs")`, `typeof import("fs")`],
])("reads %s as %s", (text, readable) => {
  expect(readableTypes(text)).toBe(readable);
});
