import { beforeAll, describe, expect, it } from "vitest";
import { CellRunner } from "./run-cells.ts";

const runner = new CellRunner();

/** The cursor is at the last `|`. */
function complete(marked: string) {
  const before = marked.slice(0, marked.lastIndexOf("|"));
  return runner.session.complete(before + marked.slice(before.length + 1), [...before].length);
}

beforeAll(async () => {
  await runner.value(
    "const customers = [{ name: 'Li', spent: 3 }]; let counter = 1; /** Adds. */ function addUp(a: number, b = 2): number { return a + b }; class Basket { items: string[] = [] }; interface Shape { side: number }",
  );
});

describe("completion", () => {
  it("offers members of names of earlier cells", () => {
    const { matches, cursorStart, cursorEnd } = complete("customers[0].|");
    expect(matches).toEqual(["name", "spent"]);
    expect([cursorStart, cursorEnd]).toEqual([13, 13]);
  });

  it("replaces the whole word that the cursor is in", () => {
    expect(complete("customers[0].na|m + 1")).toMatchObject({ matches: ["name"], cursorStart: 13, cursorEnd: 16 });
  });

  it("counts code points", () => {
    expect(complete("'😀😀'; 'x'.toUpp|")).toMatchObject({ matches: ["toUpperCase"], cursorStart: 10, cursorEnd: 15 });
  });

  it("offers names of earlier cells with kind and type", () => {
    const items = complete("(c|").metadata._jupyter_types_experimental;
    expect(items.find(({ text }) => text === "customers")).toEqual({
      start: 1,
      end: 2,
      text: "customers",
      type: "variable",
      signature: "{ name: string; spent: number; }[]",
    });
    expect(items.find(({ text }) => text === "counter")).toMatchObject({ type: "variable", signature: "number" });
    expect(complete("ad|").metadata._jupyter_types_experimental[0]).toMatchObject({
      text: "addUp",
      type: "function",
      signature: "(a: number, b?: number): number",
    });
    expect(complete("new Bask|").metadata._jupyter_types_experimental[0]).toMatchObject({
      text: "Basket",
      type: "class",
    });
    expect(complete("let s: Sha|").metadata._jupyter_types_experimental).toContainEqual(
      expect.objectContaining({ text: "Shape", type: "interface" }),
    );
  });

  it("offers names of this cell, also inside an open block", () => {
    expect(complete("function f() {\n  const lonely = customers.length\n  lone|").matches).toEqual(["lonely"]);
    expect(complete("for (const each of customers) { each.|").matches).toEqual(["name", "spent"]);
    expect(complete("customers.map((each) => each.|)").matches).toEqual(["name", "spent"]);
  });

  it("offers the new meaning of a redeclared name", () => {
    expect(complete("const customers = { only: 1 }; customers.|").matches).toEqual(["only"]);
  });

  it("offers properties of an object literal's type and string literals", () => {
    expect(complete("const s: Shape = { | }").matches).toEqual(["side"]);
    expect(complete("const k: 'left' | 'right' = 'l|'").matches).toEqual(["left"]);
  });

  it("offers what a parameter takes: keys and texts", async () => {
    await runner.value(
      "function show(what: { kind: 'bar' | 'line'; title?: string }, mode: 'wide' | 'narrow' = 'wide') { return [what, mode] }; const byName = { 'first name': 1, second: 2 }",
    );
    expect(complete("show({ k|").matches).toEqual(["kind"]);
    expect(complete("show({ kind: '|' })").matches).toEqual(["bar", "line"]);
    expect(complete("show({ kind: 'bar' }, 'n|')").matches).toEqual(["narrow"]);
    expect(complete("byName['|']").matches).toEqual(["first name", "second"]);
    expect(complete("const { sec| } = byName").matches).toEqual(["second"]);
  });

  it("offers nothing in a text that may be anything", () => {
    expect(complete("const s = 'counter|'").matches).toEqual([]);
    expect(complete("const s = `counter|`").matches).toEqual([]);
    expect(complete("const s = `${counte|}`").matches).toEqual(["counter"]);
  });

  it("offers members in a cell that is wrong elsewhere", () => {
    expect(complete("const n: number = 'x'; nobody(; customers[0].|").matches).toEqual(["name", "spent"]);
    expect(complete("if (customers.length > 0) {\n  customers[0].|\nconst later = 1").matches).toEqual([
      "name",
      "spent",
    ]);
  });

  it("offers members of what is awaited", () => {
    expect(complete("(await Promise.resolve(customers))[0].|").matches).toEqual(["name", "spent"]);
    expect(complete("Promise.resolve(1).th|").matches).toEqual(["then"]);
  });

  it("offers globals, keywords and preloaded names", () => {
    expect(complete("conso|").matches).toEqual(["console"]);
    expect(complete("awa|").matches).toContain("await");
    expect(complete("ul|").matches).toContain("ulm");
    expect(complete("t|").metadata._jupyter_types_experimental).toContainEqual(
      expect.objectContaining({ text: "tf", type: "module" }),
    );
  });

  it("offers paths of modules", () => {
    expect(complete("import { x } from './sho|'").matches).toEqual(["shop.ts"]);
    expect(complete("import { x } from 'node:fs/pr|'")).toMatchObject({
      matches: ["promises"],
      cursorStart: 27,
    });
    expect(complete("import { vis| } from './shop.ts'").matches).toEqual(["visit", "visits"]);
    expect(complete("const { vis| } = await import('./shop.ts')").matches).toEqual(["visit", "visits"]);
    expect(complete("await import('node:pa|')").matches).toEqual(expect.arrayContaining(["node:path"]));
    expect(complete("import { x } from 'vega-li|'").matches).toContain("vega-lite");
  });

  it("offers nothing in a comment, and nothing of our own", () => {
    expect(complete("// cust|").matches).toEqual([]);
    expect(complete("import x from './|'").matches.filter((each) => each.includes("ulm-cell"))).toEqual([]);
    expect(complete("|").matches.filter((each) => each.startsWith("__") || each.includes("ulm-cell"))).toEqual([
      "__dirname",
      "__filename",
    ]);
  });

  it("answers at any cursor of any text", () => {
    const text = "const 名 = `a${customers.map((c) => c.name)}` // 😀\n}{";
    for (let cursor = 0; cursor <= [...text].length + 3; cursor++) {
      const { matches, cursorStart, cursorEnd } = runner.session.complete(text, cursor);
      expect(Array.isArray(matches)).toBe(true);
      expect(cursorStart).toBeLessThanOrEqual(Math.min(cursor, [...text].length));
      expect(cursorEnd).toBeGreaterThanOrEqual(cursorStart);
    }
  });
});
