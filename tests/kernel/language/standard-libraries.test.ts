import ts from "typescript";
import { expect, it } from "vitest";
import { standardLibraries } from "../../../kernel/language/standard-libraries.ts";
import { CellRunner } from "./run-cells.ts";

it("exist in this TypeScript", () => {
  const folder = ts.getDefaultLibFilePath({}).replace(/[^/\\]*$/, "");
  expect(standardLibraries.filter((library) => !ts.sys.fileExists(folder + library))).toEqual([]);
});

// By what a cell writes: a checker that accepts it promises that it runs.
it.each([
  ["Object.groupBy([1], (x) => x)", "groupBy" in Object],
  ["new Set([1]).union(new Set([2]))", "union" in Set.prototype],
  ["Array.fromAsync([1])", "fromAsync" in Array],
  ["[1].values().map((x) => x)", "Iterator" in globalThis],
  ["Promise.try(() => 1)", "try" in Promise],
  ["'a'.isWellFormed()", "isWellFormed" in String.prototype],
  ["[1, 2].findLast((x) => x > 1)", true],
  ["[2, 1].toSorted()", true],
])("accepts %s exactly where Node runs it", async (source, isThere) => {
  const ran = await new CellRunner().run(source);
  expect([ran.compiled.ok, ran.error]).toEqual([isThere, undefined]);
});

it("a refusal says what is too old", () => {
  const compiled = new CellRunner().compile("[1].fromTheFuture; document.title");
  expect(compiled.ok ? "" : compiled.diagnostics.map(({ message }) => message)).toEqual([
    "Property 'fromTheFuture' does not exist on type 'number[]'.",
    "Cannot find name 'document'. It exists in browsers only; cells run in Node.js.",
  ]);
});
