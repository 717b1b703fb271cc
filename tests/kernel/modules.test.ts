import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CellReport } from "../../notebooks/cell-report.ts";
import { hashSource } from "../../notebooks/hash-source.ts";
import { KernelClient } from "./harness/kernel-client.ts";

let folder: string;
let kernel: KernelClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-modules-"));
  kernel = await KernelClient.start({ cwd: folder });
});
afterAll(async () => {
  await kernel.stop();
  await rm(folder, { recursive: true, force: true });
});

let edits = 0;

/** Writes a file beside the notebook, each time with a later date of modification. */
async function write(name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, text);
  const modified = Date.now() / 1000 + ++edits;
  await utimes(path, modified, modified);
}

async function writePackage(name: string, manifest: object, files: Record<string, string>): Promise<void> {
  await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", ...manifest }));
  for (const [file, text] of Object.entries(files)) await write(`node_modules/${name}/${file}`, text);
}

/** Runs a cell that must succeed; its result as text. */
async function valueOf(code: string): Promise<unknown> {
  const done = await kernel.execute(code);
  expect(done.reply, String(done.reply.evalue)).toMatchObject({ status: "ok" });
  return done.plain;
}

it("gives every name of a CommonJS file beside the notebook", async () => {
  await write("common.cjs", "module.exports = { c: 2, d: () => 3 };");
  expect(await valueOf('import { c, d } from "./common.cjs"; [c, d()]')).toBe("[ 2, 3 ]");
  expect(await valueOf('import whole, * as all from "./common.cjs"; [whole.c, all.c]')).toBe("[ 2, 2 ]");
  await write("common.cjs", "module.exports = { c: 4 };");
  expect(await valueOf('import { c } from "./common.cjs"; c')).toBe("4");
});

describe("packages", () => {
  it("are found in the notebook's folder: exports-only, CommonJS, with top-level await", async () => {
    await writePackage(
      "exports-only",
      { type: "module", exports: { "./deep": { import: "./deep.js" } } },
      { "deep.js": "export const deep = 1;" },
    );
    await writePackage("common", { main: "index.js" }, { "index.js": "module.exports = { common: 2 };" });
    await writePackage(
      "awaiting",
      { type: "module", exports: "./index.js" },
      { "index.js": "export const awaited = await Promise.resolve(3);" },
    );
    const code = `// @ts-nocheck
      import { deep } from "exports-only/deep";
      import { common } from "common";
      import { awaited } from "awaiting";
      [deep, common, awaited]`;
    expect(await valueOf(code)).toBe("[ 1, 2, 3 ]");
  });

  it("are found in the app when the notebook has none", async () => {
    expect(await valueOf('import { version } from "vega-lite"; version.split(".")[0]')).toBe("'6'");
  });

  it("can be required as well: the notebook's own, else the app's, else said to be missing", async () => {
    await writePackage("required", { main: "index.cjs" }, { "index.cjs": "module.exports = 'own';" });
    expect(await valueOf("require('required')")).toBe("'own'");
    expect(await valueOf("typeof require('arquero').table")).toBe("'function'");
    expect(await valueOf("require.resolve('required').startsWith(__dirname)")).toBe("true");
    const missing = await kernel.execute("require('@nobody/here/deep')");
    expect(missing.reply.evalue).toContain("npm install @nobody/here\nin the folder");
  });

  it("may be written as Deno writes them", async () => {
    expect(await valueOf("import { bin } from 'npm:d3-array@3'; typeof bin")).toBe("'function'");
    expect(await valueOf("// @ts-nocheck\nimport own from 'npm:required@1.2.3'; own")).toBe("'own'");
    const missing = await kernel.execute("import { parse } from 'jsr:@std/csv@1/parse'");
    expect(missing.reply.evalue).toContain('"@std/csv"');
    expect(missing.reply.evalue).toContain("npx jsr add @std/csv");
  });

  it("that are missing say how to install them, and can be imported once they are there", async () => {
    const code = '// @ts-nocheck\nimport { late } from "@late/package/part"; late';
    const missing = await kernel.execute(code);
    expect(missing.reply).toMatchObject({ status: "error" });
    expect(missing.reply.evalue).toContain("npm install @late/package");
    expect(missing.reply.evalue).toContain(folder);
    await writePackage(
      "@late/package",
      { type: "module" },
      { "part/index.js": "", "part.js": "export const late = 4;" },
    );
    expect(await valueOf('// @ts-nocheck\nimport { late } from "@late/package/part.js"; late')).toBe("4");
  });

  it("are not loaded from the network", async () => {
    const done = await kernel.execute('// @ts-nocheck\nawait import("https://example.com/x.js")');
    expect(done.reply.evalue).toContain("not loaded from the network");
  });
});

