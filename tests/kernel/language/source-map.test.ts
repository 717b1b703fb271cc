import { SourceMap } from "node:module";
import { describe, expect, it } from "vitest";
import { relocateSourceMap } from "../../../kernel/language/source-map.ts";
import { CellRunner } from "./run-cells.ts";

const runner = new CellRunner();

/** Where a text of the emitted code comes from, as `[line, column]` of the cell. */
function origin(source: string, emitted: string): [number, number] {
  const compiled = runner.compile(source);
  if (!compiled.ok) throw new Error(compiled.evalue);
  const lines = compiled.code.split("\n");
  const line = lines.findIndex((text) => text.includes(emitted));
  expect(line, compiled.code).toBeGreaterThan(0);
  const map = new SourceMap(JSON.parse(compiled.sourceMap));
  const entry = map.findEntry(line, lines[line]!.indexOf(emitted));
  if (!("originalLine" in entry)) throw new Error("not mapped");
  return [entry.originalLine + 1, entry.originalColumn + 1];
}

describe("positions in emitted code", () => {
  it.each<[string, string, [number, number]]>([
    ["boom()\nfunction boom() {\n  throw new Error('x')\n}", "throw", [3, 3]],
    ["const a = 1\nconst b = JSON.parse('{')", "JSON", [2, 11]],
    ["\n\n  (null as any).gone", "null", [3, 4]],
    ["const f = (x: number): number => {\n  if (x) throw x\n  return x\n}", "throw", [2, 10]],
    ["class A<T> {\n  private x: T\n  m() { throw this }\n}", "throw", [3, 9]],
    ["const s = '😀'; const t = JSON", "JSON", [1, 27]],
  ])("%j: %s", (source, emitted, expected) => {
    expect(origin(source, emitted)).toEqual(expected);
  });

  it("do not move with the names of earlier cells", async () => {
    await runner.value("let earlier = 1; const other = 2; class Third {}");
    expect(origin("\nearlier + other; new Third(); JSON", "JSON")).toEqual([2, 31]);
  });

  it("name the cell as their source", () => {
    const compiled = runner.compile("1");
    if (!compiled.ok) throw new Error(compiled.evalue);
    expect(JSON.parse(compiled.sourceMap)).toMatchObject({ version: 3, sources: [compiled.sourceName] });
  });

  it("stay as they are when nothing is to be moved", () => {
    const map = { version: 3, sources: ["x"], names: [], mappings: "AAAA;AACA,gBAAgB" };
    const moved = relocateSourceMap(JSON.stringify(map), { headerLines: 0, leadingLines: 0, sourceName: "x" });
    expect(JSON.parse(moved)).toEqual(map);
  });
});
