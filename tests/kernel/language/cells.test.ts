import { describe, expect, it } from "vitest";
import { CellRunner } from "./run-cells.ts";

/** One session serves each table, since starting the compiler costs more than all its cells; names are kept apart. */
const values = async (...cells: string[]) => new CellRunner().value(...cells);

interface Case {
  what: string;
  cells: string[];
  value: unknown;
}

function table(title: string, cases: Case[]): void {
  describe(title, () => {
    const shared = new CellRunner();
    it.each(cases)("$what", async ({ cells, value }) => {
      expect(await shared.value(...cells)).toEqual(value);
    });
  });
}

table("the result of a cell", [
  { what: "the last expression", cells: ["1; 2"], value: 2 },
  { what: "a trailing semicolon does not suppress it", cells: ["40 + 2;"], value: 42 },
  { what: "empty statements and comments behind it do not, either", cells: ["7;; // seven\n/* done */"], value: 7 },
  { what: "a promise is awaited", cells: ["Promise.resolve(3)"], value: 3 },
  { what: "an assignment has a value", cells: ["let r1 = 0\nr1 = 5"], value: 5 },
  { what: "a string alone is no directive", cells: ['"use me"'], value: "use me" },
  { what: "an object in parentheses", cells: ["({ a: 1 })"], value: { a: 1 } },
  { what: "a template literal keeps its line ends", cells: ["`a\nb`"], value: "a\nb" },
  { what: "Windows line ends", cells: ["const r2 = 1\r\nconst r3 = 2\r\nr2 + r3"], value: 3 },
  { what: "statements without semicolons", cells: ["const r4 = [1, 2]\nconst r5 = r4\n;[r5.length]"], value: [2] },
  { what: "an expression over lines that start with operators", cells: ["1\n  + 2\n  + 3"], value: 6 },
  { what: "a comment without line end", cells: ["8 // eight"], value: 8 },
  { what: "below a line for the shell", cells: ["#!/usr/bin/env node\n8 + 1"], value: 9 },
  { what: "a regular expression with sets", cells: [String.raw`"aé".replace(/[\p{L}--[a-z]]/v, "!")`], value: "a!" },
  { what: "a sequence", cells: ["(1, 2, 3)"], value: 3 },
  { what: "an arrow function called at once", cells: ["(() => 9)()"], value: 9 },
]);

describe("cells without a result", () => {
  const runner = new CellRunner();
  it.each([
    "",
    "\n\n",
    "// only a comment",
    "/* only\na comment */",
    ";",
    "const q1 = 1",
    "function q2() {}",
    "if (true) { 1 }",
    "class Q3 {}",
    "type Q4 = 1",
    "export {}",
  ])("%j", async (source) => {
    const ran = await runner.run(source);
    expect(ran.compiled).toMatchObject({ ok: true });
    expect(ran.error).toBeUndefined();
    expect(ran.hasResult).toBe(false);
  });
});

table("names that another cell declares anew", [
  {
    what: "a variable, seen by functions of other cells",
    cells: ["let na = [1]", "function nb() { return na.length }", "let na = [1, 2]", "nb()"],
    value: 2,
  },
  {
    what: "a helper, called by functions of other cells",
    cells: [
      "const nc = () => 'old'",
      "const nd = () => nc()",
      "const ne = () => nd()",
      "const nc = () => 'new'",
      "ne()",
    ],
    value: "new",
  },
  {
    what: "a class, constructed and extended",
    cells: [
      "class Nf { say() { return 'old' } }",
      "const ng = () => new Nf().say(); const nh = () => new (class extends Nf {})().say()",
      "class Nf { say() { return 'new' } }",
      "[ng(), nh()]",
    ],
    value: ["new", "new"],
  },
  {
    what: "writes go to the last declaration",
    cells: [
      "let ni = 1; const nj = () => ni",
      "const nk = () => { ni = 5; ni++; [ni] = [ni + 1]; ({ ni } = { ni: ni + 1 }); for (ni of [ni + 1]); }",
      "let ni = 100",
      "nk(); [ni, nj()]",
    ],
    value: [9, 1],
  },
  {
    what: "in the cell that declares it, from there on",
    cells: [
      "let nl = 1",
      "const nm = () => nl",
      "const nn = nm(); let nl = 2; const no = nm(); nl = 3; [nn, no, nm()]",
    ],
    value: [1, 2, 3],
  },
  {
    what: "a function is there from the cell's beginning",
    cells: [
      "function np() { return 'old' }",
      "const nq = () => np()",
      "const nr = nq(); function np() { return 'new' }\nnr",
    ],
    value: "new",
  },
  {
    what: "an import",
    cells: [
      "const join = () => 'own'",
      "const ns = () => (join as Function)('a', 'b')",
      "import { join } from 'node:path'",
      "ns()",
    ],
    value: "a/b",
  },
  {
    what: "by a pattern, and by a loop's head",
    cells: [
      "let nt = 1, nu = 1, nv = 1",
      "const nw = () => [nt, nu, nv]",
      "const { nt, x: [nu] } = { nt: 2, x: [2] }; for (var nv of [2]);",
      "nw()",
    ],
    value: [2, 2, 2],
  },
  {
    what: "names of one cell belong together",
    cells: ["let nx = 1; const ny = () => nx", "let nx = 2", "const nz = () => [nx, ny()]", "nz()"],
    value: [2, 1],
  },
  {
    what: "what `this` is in a call does not change",
    cells: ["function oa(this: unknown) { return this }", "const ob = () => oa()", "ob()"],
    value: undefined,
  },
]);

