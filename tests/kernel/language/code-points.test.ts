import { describe, expect, it } from "vitest";
import { toCodePointOffset, toUtf16Offset } from "../../../kernel/language/code-points.ts";

describe("offsets", () => {
  const text = "a😀客é👨‍👩‍👧\r\n";

  it("go to UTF-16 and back", () => {
    for (let points = 0; points <= [...text].length; points++) {
      const units = toUtf16Offset(text, points);
      expect([...text.slice(0, units)]).toHaveLength(points);
      expect(toCodePointOffset(text, units)).toBe(points);
    }
  });

  it("stop at the end of the text", () => {
    expect(toUtf16Offset(text, 999)).toBe(text.length);
    expect(toCodePointOffset(text, 999)).toBe([...text].length);
  });
});
