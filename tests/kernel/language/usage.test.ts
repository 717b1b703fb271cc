import { beforeAll, describe, expect, it } from "vitest";
import type { CellUsage } from "../../../kernel/language/protocol.ts";
import { CellRunner } from "./run-cells.ts";

const runner = new CellRunner();

function touch(cells: CellRunner, source: string): CellUsage {
  const compiled = cells.compile(source);
  if (!compiled.ok) throw new Error(compiled.evalue);
  return compiled.usage;
}

function usage(source: string) {
  const compiled = runner.compile(source);
  if (!compiled.ok) throw new Error(compiled.evalue);
  return { ...compiled.usage, globals: compiled.globals };
}

beforeAll(async () => {
  await runner.value(
    "let n = 1; const xs = [3, 1]; const map = new Map<string, number>(); const o = { deep: { a: [1] } }; type T = number",
    "class Model { fit(x: number[]) { return this } add(x: number) { return x } }; const model = new Model(); let f = () => 1",
  );
});

describe("what a cell touches", () => {
  it("names what it defines, types included", () => {
    expect(
      usage(
        "const a = 1, { b, c: [d] } = { b: 1, c: [1] }; function e() {} class F {} enum G {} interface H {} type I = 1",
      ).defines,
    ).toEqual(["a", "b", "d", "e", "F", "G", "H", "I"]);
  });

  it("names what it reads of earlier cells, locals left out", () => {
    expect(usage("const y: T = n + xs.length; ((map: number) => map)(1); ({ o: 1 }).o").reads).toEqual([
      "T",
      "n",
      "xs",
    ]);
  });

  it("does not read what it redefines", () => {
    expect(usage("const n = 5; n + 1")).toEqual({ defines: ["n"], reads: [], mutates: [], globals: [] });
  });

  it.each([
    ["n = 2", ["n"]],
    ["n++", ["n"]],
    ["n += 1", ["n"]],
    ["[n] = [2]", ["n"]],
    ["({ a: n } = { a: 1 })", ["n"]],
    ["({ n } = { n: 1 })", ["n"]],
    ["[...xs[0] ? [] : [], n]", []],
    ["for (n of xs);", ["n"]],
    ["xs[0] = 1", ["xs"]],
    ["xs.push(1)", ["xs"]],
    ["(xs as number[])!.sort()", ["xs"]],
    ["o.deep.a.push(2)", ["o"]],
    ["o['deep'].a[0]++", ["o"]],
    ["delete o.deep", ["o"]],
    ["[o.deep.a[0]] = [1]", ["o"]],
    ["map.set('a', n)", ["map"]],
    ["Object.assign(o, { b: 1 })", ["o"]],
    ["model.fit(xs)", ["model"]],
    ["await model.fit(xs)", ["model"]],
    ["model.add(1)", []],
    ["xs.map((x) => x)", []],
    ["xs.slice().sort()", []],
    ["f().toFixed()", []],
    ["const local = [1]; local.push(n)", []],
    ["function later() { n = 9 }", []],
    ["function later() { n = 9 }; later()", ["n"]],
    ["const again = () => later2(); function later2() { n = 9 }; again()", ["n"]],
    ["(() => { n = 9 })()", ["n"]],
    ["setTimeout(() => { n = 9 })", ["n"]],
    ["xs.forEach((x) => { n += x })", ["n"]],
    ["const onClick = [1].map((x) => { n += x; return x })", ["n"]],
    ["const api = { reset() { n = 0 } }", []],
    ["const api = { reset() { n = 0 } }; api.reset()", ["n"]],
    ["class Counter { step() { n++ } }", []],
    ["class Counter { static { n = 5 } }", ["n"]],
    ["class Counter { step() { n++ } }; new Counter().step()", ["n"]],
    ["if (n) { const n = 5; xs[n] }", []],
    ["{ let xs = [1]; xs.push(2) }", []],
    ["for (const [key, value] of map) map.delete(key)", ["map"]],
    ["new Set(xs).add(1)", []],
    ["xs.toSorted()", []],
  ])("%s changes %j", (source, mutates) => {
    expect(usage(source).mutates).toEqual(mutates);
  });
});

