import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Execution, KernelClient } from "./harness/kernel-client.ts";

/** What notebooks written for tslab rely on, cell by cell, in a kernel started under tslab's name. */
let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start({ env: { ULM_DECORATORS: "legacy" } });
});
afterAll(() => kernel.stop());

async function lastOf(cells: string[]): Promise<Execution> {
  let last: Execution | undefined;
  for (const cell of cells) {
    last = await kernel.execute(cell);
    if (cell !== cells.at(-1)) expect(last.reply, cell).toMatchObject({ status: "ok" });
  }
  return last!;
}

describe("a cell of tslab", () => {
  it.each<[string, string[], string | undefined]>([
    ["prints its last expression", ["const width = 6; width * 7"], "42"],
    ["prints the value of an assignment", ["let depth = 1", "depth = depth + 4;"], "5"],
    ["prints nothing for a declaration", ["let a1 = 1"], undefined],
    ["prints nothing for undefined", ["void 0"], undefined],
    ["takes a block for a block, not for an object", ["{ label: 10 }"], undefined],
    ["declares constants again", ["const fixed = 3", "const fixed = 'four'; fixed"], "'four'"],
    ["declares a class again as a value", ["class Thing {}", "let Thing = 10; Thing"], "10"],
    [
      "declares an enum again as a value",
      ["enum Level { Low = 1, High }", "Level[2]", "let Level = null; Level === null"],
      "true",
    ],
    ["declares an import again as a value", ["import { sep } from 'path'", "let sep = 1; sep"], "1"],
    [
      "declares an imported namespace again as a type",
      ["import * as os1 from 'os'", "type os1 = string; const t1: os1 = 'x'; t1"],
      "'x'",
    ],
    ["sees the side effects of functions", ["let hits = 0; function hit() { hits++ }", "hit(); hit()", "hits"], "2"],
    [
      "calls functions recursively",
      ["function fib(n: number): number { return n < 2 ? 1 : fib(n - 1) + fib(n - 2) }\nfib(20)"],
      "10946",
    ],
    [
      "merges interfaces of one cell",
      ["interface Both { a: number } interface Both { b: string }\nconst both: Both = { a: 1, b: 'x' }; both.b"],
      "'x'",
    ],
    ["takes apart objects and arrays", ["const [p, { q: r = 5 }] = [1, {} as { q?: number }]; p + r"], "6"],
    ["chains what may be missing", ["const maybe: any = null; maybe?.a?.b ?? 'none'"], "'none'"],
    [
      "imports everything of a module",
      ["import * as crypto from 'crypto'", "crypto.createHash('sha256').update('a').digest('hex').slice(0, 4)"],
      "'ca97'",
    ],
    ["imports a default that CommonJS has not", ["import path from 'path'", "path.basename('/a/b.ts')"], "'b.ts'"],
    ["imports dynamically", ["const { userInfo } = await import('os'); typeof userInfo().username"], "'string'"],
    ["imports types", ["import { CpuInfo } from 'os'; let info: CpuInfo; info === undefined"], "true"],
    ["requires", ["const fs1 = require('fs'); typeof fs1.readFileSync"], "'function'"],
    [
      "awaits at the top level",
      [
        "async function hello(name: string) { return 'Hello ' + name }",
        "let greeting = await hello('you')",
        "greeting",
      ],
      "'Hello you'",
    ],
    [
      "runs generators",
      ["function* upTo(n: number): IterableIterator<number> { for (let i = 0; i < n; i++) yield i }\n[...upTo(3)]"],
      "[ 0, 1, 2 ]",
    ],
    [
      "has the decorators of TypeScript 5",
      [
        "function sealed(constructor: Function) { Object.seal(constructor) }\n@sealed class Sealed {}\nObject.isSealed(Sealed)",
      ],
      "true",
    ],
    ["knows that plain objects are of this realm", ["({}).constructor === Object && [] instanceof Array"], "true"],
    ["has exports", ["Object.defineProperty(exports, 'mine', { value: 'p' }); exports.mine"], "'p'"],
    [
      "imports a cell that is a module",
      [
        "/** @module greetings */\nexport const hi = (n: string) => `hi ${n}`",
        "import { hi } from './greetings'; hi('you')",
      ],
      "'hi you'",
    ],
    [
      "imports a cell that is a module with JSX",
      [
        "/**\n * @module elements\n * @jsx\n */\nconst React = { createElement: (name: string) => `<${name}>` };\nexport const hr = <hr />",
        "import * as elements from './elements'; elements.hr",
      ],
      "'<hr>'",
    ],
    ["has a name like those that the kernel makes", ["let tsLastExpr = 10; tsLastExpr + 1"], "11"],
    [
      "knows the versions",
      ["import { versions } from 'tslab'; typeof versions.tslab + typeof versions.typescript + versions.node[0]"],
      "'stringstringv'",
    ],
  ])("%s", async (_what, cells, result) => {
    const done = await lastOf(cells);
    expect(done.reply.evalue).toBeUndefined();
    expect(done.plain).toBe(result);
  });

  it.each<[string, string[], string]>([
    ["assigns a constant of an earlier cell", ["const settled = 1", "settled = 2"], "Cannot assign to 'settled'"],
    ["declares a name twice", ["let twice = 1; let twice = 2"], "Cannot redeclare block-scoped variable 'twice'"],
    [
      "implements an interface wrongly",
      ["interface Shape { side: number }\nclass Round implements Shape {}"],
      "Class 'Round' incorrectly implements interface 'Shape'",
    ],
    [
      "awaits in a function that is not async",
      ["const wrong = () => { await Promise.resolve(1) }"],
      "'await' expressions are only allowed",
    ],
    ["uses what only browsers have", ["document.createElement('div')"], "Cannot find name 'document'"],
    ["rejects", ["await new Promise((_, reject) => reject(new Error('no luck')))"], "no luck"],
    ["throws", ["throw new Error('thrown')"], "thrown"],
  ])("fails when it %s", async (_what, cells, message) => {
    const done = await lastOf(cells);
    expect(done.reply.status).toBe("error");
    expect(done.reply.evalue).toContain(message);
  });

  it("runs its parts in JavaScript's order", async () => {
    const done = await kernel.execute(
      "console.log(1); setTimeout(() => console.log(4)); Promise.resolve().then(() => console.log(3)); console.log(2); await new Promise((r) => setTimeout(r, 20)); console.log(5)",
    );
    expect(done.text("stdout")).toBe("1\n2\n3\n4\n5\n");
  });
});

