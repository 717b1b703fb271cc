import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

const failing = "(() => { throw new Error('mine') }) as never";
const assignAll = (owner: string, ...methods: string[]) =>
  `${methods.map((method) => `${owner}.prototype.${method}`).join(" = ")} = ${failing}`;

/** What cells do to built-ins, by the names that the cell is told of. */
const restored: Record<string, string> = {
  Array: "globalThis.Array = 5 as never",
  JSON: "globalThis.JSON = undefined as never",
  Promise: "globalThis.Promise = undefined as never",
  String: "globalThis.String = null as never",
  "Map, Set, WeakMap": "globalThis.Map = globalThis.Set = globalThis.WeakMap = undefined as never",
  Buffer: "globalThis.Buffer = undefined as never",
  console: "globalThis.console = undefined as never",
  "console.log": "console.log = undefined as never",
  "console.info": `Object.defineProperty(console, "info", { configurable: true, get: ${failing} })`,
  "Map.prototype.get": `Object.defineProperty(Map.prototype, "get", { configurable: true, get: ${failing} })`,
  "Array.prototype[Symbol.iterator]": "Array.prototype[Symbol.iterator] = undefined as never",
  "Array.prototype.map": `globalThis.pushed = 1 as never; ${assignAll("Array", "map", "filter", "join")}`,
  "Promise.prototype.then": assignAll("Promise", "then"),
  "String.prototype": assignAll("String", "split", "replace", "slice"),
  "RegExp.prototype": assignAll("RegExp", "exec", "test"),
  "Map.prototype": assignAll("Map", "get", "set", "has"),
};

/** What may stay as a cell leaves it. */
const harmless: Record<string, string> = {
  "a method of its own":
    "(Array.prototype as any).lastOne = function () { return this.at(-1) }; (String.prototype as any).shout = 1",
  "properties of all objects": "(Object.prototype as any).extra = 'x'; (Object.prototype as any).kind = 'k'",
  "a wrapper":
    "const map = Array.prototype.map; Array.prototype.map = function (...a) { return map.apply(this, a) } as never",
  "another class of errors": "globalThis.Error = class extends Error {} as never",
};

async function expectHealth(): Promise<void> {
  expect((await kernel.execute("const sum = 1 + 1; sum")).plain).toBe("2");
  expect((await kernel.execute("({ a: [1, 'x'], sum })")).plain).toBe("{ a: [ 1, 'x' ], sum: 2 }");
  expect((await kernel.execute("console.log('printed', sum)")).text("stdout")).toBe("printed 2\n");
  const failed = await kernel.execute("const early = 1;\n(undefined as any).x");
  expect(failed.reply.ename).toBe("TypeError");
  expect(String(failed.reply.traceback)).toContain("line 2");
}

describe("a cell that breaks", () => {
  for (const [name, code] of Object.entries(restored)) {
    it(`${name} is told so, has its result, and the cells after it run`, async () => {
      const done = await kernel.execute(`// @ts-nocheck\n${code};\n"own"`);
      expect(done.plain).toBe("'own'");
      expect(done.text("stderr")).toContain(name);
      expect(done.text("stderr")).toMatch(/The original is back.*restart the kernel.*\n.*重启内核/);
      await expectHealth();
    });
  }

  it("a built-in and waits, or fails, is answered all the same", async () => {
    const waited = await kernel.execute(
      "// @ts-nocheck\nglobalThis.Promise = globalThis.Object = undefined; await null; await 1; 'waited'",
    );
    expect(waited.plain).toBe("'waited'");
    const failed = await kernel.execute(
      "// @ts-nocheck\nglobalThis.RegExp = globalThis.Map = 1; throw new Error('failed')",
    );
    expect(failed.reply.evalue).toBe("failed");
    await expectHealth();
  });
});

describe("a cell that adds to built-ins, or replaces them by what works", () => {
  for (const [name, code] of Object.entries(harmless)) {
    it(`keeps ${name}`, async () => {
      expect((await kernel.execute(`// @ts-nocheck\n${code}`)).text("stderr")).toBe("");
      await expectHealth();
    });
  }
});

it("a wrapper that prints is heard only when cells call it", async () => {
  await kernel.execute(`
    const { parse } = JSON;
    JSON.parse = (text: string) => { console.log("parses", text); return parse(text); };`);
  expect((await kernel.execute("1")).text("stdout")).toBe("");
  expect((await kernel.execute("JSON.parse('2')")).text("stdout")).toBe("parses 2\n");
  expect((await kernel.execute("JSON.parse = parse; JSON.parse('3')")).text("stdout")).toBe("");
});

describe("console.log", () => {
  it("may be replaced: results are shown as before, and the cell is told what it did, once", async () => {
    const replaced = await kernel.execute(
      "const heard: string[] = []; console.log = (text) => void heard.push(text); 1",
    );
    expect(replaced.plain).toBe("1");
    expect(replaced.text("stderr")).toMatch(/^console\.log: .*until the kernel restarts.*\nconsole\.log：.*重启/);
    const next = await kernel.execute("console.log('heard'); heard");
    expect(next.plain).toBe("[ 'heard' ]");
    expect(next.text("stdout") + next.text("stderr")).toBe("");
  });

  it("may be replaced for a while", async () => {
    const done = await kernel.execute(
      "const before = console.warn; console.warn = () => {}; console.warn('silent'); console.warn = before; console.warn('loud')",
    );
    expect(done.text("stderr")).toBe("loud\n");
  });
});