describe("changes by another name", () => {
  const session = new CellRunner();
  const touched = (source: string) => {
    const compiled = session.compile(source);
    if (!compiled.ok) throw new Error(compiled.evalue);
    return compiled.usage;
  };
  beforeAll(async () => {
    await session.value(
      "const rows = [{ id: 1, tags: ['a'], total: 0 }]; const byId = new Map([[1, rows[0]]]); let count = 0; const rate = { value: 1 }; let settled = 1",
      "const alias = rows; const first = rows[0]; const { tags } = rows[0]; const id = rows[0].id; const pair = { rows, n: 1 }; const copy = [...rows]; const fresh = rows.map((row) => ({ ...row }))",
      "function bump() { count++; return count }\nconst price = (x: number) => x * rate.value\nfunction addTotal(table: typeof rows, by: number) { for (const row of table) row.total += by }\nconst viaArrow = (table: typeof rows) => addTotal(table, 1)\nconst chain = () => bump()",
      "class Basket { items: number[] = []; add(item: number) { this.items.push(item); return this } addAll(items: number[]) { for (const each of items) this.add(each) } get size() { return this.items.length } }\nconst basket = new Basket(); class Special extends Basket {}; const special = new Special(); const store = { held: [] as number[], put(x: number) { this.held.push(x) }, log() { count++ } }",
    );
  });

  it.each<[string, string[]]>([
    // Other names for the same value, of earlier cells.
    ["alias.push(null)", ["alias", "rows"]],
    ["first.total = 1", ["first", "rows"]],
    ["tags.push('b')", ["rows", "tags"]],
    ["pair.rows.pop()", ["pair", "rows"]],
    ["copy.pop()", ["copy"]],
    ["fresh[0].total = 1", ["fresh"]],
    // Within the cell.
    ["const local = rows; local.push(null)", ["rows"]],
    ["const found = rows.find((row) => row.id === 1); found.total = 2", ["rows"]],
    ["const some = rows.filter((row) => row.id); some.pop()", []],
    ["const some = rows.filter((row) => row.id); some[0].total = 2", ["rows"]],
    ["byId.get(1).total = 2", ["byId", "rows"]],
    ["for (const row of rows) row.total = 1", ["rows"]],
    ["for (const { tags } of rows) tags.push('x')", ["rows"]],
    ["rows.forEach((row) => { row.total = 1 })", ["rows"]],
    ["rows.forEach(({ tags }) => tags.push('y'))", ["rows"]],
    ["const sums = rows.reduce((sum, row) => { sum[row.id] = row.total; return sum }, {})", []],
    ["rows.reduce((sum, row) => { row.total = 0; return sum }, 0)", ["rows"]],
    ["const either = count ? rows : copy; either.pop()", ["copy", "rows"]],
    ["Object.values(rate)", []],
    ["const { value } = rate; let doubled = value; doubled++", []],
    ["const mine = { ...rate }; mine.value = 2", []],
    // Functions, their parameters and their methods.
    ["bump()", ["count"]],
    ["chain()", ["count"]],
    ["[1].map(bump)", ["count"]],
    ["price(1)", []],
    ["addTotal(rows, 2)", ["rows"]],
    ["addTotal(copy, 2)", ["copy", "rows"]],
    ["viaArrow(rows)", ["rows"]],
    ["const wrap = (t: typeof rows) => addTotal(t, 1); wrap(rows)", ["rows"]],
    ["addTotal([], count)", []],
    ["basket.add(1)", ["basket"]],
    ["basket.addAll([1])", ["basket"]],
    ["special.add(1)", ["special"]],
    ["basket.size", []],
    // The functions of one object count together.
    ["store.put(1)", ["count", "store"]],
    ["store.log()", ["count"]],
    ["const later = () => bump()", []],
  ])("%s changes %j", (source, mutates) => {
    expect(touched(source).mutates.toSorted()).toEqual(mutates);
  });

  it("reads what its functions read, and what its names stand for", () => {
    expect(touched("price(2)").reads.toSorted()).toEqual(["price", "rate"]);
    expect(touched("chain()").reads.toSorted()).toEqual(["bump", "chain", "count"]);
    expect(touched("first.id").reads.toSorted()).toEqual(["first", "rows"]);
    expect(touched("id + 1").reads).toEqual(["id"]);
  });

  it("a function uses what the names of other cells mean when it is called", async () => {
    const again = new CellRunner();
    await again.value(
      "let n = 1",
      "const more = () => ++n",
      "const most = () => more()",
      "let n = 'other'",
      "let m = 0",
    );
    const use = () => touch(again, "const less = () => most(); less()");
    expect(use()).toMatchObject({ reads: ["most", "more", "n"], mutates: ["n"] });
    await again.value("const more = () => ++m");
    expect(use()).toMatchObject({ reads: ["most", "more", "m"], mutates: ["m"] });
    expect(touch(again, "let m = 2; most(); m")).toMatchObject({ reads: ["most", "more"], mutates: [] });
  });

  it("a function keeps the names of its own cell: redeclared, they are another's", async () => {
    const again = new CellRunner();
    await again.value("let n = 1; const more = () => ++n", "let n = 'other'");
    expect(touch(again, "more()")).toMatchObject({ reads: ["more"], mutates: [] });
  });

  it("of a name that imports: the import is the cell's own", () => {
    expect(touched("import { join } from 'node:path'; import * as os from 'node:os'; join('a', os.EOL)")).toEqual({
      defines: ["join", "os"],
      reads: [],
      mutates: [],
    });
  });
});

describe("preloaded globals", () => {
  it("are read, and to be loaded first", () => {
    expect(usage("const t = aq; vl")).toMatchObject({ reads: ["aq", "vl"], globals: ["aq", "vl"] });
  });

  it("are not loaded where a name of the notebook hides them", async () => {
    await runner.value("const tf = 1");
    expect(usage("tf + 1")).toMatchObject({ reads: ["tf"], globals: [] });
    expect(usage("const ulm = 1; ulm")).toMatchObject({ reads: [], globals: [] });
    expect(usage("((aq: number) => aq)(1)")).toMatchObject({ reads: [], globals: [] });
  });
});
