import { expect, test } from "vitest";
import { pluralRule } from "../../../renderer/security/plural-rule.ts";

test("knows English and Chinese", () => {
  const english = pluralRule("nplurals=2; plural=(n != 1);");
  expect([0, 1, 2].map((n) => english(n).plural)).toEqual([1, 0, 1]);
  const chinese = pluralRule("nplurals=1; plural=0;");
  expect([0, 1, 2].map((n) => chinese(n))).toEqual(Array(3).fill({ nplurals: 1, plural: 0 }));
});

test("names a rule it does not know", () => {
  expect(() => pluralRule("nplurals=3; plural=(n%10)")).toThrow(/nplurals=3/);
});
