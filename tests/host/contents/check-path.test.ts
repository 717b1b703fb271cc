import fc from "fast-check";
import { join, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { checkPath } from "../../../host/contents/check-path.ts";

describe("checkPath", () => {
  it.each([
    ["", "linux", true],
    ["a.ipynb", "linux", true],
    ["folder/流失分析.ipynb", "linux", true],
    ["a b/c..d", "linux", true],
    ["..", "linux", false],
    ["a/../b", "linux", false],
    [".", "linux", false],
    ["a/./b", "linux", false],
    ["a//b", "linux", false],
    ["/etc/passwd", "linux", false],
    ["a/", "linux", false],
    [".ssh/id", "linux", false],
    ["a/.git/config", "linux", false],
    ["a\0b", "linux", false],
    ["x".repeat(256), "linux", false],
    ["a\\b", "linux", true],
    ["a\\..\\b", "win32", false],
    ["C:/x", "win32", false],
    ["a:stream", "win32", false],
    ["nul", "win32", false],
    ["COM1.txt", "win32", false],
    ["name.", "win32", false],
    ["name ", "win32", false],
  ] as const)("%j on %s → %s", (path, platform, allowed) => {
    expect(checkPath(path, platform).allowed).toBe(allowed);
  });

  it("lets nothing out of the workspace, whatever the path", () => {
    const part = fc.oneof(fc.constantFrom("..", ".", "", "a", "\0", "...", "~", "\\..", "%2e%2e"), fc.string());
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const path = parts.join("/");
        if (!checkPath(path).allowed) return;
        const absolute = join(sep, "workspace", ...path.split("/"));
        expect(absolute === `${sep}workspace` || absolute.startsWith(`${sep}workspace${sep}`)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
