import { expect, it } from "vitest";
import { clipLine, clipText } from "../../kernel/clip.ts";

it("leaves short texts as they are, and says how much of a long one is missing", () => {
  expect(clipText("short")).toBe("short");
  expect(clipText("x".repeat(12_500))).toBe(`${"x".repeat(10_000)}\n… 2,500 more characters`);
});

it.each([1, 50, 5000, 9_990, 10_000])("shows the surroundings of column %i of a long line", (column) => {
  const line = Array.from({ length: 10_000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join("");
  const shown = clipLine(line, column);
  expect(shown.text.length).toBeLessThan(250);
  expect(shown.text[shown.column - 1]).toBe(line[column - 1]);
  expect([shown.text.startsWith("…"), shown.text.endsWith("…")]).toEqual([column > 101, column < 9_800]);
});

it("leaves short lines as they are", () => {
  expect(clipLine("const a = 1", 7)).toEqual({ text: "const a = 1", column: 7 });
});