it("what a failed cell did not come to declare keeps its meaning, and a late assignment of it changes nothing", async () => {
  const runner = new CellRunner();
  await runner.value("let a = 1, b = 1", "const both = () => [a, b]");
  const failed = await runner.run(
    "globalThis.later = () => { b = 3 }; let a = 2; if (a === 2) throw new Error('half'); let b = 2",
  );
  expect(failed.error).toMatchObject({ message: "half" });
  expect(await runner.value("both()")).toEqual([2, 1]);
  await runner.value("(globalThis as any).later(); delete (globalThis as any).later");
  expect(await runner.value("both()")).toEqual([2, 1]);
  expect(await runner.value("[a, b]")).toEqual([2, 1]);
});

table("names across cells", [
  { what: "a constant", cells: ["const a1 = 1", "a1 + 1"], value: 2 },
  {
    what: "reassignment reaches closures of earlier cells",
    cells: ["let b1 = 1; const b2 = () => b1", "b1 = 2", "b2()"],
    value: 2,
  },
  {
    what: "a closure's assignment reaches later cells",
    cells: ["let c1 = 1; function c2() { c1 += 10 }", "c2()", "c1"],
    value: 11,
  },
  {
    what: "redeclaration makes a new binding",
    cells: ["let d1 = 1; const d2 = () => d1", "let d1 = 'two'", "[d1, d2()]"],
    value: ["two", 1],
  },
  {
    what: "redeclaration with another type",
    cells: ["const e1 = 1", "const e1 = { deep: true }", "e1.deep"],
    value: true,
  },
  {
    what: "redeclaration from its own old value is not its own value",
    cells: ["const f1 = 1; const f2 = f1 + 1", "const f1 = f2 * 10", "f1"],
    value: 20,
  },
  { what: "increments", cells: ["let g1 = 1", "g1++; ++g1; g1 **= 2; g1"], value: 9 },
  {
    what: "logical assignment",
    cells: ["let h1: number | null = null", "h1 ??= 4; h1 &&= h1 + 1; h1 ||= 9; h1"],
    value: 5,
  },
  { what: "typeof", cells: ["const i1 = 1n", "typeof i1"], value: "bigint" },
  { what: "a shorthand property", cells: ["const j1 = 1; let j2 = 2", "({ j1, j2 })"], value: { j1: 1, j2: 2 } },
  {
    what: "a function is hoisted",
    cells: ["const k2 = k1(); function k1() { return 'up' }", "k1() + k2"],
    value: "upup",
  },
  {
    what: "functions that call one another across a redeclaration",
    cells: [
      "function l1(n: number): number { return n <= 0 ? 0 : 1 + l2(n - 1) }\nfunction l2(n: number): number { return l1(n) }",
      "l1(5)",
    ],
    value: 5,
  },
  { what: "var of a nested block", cells: ["if (true) { var m1 = 3 }", "m1"], value: 3 },
  {
    what: "var of loop heads",
    cells: [
      "for (var n1 = 0; n1 < 3; n1++);\nfor (var n2 of [5, 6]);\nfor (var n3 in { x: 1 });\nfor (var [n4, n5] of [[1, 2]]);",
      "[n1, n2, n3, n4, n5]",
    ],
    value: [3, 6, "x", 1, 2],
  },
  { what: "var declared again keeps its value", cells: ["var o1 = 4; var o1: number", "o1"], value: 4 },
  {
    what: "var without value in a loop's head",
    cells: ["for (var p1 = 1, p2: number; p1 < 2; p1++) p2 = p1;", "[p1, p2]"],
    value: [2, 1],
  },
  { what: "let without a value", cells: ["let q5: number", "q5 === undefined"], value: true },
  {
    what: "delete and in",
    cells: ["const r6: Record<string, number> = { a: 1 }", "delete r6.a; 'a' in r6"],
    value: false,
  },
  {
    what: "a name like the runtime's parameter",
    cells: ["const cell = { exports: 1 }; const f9 = (exports: number) => cell.exports + exports", "f9(2)"],
    value: 3,
  },
  {
    what: "names of Object's own properties",
    cells: [
      "const constructor = 1; const toString = 2; const hasOwnProperty = 3",
      "constructor + toString + hasOwnProperty",
    ],
    value: 6,
  },
  {
    what: "a name of a global is the cell's own",
    cells: [
      "const performance = 'mine'; const fetch = 1; class Map2 {}; interface Event { own: true }",
      "const e8: Event = { own: true }; performance + fetch + e8.own",
    ],
    value: "mine1true",
  },
  {
    what: "exports",
    cells: [
      "export const s1 = 1; export function s2() { return s1 } export class S3 {} export default 5; export { s1 as s4 }",
      "[s1, s2(), new S3() instanceof S3, s4]",
    ],
    value: [1, 1, true, 1],
  },
  {
    what: "default functions and classes",
    cells: ["export default function t1() { return 1 }", "export default class T2 { x = 2 }", "t1() + new T2().x"],
    value: 3,
  },
]);