describe("tslab.display", () => {
  it("shows each kind of content, and is no result", async () => {
    const done = await lastOf([
      "import * as tslab from 'tslab'",
      "tslab.display.markdown('*m*'); tslab.display.latex('$x$'); tslab.display.svg('<svg/>'); tslab.display.png(Buffer.from([137, 80])); tslab.display.raw('application/json', '{}'); tslab.display.html('<b>h</b>')",
    ]);
    expect(done.of("display_data").map(({ data }) => data)).toEqual([
      { "text/markdown": "*m*" },
      { "text/latex": "$x$" },
      { "image/svg+xml": "<svg/>" },
      { "image/png": "iVA=" },
      { "application/json": "{}" },
      { "text/html": "<b>h</b>" },
    ]);
    expect(done.result).toBeUndefined();
  });

  it("may be taken from its module by every kind of import", async () => {
    const done = await lastOf([
      "import { display as shown, newDisplay } from 'tslab'; const required = require('tslab'); const { display: awaited } = await import('tslab')",
      "shown.text('a'); required.display.text('b'); awaited.text('c'); const same = newDisplay(); same.text('d'); same.text('e')",
    ]);
    expect(done.of("display_data").map(({ data }) => (data as Record<string, string>)["text/plain"])).toEqual([
      "a",
      "b",
      "c",
      "d",
    ]);
    expect(done.of("update_display_data")).toMatchObject([{ data: { "text/plain": "e" } }]);
  });
});

// Last, since what it declares hides the global from all cells after it.
it("a cell of tslab may declare a global's name", async () => {
  const done = await lastOf(["class Promise {}; async function zero() { return 0 }", "await zero()"]);
  expect(done.plain).toBe("0");
});