describe("modules beside the notebook", () => {
  it("are TypeScript, with types erased, top-level await and import.meta", async () => {
    await write(
      "tools.ts",
      `interface Shape { side: number }
       export const area = ({ side }: Shape): number => side ** 2;
       export const here: string = await Promise.resolve(import.meta.url);`,
    );
    expect(
      await valueOf('import { area, here } from "./tools.ts"; [area({ side: 3 }), here.startsWith("file:")]'),
    ).toBe("[ 9, true ]");
  });

  it("are read again when they or what they import were edited; others keep their state", async () => {
    await write("rate.ts", "export const rate: number = 1;");
    await write("price.ts", 'import { rate } from "./rate.ts"; export const price = rate * 10;');
    await write("counter.ts", "let count = 0; export const next = (): number => ++count;");
    const code = 'import { price } from "./price.ts"; import { next } from "./counter.ts"; [price, next()]';
    expect(await valueOf(code)).toBe("[ 10, 1 ]");
    await write("rate.ts", "export const rate: number = 2;");
    expect(await valueOf(code)).toBe("[ 20, 2 ]");
    await write("price.ts", 'import { rate } from "./rate.ts"; export const price = rate * 100;');
    expect(await valueOf(code)).toBe("[ 200, 3 ]");
  });

  it("are named to whoever tells which cells are stale, by the text that a cell took", async () => {
    const modulesOf = async (code: string) => {
      const { metadata } = await kernel.execute(code);
      return (metadata.ulm as CellReport).modules;
    };
    const text = "export const level: number = 1;";
    await write("level.ts", text);
    await write("steps/step.ts", 'import { level } from "../level.ts"; export const step = level * 2;');
    const code = 'import { step } from "./steps/step.ts"; step';
    const first = await modulesOf(code);
    expect(first?.map(({ name }) => name)).toEqual(["steps/step.ts", "level.ts"]);
    expect(first?.[1].source).toBe(hashSource(text));
    await write("level.ts", "export const level: number = 2;");
    const second = await modulesOf(code);
    expect(second?.[0]).toEqual(first?.[0]);
    expect(second?.[1].source).toBe(hashSource("export const level: number = 2;"));
    expect(await modulesOf("/** @module inCell */\nexport const inside = 3;")).toMatchObject([
      { name: "inCell.ts", isCell: true },
    ]);
    expect(await modulesOf('import { inside } from "./inCell"; inside')).toMatchObject([
      { name: "inCell.ts", isCell: true },
    ]);
    expect(await modulesOf("step")).toBeUndefined();
  });

  it("that are TypeScript are imported, not required: with or without their extension, the error says how", async () => {
    await write("wanted.ts", "export const wanted: number = 1;");
    await write("required.cjs", "module.exports = 5;");
    for (const specifier of ["./wanted", "./wanted.ts"]) {
      const { reply } = await kernel.execute(`require("${specifier}")`);
      expect(reply).toMatchObject({ ename: "TypeScriptRequiredError" });
      expect(reply.evalue).toContain(`await import("${specifier}")`);
    }
    expect(await valueOf('(await import("./wanted")).wanted')).toBe("1");
    expect(await valueOf('[require("./required.cjs"), require(__dirname + "/required.cjs")]')).toBe("[ 5, 5 ]");
    expect((await kernel.execute('require("./nowhere")')).reply.evalue).toContain("Cannot find module './nowhere'");
  });

  it("are JSON and text, too", async () => {
    await write("config.json", '{ "depth": 3 }');
    await write("rows.csv", "a,b\n1,2\n");
    const code =
      'import config from "./config.json"; import rows from "./rows.csv"; [config.depth + 1, rows.trim().length]';
    expect(await valueOf(code)).toBe("[ 4, 7 ]");
    expect((await kernel.execute('import rows from "./rows.csv"; const n: number = rows')).reply.status).toBe("error");
  });

  it("show their own file and line in errors", async () => {
    await write(
      "broken.ts",
      "interface A { x: number }\n\nexport function fail(): never {\n  throw new Error('in a module');\n}",
    );
    const done = await kernel.execute('import { fail } from "./broken.ts";\nfail();');
    const text = (done.reply.traceback as string[]).join("\n");
    expect(text).toMatch(/broken\.ts:4:/);
    expect(text).toMatch(/Cell \[\d+\]:2:/);
    expect(text).not.toMatch(/kernel\/execution/);
  });

  it("are checked as cells are, with those that they import", async () => {
    await write("deep.ts", "export const depth: number = 'deep';\n");
    await write("typed.ts", 'export * from "./deep.ts";\n\nexport const label: string = 3;');
    const code = 'import { depth, label } from "./typed.ts";\nconst own: boolean = 1;\n`${depth} ${label}`';
    const done = await kernel.execute(code);
    expect(done.reply).toMatchObject({ status: "error", ename: "TypeError" });
    expect(done.reply.evalue).toBe("line 2: Type 'number' is not assignable to type 'boolean'. (and 2 more)");
    const traceback = plainText(done.reply.traceback);
    expect(traceback).toContain(
      "TypeError in typed.ts, line 3, column 14: Type 'number' is not assignable to type 'string'. (TS2322)\n" +
        '  1 | export * from "./deep.ts";\n  2 | \n> 3 | export const label: string = 3;\n    |              ~~~~~',
    );
    expect(traceback).toContain("TypeError in deep.ts, line 1, column 14");
    await kernel.request("ulm_settings_request", { settings: { typeErrors: "warn" } });
    const warned = await kernel.execute(code.replace(/const own.*/, ""));
    expect(plainText([warned.text("stderr")])).toContain("Type warning in typed.ts, line 3");
    expect(warned.plain).toBe("'deep 3'");
    await kernel.request("ulm_settings_request", { settings: { typeErrors: "refuse" } });
    await write("deep.ts", "// @ts-nocheck\nexport const depth: number = 'deep';\n");
    await write("typed.ts", 'export * from "./deep.ts";\n\nexport const label: string = "three";');
    expect(await valueOf('import { depth, label } from "./typed.ts"; [depth, label]')).toBe("[ 'deep', 'three' ]");
  });

  it("that cannot be parsed are shown as cells are", async () => {
    await write("unclosed.ts", "export const a = [1;\n");
    const done = await kernel.execute('import { a } from "./unclosed.ts"; a');
    expect(done.reply).toMatchObject({ ename: "SyntaxError", evalue: "unclosed.ts, line 1: ',' expected." });
  });

  it("that are missing are named", async () => {
    const done = await kernel.execute('// @ts-nocheck\nimport "./nowhere.ts"');
    expect(done.reply.evalue).toContain(join(folder, "nowhere.ts"));
  });

  it("a cell knows where it is", async () => {
    expect(await valueOf("[__dirname === process.cwd(), import.meta.url.startsWith('file:')]")).toBe("[ true, true ]");
    expect(await valueOf('import.meta.resolve("./tools.ts").endsWith("/tools.ts")')).toBe("true");
  });
});