table("destructuring", [
  {
    what: "objects, arrays, defaults, rests, nesting, computed names",
    cells: [
      "const k = 'z';\nconst { a, b: [c, , d = 4, ...e], [k]: f, ...g } = { a: 1, b: [2, 3, undefined, 5, 6], z: 7, y: 8, x: 9 }",
      "[a, c, d, e, f, g]",
    ],
    value: [1, 2, 4, [5, 6], 7, { y: 8, x: 9 }],
  },
  {
    what: "assignment to earlier names",
    cells: [
      "let ha = 1, hb = 2, hc = { d: 0 }",
      "[ha, hb] = [hb, ha]; ({ ha, x: hc.d, hb = 9 } = { ha: 5, x: 6 } as any); [ha, hb, hc.d]",
    ],
    value: [5, 9, 6],
  },
  {
    what: "parameters shadow",
    cells: ["let ia = 1, ib = 2", "(({ ia, b: [ib] = [8] }: any, ...rest: any[]) => [ia, ib, rest])({ ia: 3 }, 4)"],
    value: [3, 8, [4]],
  },
  {
    what: "a parameter's default reads the earlier name",
    cells: ["let ja = 1", "const jf = (x = ja, { y = ja } = {}) => x + y; ja = 5; jf()"],
    value: 10,
  },
  {
    what: "for-of with assignment patterns",
    cells: ["let ka = 0, kb = 0", "for ([ka, kb] of [[1, 2], [3, 4]]); for ({ ka } of [{ ka: 9 }]); [ka, kb]"],
    value: [9, 4],
  },
  { what: "swapping within a cell", cells: ["let la = 1, lb = 2; [la, lb] = [lb, la]; [la, lb]"], value: [2, 1] },
]);

