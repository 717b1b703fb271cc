import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** What every program starts with: a sum of a million ones over eight columns, in many blocks. */
const prelude = `
  import { configureKernels, kernelStatus, sumColumns, withKernels, withKernelsNow } from "./compute.mjs";
  const rows = 1_000_000, block = 4096;
  const prepare = (kernels) => {
    const sums = kernels.float64(Math.ceil(rows / block) * 8);
    const X = kernels.float64(rows * 8).fill(1);
    return { sums, args: [X, kernels.float64(8), sums, kernels.float64(sums.length), 8, block], work: { items: rows, block } };
  };
  const total = () => withKernels("test", async (kernels) => {
    const { sums, args, work } = prepare(kernels);
    await kernels.run(sumColumns, args, work);
    return sums.reduce((sum, value) => sum + value, 0);
  });
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-kernels-"));
  await build({
    entryPoints: [resolve(import.meta.dirname, "../../../../ulm/compute/index.ts")],
    outfile: join(folder, "compute.mjs"),
    bundle: true,
    format: "esm",
    target: "es2023",
    logLevel: "silent",
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a program of its own, to its natural end; what it printed. */
async function run(program: string, flags: readonly string[] = []): Promise<unknown> {
  const file = join(folder, "program.mjs");
  await writeFile(file, prelude + program);
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, file], { timeout: 20_000 });
  return JSON.parse(stdout);
}

describe("kernels in a program", () => {
  it("do not keep it alive, workers and all", async () => {
    const printed = await run(`
      await configureKernels({ workers: 3 });
      console.log(JSON.stringify([await total(), kernelStatus().engine]));`);
    expect(printed).toEqual([8_000_000, "webassembly"]);
  });

  it.each([
    ["a short computation, for the next one", "brief();"],
    [
      "a second one, when the first was interrupted and its timers with it",
      "const set = setTimeout; globalThis.setTimeout = () => set(() => {}); brief(); globalThis.setTimeout = set; brief();",
    ],
  ])("have workers soon after %s", async (_, computations) => {
    const printed = await run(`
      const threads = process.getBuiltinModule("worker_threads");
      let started = 0;
      threads.Worker = class extends threads.Worker {
        constructor(...parameters) {
          super(...parameters);
          started++;
        }
      };
      const brief = () => withKernelsNow("test", (kernels) => {
        const { args, work } = prepare(kernels);
        const begin = performance.now();
        while (performance.now() - begin < 3) kernels.runNow(sumColumns, args, { ...work, items: 8 * block });
      });
      ${computations}
      await new Promise((resolve) => setTimeout(resolve, 50));
      console.log(JSON.stringify([started > 0, await total()]));`);
    expect(printed).toEqual([true, 8_000_000]);
  });

  it("are plain where WebAssembly is not permitted, which the status explains", async () => {
    const printed = await run(`
      const before = kernelStatus().engine;
      delete globalThis.WebAssembly;
      const { engine, reason } = await configureKernels({});
      console.log(JSON.stringify([before, engine, typeof reason, await total()]));`);
    expect(printed).toEqual(["webassembly", "plain", "string", 8_000_000]);
  });

  it("go on after the thread was terminated in the middle of one, and take its memory back", async () => {
    const printed = await run(
      `
      import { runInNewContext } from "node:vm";
      await configureKernels({ workers: 2 });
      const forever = () => withKernelsNow("test", (kernels) => {
        const { args, work } = prepare(kernels);
        for (;;) kernels.runNow(sumColumns, args, work);
      });
      const codes = [];
      for (let round = 0; round < 3; round++) {
        try {
          runInNewContext("forever()", { forever }, { timeout: 100 });
        } catch (error) {
          codes.push(error.code);
        }
        codes.push(await total());
        for (let turn = 0; turn < 5; turn++) {
          gc();
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      }
      console.log(JSON.stringify([codes, kernelStatus().bytes < 3 * 64_000_000]));`,
      ["--expose-gc"],
    );
    const terminated = "ERR_SCRIPT_EXECUTION_TIMEOUT";
    expect(printed).toEqual([[terminated, 8e6, terminated, 8e6, terminated, 8e6], true]);
  });
});