describe("a cell that is a module", () => {
  it("is imported from other cells and modules, runs once, and again after it was executed anew", async () => {
    const module = (answer: number) =>
      `/**\n * Answers.\n * @module answers\n */\nexport interface Answer { value: number }\nexport const answer: Answer = { value: ${answer} };\nlet calls = 0;\nexport const call = () => ++calls;`;
    const first = await kernel.execute(module(42));
    expect(first.reply.status).toBe("ok");
    expect(first.result).toBeUndefined();
    const use =
      'import { answer, call, type Answer } from "./answers";\nconst own: Answer = answer;\n[own.value, call()]';
    expect(await valueOf(use)).toBe("[ 42, 1 ]");
    expect(await valueOf(use)).toBe("[ 42, 2 ]");
    await write("doubled.ts", 'import { answer } from "./answers.ts"; export const doubled = answer.value * 2;');
    expect(await valueOf('import { doubled } from "./doubled.ts"; doubled')).toBe("84");
    await kernel.execute(module(43));
    expect(await valueOf(use)).toBe("[ 43, 1 ]");
    expect(await valueOf('import { doubled } from "./doubled.ts"; doubled')).toBe("86");
  });

  it("declares nothing to other cells, and is there also when something is wrong in it", async () => {
    const wrong = await kernel.execute("/** @module wrong */\nexport const w: number = 'text'");
    expect(wrong.reply).toMatchObject({
      ename: "TypeError",
      evalue: expect.stringContaining("wrong.ts, line 2: Type"),
    });
    expect((await kernel.execute("w")).reply.evalue).toContain("Cannot find name 'w'");
    expect(await valueOf('// @ts-nocheck\nimport { w } from "./wrong"; w')).toBe("'text'");
    const own = await kernel.execute("/** see @module names in the manual */\nconst ordinary = 1; ordinary");
    expect(own.plain).toBe("1");
  });

  it("may hold JSX, with whatever makes elements", async () => {
    const module = `/** @module view @jsx */
const React = { createElement: (type: string, props: object | null, ...children: unknown[]) => ({ type, props, children }) };
export const view = <b title="t">bold {1 + 1}</b>;`;
    expect((await kernel.execute(module)).reply.status).toBe("ok");
    expect(await valueOf('import { view } from "./view"; JSON.stringify(view)')).toBe(
      `'{"type":"b","props":{"title":"t"},"children":["bold ",2]}'`,
    );
    await write(
      "list.tsx",
      'import { view } from "./view.tsx"; const React = { createElement: (type: unknown) => type };\nexport const list = [<i />, view.type];',
    );
    expect(await valueOf('import { list } from "./list.tsx"; list')).toBe("[ 'i', 'b' ]");
  });
});

function plainText(lines: unknown): string {
  // eslint-disable-next-line no-control-regex
  return (lines as string[]).join("\n").replaceAll(/\u001b\[\d+m/g, "");
}