table("scopes", [
  {
    what: "a local shadows",
    cells: ["const va = 'outer'; function vf() { const va = 'inner'; return va }", "vf() + va"],
    value: "innerouter",
  },
  { what: "a block shadows", cells: ["let vb = 1; { let vb = 2; vb++ }\nvb"], value: 1 },
  {
    what: "a catch parameter shadows",
    cells: ["const vc = 1; let vd = 0; try { throw 2 } catch (vc) { vd = vc as number }\n[vc, vd]"],
    value: [1, 2],
  },
  {
    what: "a class expression's name shadows",
    cells: ["const Ve = 1; const vg = class Ve { static n = Ve.name }; vg.n"],
    value: "Ve",
  },
  {
    what: "a function expression's name shadows",
    cells: ["const vh = 5; const vi = function vh(n: number): number { return n ? vh(n - 1) : 0 }; vi(3) + vh"],
    value: 5,
  },
  {
    what: "property and label names are no references",
    cells: ["const vj = 1; const vk = { vj: 2, m() { return this.vj } }; vj: for (;;) { break vj }\n[vk.vj, vk.m()]"],
    value: [2, 2],
  },
  {
    what: "closures in loops keep their own variable",
    cells: ["const fs: (() => number)[] = []; for (let i = 0; i < 3; i++) fs.push(() => i)\nfs.map((f) => f())"],
    value: [0, 1, 2],
  },
  {
    what: "a labelled block with continue",
    cells: [
      "let vl2 = 0\nouter: for (const x of [1, 2, 3]) { for (const y of [1, 2]) { if (y === 2) continue outer; vl2 += x } }\nvl2",
    ],
    value: 6,
  },
  {
    what: "a local of the same name as an import",
    cells: ["import { sep } from 'node:path'\nconst vm1 = (sep: string) => sep; vm1('local')"],
    value: "local",
  },
]);

table("calls", [
  {
    what: "a function is no method of its cell",
    cells: ["function wa(this: unknown) { return this === undefined }", "[wa(), (wa)(), wa?.(), (wa as any)(), wa!()]"],
    value: [true, true, true, true, true],
  },
  {
    what: "a tagged template neither",
    cells: ["function wb(this: unknown, s: TemplateStringsArray) { return [this === undefined, s[0]] }", "wb`x`"],
    value: [true, "x"],
  },
  { what: "a method keeps its object", cells: ["const wc = { v: 3, get() { return this.v } }", "wc.get()"], value: 3 },
  { what: "new", cells: ["class Wd { constructor(readonly v: number) {} }", "new Wd(4).v"], value: 4 },
  {
    what: "functions keep their names",
    cells: ["const we = () => 1; const wf = class {}; const wg = function () {}", "[we.name, wf.name, wg.name]"],
    value: ["we", "wf", "wg"],
  },
  {
    what: "overloads",
    cells: [
      "function wh(x: string): string; function wh(x: number): number; function wh(x: any) { return x }",
      "const wi: number = wh(1); const wj: string = wh('a'); [wi, wj]",
    ],
    value: [1, "a"],
  },
  { what: "generators", cells: ["function* wk() { yield 1; yield* [2, 3] }", "[...wk()]"], value: [1, 2, 3] },
  {
    what: "asynchronous generators",
    cells: ["async function* wl() { yield 1; yield 2 }", "const wm = []; for await (const x of wl()) wm.push(x)\nwm"],
    value: [1, 2],
  },
  {
    what: "a recursive function redefined later calls its own binding",
    cells: [
      "function wn(n: number): string { return n ? wn(n - 1) : 'first' }; const wo = wn",
      "function wn(n: number): string { return 'second' }",
      "wo(2)",
    ],
    value: "first",
  },
]);

