import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeFolder, defaultCacheDirectory } from "../../kernel/code-cache.ts";

const loader = join(import.meta.dirname, "../../dist/kernel/node_modules/typescript/index.cjs");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-code-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Loads TypeScript in a thread as the kernel does; says what it makes. */
function load(codeFolder: string): { output: string } {
  const thread = `
    const ts = require(${JSON.stringify(loader)});
    const output = ts.transpileModule("let a: number = 1", { compilerOptions: { target: 99 } }).outputText;
    ts[Symbol.for("ulm.keepCode")]();
    require("node:worker_threads").parentPort.postMessage(output);`;
  const program = `
    const { Worker } = require("node:worker_threads");
    const worker = new Worker(${JSON.stringify(thread)}, { eval: true, workerData: ${JSON.stringify({ codeFolder })} });
    worker.on("message", (output) => console.log(JSON.stringify({ output })));`;
  return JSON.parse(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" })) as ReturnType<typeof load>;
}

describe.skipIf(!existsSync(loader))("the loader of TypeScript (skipped until it is built)", () => {
  it("gives TypeScript with and without kept code, and makes good what was spoilt", async () => {
    const kept = join(folder, "code");
    expect(load(kept).output).toContain("let a = 1;");
    const [name] = await readdir(kept);
    expect(name).toMatch(/^typescript-6\.0\.3-[\da-f]+\.code$/);
    expect(load(kept).output).toContain("let a = 1;");
    await truncate(join(kept, name), 1000);
    expect(load(kept).output).toContain("let a = 1;");
    expect(await readdir(kept)).toEqual([name]);
    expect((await stat(join(kept, name))).size).toBeGreaterThan(100_000);
    expect(load(kept).output).toContain("let a = 1;");
  });

  it("needs no folder that it can write", async () => {
    await writeFile(join(folder, "file"), "");
    expect(load(join(folder, "file")).output).toContain("let a = 1;");
  });
});

it.each([
  ["linux", { XDG_CACHE_HOME: "/cache" }, "/cache/ulm-notebook"],
  ["linux", {}, "/home/a/.cache/ulm-notebook"],
  ["darwin", {}, "/home/a/Library/Caches/ULM Notebook"],
])("on %s with %j kept code is in %s", (system, env, expected) => {
  expect(defaultCacheDirectory(system, env, "/home/a")).toBe(expected);
});

it("no code is kept when Node is told so", () => {
  expect(codeFolder({ NODE_DISABLE_COMPILE_CACHE: "1" })).toBeUndefined();
});
