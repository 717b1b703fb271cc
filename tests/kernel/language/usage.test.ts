import { beforeAll, describe, expect, it } from "vitest";
import { CellRunner } from "./run-cells.ts";

const runner = new CellRunner();

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
    ["function later() { n = 9 }", ["n"]],
  ])("%s changes %j", (source, mutates) => {
    expect(usage(source).mutates).toEqual(mutates);
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