table("classes, enums, namespaces", [
  {
    what: "static fields that make an instance",
    cells: ["class Xa { static one = new Xa(); me = Xa }", "Xa.one instanceof Xa && Xa.one.me === Xa"],
    value: true,
  },
  {
    what: "inheritance across cells",
    cells: [
      "class Xb { hi() { return 'b' } }",
      "class Xc extends Xb { override hi() { return super.hi() + 'c' } }",
      "new Xc().hi()",
    ],
    value: "bc",
  },
  {
    what: "private members, accessors, static blocks",
    cells: [
      "class Xd { #v = 1; get v() { return this.#v } static s = 0; static { this.s = 7 } }",
      "[new Xd().v, Xd.s]",
    ],
    value: [1, 7],
  },
  {
    what: "abstract classes and interfaces",
    cells: [
      "interface Named { name: string }\nabstract class Xe implements Named { abstract name: string }",
      "class Xf extends Xe { name = 'f' }\nconst xg: Named = new Xf(); xg.name",
    ],
    value: "f",
  },
  {
    what: "parameter properties",
    cells: [
      "class Xh { constructor(private readonly a: number, public b = 2) {} sum() { return this.a + this.b } }",
      "new Xh(1).sum()",
    ],
    value: 3,
  },
  {
    what: "enums",
    cells: ["enum Xi { A, B = 5, C, D = 'd' as any }", "[Xi.A, Xi.C, Xi[5], Xi.B]"],
    value: [0, 6, "B", 5],
  },
  {
    what: "an enum that refers to itself and to others",
    cells: ["enum Xj { A = 1, B = A << 1, C = Xj.B | A }", "enum Xk { Z = Xj.C }\nXk.Z"],
    value: 3,
  },
  { what: "constant enums", cells: ["const enum Xl { A = 'a' }", "Xl.A"], value: "a" },
  {
    what: "namespaces",
    cells: ["namespace Xm { export const a = 1; export function f() { return a + Xm.a } }", "Xm.f()"],
    value: 2,
  },
  {
    what: "a function with a namespace",
    cells: ["function Xn() { return Xn.count }\nnamespace Xn { export const count = 3 }", "Xn()"],
    value: 3,
  },
  {
    what: "decorators",
    cells: [
      "const seen: string[] = [];\nfunction log(value: any, context: DecoratorContext) { seen.push(context.kind + ':' + String(context.name)); return value }",
      "@log class Xo { @log m() { return Xo.name } @log f = 1 }\n[new Xo().m(), new Xo().f, seen]",
    ],
    value: ["Xo", 1, ["method:m", "field:f", "class:Xo"]],
  },
  {
    what: "a decorator that replaces the class",
    cells: [
      "function swap(C: any, _: unknown): any { return class extends C { extra = 1 } }",
      "@swap class Xp { base = 2 }\nnew Xp()",
    ],
    value: { base: 2, extra: 1 },
  },
  {
    what: "a class made by a function of an earlier class",
    cells: [
      "class Xq { q = 1 }\nfunction Mixin<T extends new (...args: any[]) => object>(Base: T) { return class extends Base { m = 2 } }",
      "class Xr extends Mixin(Xq) {}\nconst xs = new Xr(); [xs.q, xs.m]",
    ],
    value: [1, 2],
  },
]);

describe("decorators of tslab", () => {
  it("are those of TypeScript before the standard", async () => {
    const runner = new CellRunner({ decorators: "legacy" });
    const cells = [
      "const seen: string[] = []; function sealed(constructor: Function) { Object.seal(constructor); seen.push(constructor.name) }\nfunction logged(target: object, key: string, descriptor?: PropertyDescriptor) { seen.push(key + typeof descriptor) }\nfunction at(target: object, key: string | undefined, index: number) { seen.push(`${key}${index}`) }",
      "@sealed class Greeter { @logged hello(@at name: string) { return name } }\n[new Greeter().hello('x'), Object.isSealed(Greeter), seen]",
    ];
    expect(await runner.value(...cells)).toEqual(["x", true, ["hello0", "helloobject", "Greeter"]]);
  });
});

