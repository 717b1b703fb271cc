import { describe, expect, it } from "vitest";
import { completeness } from "../../../kernel/language/completeness.ts";

describe("completeness", () => {
  it.each([
    "",
    "1 + 1",
    "const x = 1",
    "function f() {\n}",
    "await x",
    "for await (const x of y) {}",
    "`a\nb`",
    "// c",
    "x =>\n  1",
    "@d class A {}",
  ])("%j is complete", (source) => expect(completeness(source)).toEqual({ status: "complete" }));

  it.each([
    ["function f() {", "  "],
    ["if (a) {\n  b(", "    "],
    ["const x =", ""],
    ["  foo(1,", "  "],
    ["`open\n  text", "  "],
    ["/* open", ""],
    ["[1, 2,", ""],
    ["x.", ""],
    ["1 +", ""],
    ["class A {\n  m() {\n  }", "  "],
  ])("%j is incomplete", (source, indent) => expect(completeness(source)).toEqual({ status: "incomplete", indent }));

  it.each(["const = 1", "}", "foo)", "'open", "a b"])("%j is invalid", (source) =>
    expect(completeness(source)).toEqual({ status: "invalid" }),
  );
});
