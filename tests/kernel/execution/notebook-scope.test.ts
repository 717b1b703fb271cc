import { expect, it } from "vitest";
import { NotebookScope } from "../../../kernel/execution/notebook-scope.ts";

it("gives names to the run that assigned them last, from its first assignment on", () => {
  const scope = new NotebookScope();
  const first = scope.begin();
  first.a = 1;
  expect(scope.end(first)).toEqual(["a"]);
  const a = scope.binding("a");
  const second = scope.begin();
  expect(second.a).toBeUndefined();
  expect(a.home).toBe(first);
  second.a = 2;
  expect(a.home).toBe(second);
  expect(Object.entries(second)).toEqual([["a", 2]]);
  expect([scope.get("a"), first.a]).toEqual([2, 1]);
});

it("lets getters take names over, too", () => {
  const scope = new NotebookScope();
  const first = scope.begin();
  first.a = 1;
  scope.end(first);
  const second = scope.begin();
  let value = 2;
  scope.defineGetter(second, "a", () => value);
  value = 3;
  expect(scope.get("a")).toBe(3);
  expect(scope.end(second)).toEqual(["a"]);
});

it("leaves a name alone that a run assigns first after its end", () => {
  const scope = new NotebookScope();
  const first = scope.begin();
  first.a = 1;
  scope.end(first);
  const second = scope.begin();
  expect(scope.end(second)).toEqual([]);
  second.a = 2;
  expect([scope.get("a"), second.a]).toEqual([1, 2]);
});

it("has only names that were assigned, also when something refers to others", () => {
  const scope = new NotebookScope();
  expect(scope.binding("a").home.a).toBeUndefined();
  expect([scope.has("a"), scope.get("a"), scope.has("toString")]).toEqual([false, undefined, false]);
  scope.binding("a").home.a = 1;
  expect(scope.get("a")).toBe(1);
});