table("types across cells", [
  {
    what: "generic functions",
    cells: [
      "function ya<T, K extends keyof T>(items: T[], key: K): T[K][] { return items.map((item) => item[key]) }",
      "const yb: number[] = ya([{ n: 1 }], 'n'); yb",
    ],
    value: [1],
  },
  {
    what: "generic classes",
    cells: [
      "class Yc<T> { items: T[] = []; add(item: T) { this.items.push(item); return this } }",
      "const yd = new Yc<string>().add('x')",
      "const ye: string = yd.items[0]; ye",
    ],
    value: "x",
  },
  {
    what: "type aliases, mapped and conditional",
    cells: [
      "type Yf<T> = { [K in keyof T]?: T[K] extends number ? 'n' : 's' }; type Yg = { a: number; b: string }",
      "const yh: Yf<Yg> = { a: 'n', b: 's' }; yh",
    ],
    value: { a: "n", b: "s" },
  },
  {
    what: "as const",
    cells: ["const yi = ['a', 'b'] as const", "const yj: (typeof yi)[number] = 'b'; yj"],
    value: "b",
  },
  {
    what: "satisfies",
    cells: ["const yk = { a: 1 } satisfies Record<string, number>", "yk.a.toFixed(1)"],
    value: "1.0",
  },
  {
    what: "a union narrows",
    cells: [
      "type Shape = { kind: 'c'; r: number } | { kind: 's'; a: number }\nlet yl = { kind: 's', a: 3 } as Shape",
      "yl.kind === 's' ? yl.a : yl.r",
    ],
    value: 3,
  },
  {
    what: "an interface declared anew replaces the old one",
    cells: ["interface Ym { a: number }", "interface Ym { b: string }", "const yn: Ym = { b: 'x' }; yn.b"],
    value: "x",
  },
  {
    what: "a type of an imported type",
    cells: ["import type { Stats } from 'node:fs'\nlet yo: Stats", "yo = { size: 1 } as Stats; yo.size"],
    value: 1,
  },
  {
    what: "an inferred type without a name of its own",
    cells: [
      "import { createHash } from 'node:crypto'\nconst yp = createHash('md5')",
      "yp.update('a').digest('hex').length",
    ],
    value: 32,
  },
  {
    what: "a class expression's private type",
    cells: [
      "const Yq = class { #secret = 1; protected p = 2; open() { return this.#secret + this.p } }; const yr = new Yq()",
      "yr.open()",
    ],
    value: 3,
  },
  { what: "a unique symbol", cells: ["const ys = Symbol('s')", "const yt = { [ys]: 1 }", "yt[ys]"], value: 1 },
  {
    what: "type assertions and predicates",
    cells: [
      "function yu(x: unknown): x is string { return typeof x === 'string' }",
      "const yv: unknown = 'abc'; yu(yv) ? yv.length : 0",
    ],
    value: 3,
  },
  {
    what: "an implicit any is no error",
    cells: ["const yw = (a, b) => a + b; let yx; yx = []; yx.push(1)", "yw(1, 2)"],
    value: 3,
  },
  {
    what: "what may be undefined is no error",
    cells: ["const yy = [{ id: 1, v: 'x' }]", "yy.find((each) => each.id === 1).v"],
    value: "x",
  },
  {
    what: "satisfied types of a value and a type of one name",
    cells: ["const Yz = { a: 1 }; type Yz = typeof Yz", "const za: Yz = { a: Yz.a + 1 }; za"],
    value: { a: 2 },
  },
]);

table("imports", [
  {
    what: "named, renamed, default, namespace",
    cells: [
      "import total, { visit, type Product, visits as seenVisits } from './shop.ts'\nimport * as shop from './shop.ts'",
      "const basket: Product[] = [{ name: 'tea', price: 3 }];\n[total(basket), shop.default === total, visit() === seenVisits, shop.visits === seenVisits]",
    ],
    value: [3, true, true, true],
  },
  {
    what: "JSON",
    cells: [
      "import settings from './settings.json' with { type: 'json' }",
      "settings.rate.toFixed(2) + settings.currency",
    ],
    value: "7.10CNY",
  },
  {
    what: "types are erased",
    cells: ["import type { Product } from './shop.ts'", "const p: Product = { name: 'a', price: 1 }; p.price"],
    value: 1,
  },
  { what: "side effects only", cells: ["import 'node:path'\n1"], value: 1 },
  { what: "dynamic", cells: ["const { join } = await import('node:path')", "join('a', 'b')"], value: "a/b" },
  {
    what: "dynamic, in a function",
    cells: ["const lazily = async () => (await import('node:path')).sep", "lazily()"],
    value: "/",
  },
  { what: "import equals", cells: ["import path2 = require('node:path')", "path2.basename('/a/b')"], value: "b" },
  {
    what: "re-exports",
    cells: [
      "export { sep as separator } from 'node:path'; export * as os2 from 'node:os'",
      "separator + typeof os2.cpus",
    ],
    value: "/function",
  },
  {
    what: "import.meta, __dirname, __filename",
    cells: [
      "[import.meta.url.startsWith('file:'), __dirname === import.meta.dirname, __filename === import.meta.filename]",
    ],
    value: [true, true, true],
  },
  { what: "an own __dirname wins", cells: ["const __dirname = 'mine'", "__dirname"], value: "mine" },
  { what: "require", cells: ["const { sep: sep3 } = require('node:path')\nsep3"], value: "/" },
]);

