import { describe, expect, it } from "vitest";
import type { RejectedCell } from "../../../kernel/language/protocol.ts";
import { CellRunner } from "./run-cells.ts";

const runner = new CellRunner();

function rejected(source: string): RejectedCell {
  const compiled = runner.compile(source);
  if (compiled.ok) throw new Error(`compiled: ${compiled.code}`);
  return compiled;
}

// eslint-disable-next-line no-control-regex
const plain = (text: string) => text.replaceAll(/\u001b\[\d+m/g, "");

describe("type errors", () => {
  it("are all reported, with lines and columns of the cell", () => {
    const { ename, diagnostics } = rejected("const a: number = 'x'\n\nlet b = 1\n  b.nothing");
    expect(ename).toBe("TypeError");
    expect(diagnostics).toMatchObject([
      { kind: "type", code: 2322, line: 1, column: 7, endLine: 1, endColumn: 8 },
      { kind: "type", code: 2339, line: 4, column: 5, endLine: 4, endColumn: 12 },
    ]);
  });

  it("are placed right behind names of earlier cells, emoji, tabs and Windows line ends", async () => {
    await runner.value("const earlier = 1; let moving = 2; class Thing {}");
    const { diagnostics } = rejected("const s = '😀'; earlier + moving;\r\n\tnew Thing().gone");
    expect(diagnostics).toMatchObject([{ line: 2, column: 14 }]);
  });

  it("say where, what, and show the lines around it", () => {
    const { traceback, evalue } = rejected("const x = 1\nconst y: string = x\nconst z = 2\nconst w = 3\nconst v = 4");
    expect(plain(traceback.join("\n"))).toBe(
      [
        "TypeError in cell [3], line 2, column 7: Type 'number' is not assignable to type 'string'. (TS2322)",
        "  1 | const x = 1",
        "> 2 | const y: string = x",
        "    |       ~",
        "  3 | const z = 2",
        "  4 | const w = 3",
      ]
        .join("\n")
        .replace("cell [3]", /cell \[\d+\]/.exec(plain(traceback[0]!))![0]),
    );
    expect(evalue).toBe("line 2: Type 'number' is not assignable to type 'string'.");
  });

  it("underline as wide as Chinese characters are", () => {
    const { traceback } = rejected("客户.长度 + 数量");
    const [, code, underline] = plain(traceback.join("\n")).split("\n");
    expect(code).toBe("> 1 | 客户.长度 + 数量");
    expect(underline).toBe("    | ~~~~");
  });

  it("name types of earlier cells as their author did", async () => {
    await runner.value("class Customer { id = 1 }");
    expect(rejected("const n: number = new Customer()").evalue).toBe(
      "line 1: Type 'Customer' is not assignable to type 'number'.",
    );
  });

  it("show the surroundings only of what is wrong in a long line", () => {
    const long = `const text = "${"x".repeat(1_000_000)}"; const n: number = "${"y".repeat(1_000_000)}";`;
    const { traceback, evalue } = rejected(long);
    expect(evalue.length).toBeLessThan(11_000);
    expect(traceback.join("\n").length).toBeLessThan(25_000);
    expect(traceback.join("\n")).toContain("const n: number");
  });

  it("tell how to install a missing package", () => {
    expect(rejected("import x from '@nobody/no-such-package/deep'").evalue).toBe(
      'line 1: Cannot find the package "@nobody/no-such-package". Install it in the notebook\'s folder: npm install @nobody/no-such-package',
    );
    expect(rejected("import x from './gone.ts'").evalue).toBe("line 1: Cannot find module './gone.ts'");
    expect(rejected("import './gone.ts'").evalue).toBe("line 1: Cannot find module './gone.ts'");
    expect(rejected("import '@nobody/no-such-package'").evalue).toContain("npm install @nobody/no-such-package");
  });

  it("forbid assigning a constant of an earlier cell", async () => {
    await runner.value("const fixed = 1");
    expect(rejected("fixed = 2").diagnostics).toMatchObject([
      { message: "Cannot assign to 'fixed' because it is a constant of an earlier cell." },
    ]);
    expect(rejected("const own = 1; own = 2").diagnostics).toMatchObject([{ code: 2588 }]);
  });

  it("check assignments to variables of earlier cells", async () => {
    await runner.value("let counted = 1");
    expect(rejected("counted = 'x'").diagnostics).toMatchObject([{ code: 2322 }]);
  });

  it("leave the session as it was", async () => {
    await runner.value("const steady = 1");
    rejected("const steady: number = 'x'");
    expect(await runner.value("steady")).toBe(1);
  });

  it("do not keep a cell that says @ts-nocheck from running", async () => {
    const ran = await runner.run("// @ts-nocheck\nconst n: number = 'text'; n");
    expect(ran.result).toBe("text");
    expect(await runner.value("// @ts-expect-error: on purpose\nconst m: number = 'text'; m")).toBe("text");
  });
});

describe("type errors that are told", () => {
  it("do not keep a cell from running", async () => {
    const lenient = new CellRunner({ typeErrors: "warn" });
    const ran = await lenient.run("const n: number = 'text'\nn.nothing; n");
    expect(ran.result).toBe("text");
    const warnings = plain(ran.compiled.ok ? ran.compiled.warnings : "");
    expect(warnings.split("\n").filter((line) => line.startsWith("Type warning"))).toEqual([
      "Type warning in cell [1], line 1, column 7: Type 'string' is not assignable to type 'number'. (TS2322)",
      "Type warning in cell [1], line 2, column 3: Property 'nothing' does not exist on type 'number'. (TS2339)",
    ]);
    expect(warnings).toContain("> 2 | n.nothing; n\n    |   ~~~~~~~\n");
    expect((await lenient.run("n")).compiled).toMatchObject({ warnings: "" });
    expect(lenient.compile("const = 1")).toMatchObject({ ok: false, ename: "SyntaxError" });
    expect(lenient.compile("return 1")).toMatchObject({ ok: false, ename: "SyntaxError" });
  });

  it("or not looked for, as in cells of JavaScript", async () => {
    const unchecked = new CellRunner({ typeErrors: "ignore" });
    expect(await unchecked.value("const open = {}; open.added = 1; let n = 1; n = 'two'", "[open.added, n]")).toEqual([
      1,
      "two",
    ]);
    expect(await unchecked.value("function add(a, b) { return a + (b || 1) }\nadd(1)")).toBe(2);
    expect((await unchecked.run("nobody")).error).toBeInstanceOf(ReferenceError);
  });

  it("are told from the cell on that says so", async () => {
    const session = new CellRunner();
    expect(session.compile("const n: number = 'a'").ok).toBe(false);
    expect((await session.run("// @type-errors warn\n")).compiled.ok).toBe(true);
    expect(session.compile("const n: number = 'a'")).toMatchObject({ ok: true });
    expect(session.compile("// a comment\n// @type-errors refuse\nconst n: number = 'a'").ok).toBe(false);
    expect(session.compile("const n: number = 'a'").ok).toBe(false);
  });
});

describe("syntax errors", () => {
  it.each([
    ["const = 1", 1134],
    ["foo(", 1005],
    ["'open", 1002],
    ["`open", 1160],
    ["let x = ;", 1109],
    ["if (a) {", 1005],
    ["class { }", 1211],
  ])("%s", (source, code) => {
    const { ename, diagnostics } = rejected(source);
    expect(ename).toBe("SyntaxError");
    expect(diagnostics[0]).toMatchObject({ kind: "syntax", code, line: 1 });
  });

  it("are reported even with @ts-nocheck", () => {
    expect(rejected("// @ts-nocheck\nconst = 1").ename).toBe("SyntaxError");
  });

  it("include what only the checker sees", () => {
    expect(rejected("let twice = 1; let twice = 2").diagnostics.map(({ code }) => code)).toEqual([2451, 2451]);
    expect(rejected("return 1").diagnostics).toMatchObject([{ code: 1108 }]);
    expect(rejected("return 1").ename).toBe("SyntaxError");
    expect(rejected("break").diagnostics).toMatchObject([{ code: 1105 }]);
  });
});