table("asynchronous cells", [
  { what: "await", cells: ["const za1 = await Promise.resolve(1)", "za1"], value: 1 },
  { what: "for await", cells: ["let zb = 0; for await (const x of [Promise.resolve(1), 2]) zb += x\nzb"], value: 3 },
  {
    what: "await in every place",
    cells: ["const zc = { a: await 1, ...(await { b: 2 }) }; const [zd = await 3] = []; `${await 4}` + zd + zc.b"],
    value: "432",
  },
  {
    what: "using ends with the cell",
    cells: [
      "const ended: string[] = []\nconst open = (name: string) => ({ name, [Symbol.dispose]() { ended.push(name) } })",
      "using za2 = open('a'), zb2 = open('b'); za2.name + ended.length",
      "[...ended, za2.name]",
    ],
    value: ["b", "a", "a"],
  },
  {
    what: "await using",
    cells: [
      "const order: string[] = []\n{ await using x = { async [Symbol.asyncDispose]() { order.push('end') } }; order.push('body') }\norder",
    ],
    value: ["body", "end"],
  },
]);

table("writing of all languages", [
  {
    what: "Chinese identifiers",
    cells: ["const 客户数 = 3; function 加倍(数: number) { return 数 * 2 }", "加倍(客户数)"],
    value: 6,
  },
  { what: "emoji in strings", cells: ["const smile = '😀'", "`${smile}${[...smile].length}`"], value: "😀1" },
  {
    what: "accents and escapes in identifiers",
    cells: ["const größe = 1; const \\u0061bc = 2", "größe + abc"],
    value: 3,
  },
  { what: "dollar and underscore", cells: ["const $ = 1, _ = 2, $_a = 3", "$ + _ + $_a"], value: 6 },
]);

describe("long cells", () => {
  it("compiles two thousand statements", async () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `const long${i} = ${i === 0 ? 0 : `long${i - 1}`} + 1`);
    expect(await values(`${lines.join("\n")}\nlong1999`, "long1999 + long0")).toBe(2001);
  });

  it("runs a session of a hundred cells that build on one another", async () => {
    const runner = new CellRunner();
    await runner.value("let n0 = 0");
    for (let i = 1; i <= 100; i++) await runner.value(`let n${i} = n${i - 1} + 1`);
    expect(await runner.value("n100")).toBe(100);
  });
});

describe("a cell that throws", () => {
  it("keeps what was defined before, and nothing else", async () => {
    const runner = new CellRunner();
    await runner.value("const after = 'old'; type Kept = 'old'");
    const ran = await runner.run("const before = 1; type Kept = number; throw new Error('half'); const after = 'new'");
    expect(ran.error).toBeInstanceOf(Error);
    expect(await runner.value("const kept: Kept = before; [kept, after]")).toEqual([1, "old"]);
  });

  it("keeps its functions, since they exist from its start", async () => {
    const runner = new CellRunner();
    await runner.run("throw 1; function early() { return 2 }");
    expect(await runner.value("early()")).toBe(2);
  });

  it("does not define what it did not reach", async () => {
    const runner = new CellRunner();
    await runner.run("throw 1; const unreached = 1");
    expect(runner.compile("unreached")).toMatchObject({ ok: false, diagnostics: [{ code: 2304 }] });
  });
});

describe("a session", () => {
  it("knows which run holds each value", async () => {
    const runner = new CellRunner();
    await runner.value("const a = 1; let b = 2; type T = 1");
    const compiled = runner.compile("const a = 2");
    expect(compiled.ok && runner.session.commit(compiled.runId)).toEqual({ defined: ["a"], bindings: { a: 2, b: 1 } });
  });

  it("forgets discarded runs", () => {
    const runner = new CellRunner();
    const compiled = runner.compile("const gone = 1");
    runner.session.discard(compiled.runId);
    expect(runner.compile("gone").ok).toBe(false);
    expect(() => runner.session.commit(compiled.runId)).toThrow(RangeError);
  });

  it("forgets everything on reset", async () => {
    const runner = new CellRunner();
    await runner.value("const gone = 1");
    runner.session.reset();
    expect(runner.compile("gone").ok).toBe(false);
    expect(await runner.value("const again = 1; again")).toBe(1);
  });
});
