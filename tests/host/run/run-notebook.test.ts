import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Cell, Notebook } from "../../../host/contents/notebook.ts";
import { runNotebook, type RunProgress, type RunSpec } from "../../../host/run-notebook.ts";
import { Trust } from "../../../host/trust/trust.ts";
import { type KernelCommand, kernelCommand, kernelMain } from "../../../kernel/launch.ts";
import { fakeKernelCommand, makeDirectory } from "../start-test-host.ts";

let directory: string;
beforeEach(async () => {
  directory = await makeDirectory();
});

const code = (source: string, tags?: string[]): Cell => ({
  cell_type: "code",
  source,
  metadata: tags === undefined ? {} : { tags },
  outputs: [{ output_type: "stream", name: "stdout", text: "of an earlier run" }],
  execution_count: 99,
});
const toNotebook = (...cells: Cell[]): Notebook => ({ nbformat: 4, nbformat_minor: 4, metadata: { kept: 1 }, cells });
const run = (notebook: Notebook, spec: Partial<RunSpec> = {}) =>
  runNotebook(notebook, { cwd: directory, stateDirectory: directory, kernelCommand: fakeKernelCommand(), ...spec });

describe("runNotebook", () => {
  it("returns a notebook with the outputs, counts and times of this run, and leaves the given one alone", async () => {
    const source = toNotebook(
      { cell_type: "markdown", source: "# T", metadata: {} },
      code("print one\nshow id first\nresult 2"),
      code("  "),
      code("update id second"),
    );
    const before = structuredClone(source);
    const progress: RunProgress[] = [];
    const { notebook, failed, durations } = await run(source, { onProgress: (step) => progress.push(step) });
    expect(source).toEqual(before);
    expect(failed).toBeUndefined();
    const [, one, empty, two] = notebook.cells;
    expect(one.outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "one\n" },
      { output_type: "display_data", data: { "text/html": "second" }, metadata: {} },
      { output_type: "execute_result", execution_count: 1, data: { "text/plain": "2" }, metadata: {} },
    ]);
    expect([one, empty, two].map((cell) => cell.execution_count)).toEqual([1, null, 2]);
    expect(empty.outputs).toEqual([]);
    const times = one.metadata.execution as Record<string, string>;
    const keys = ["iopub.status.busy", "iopub.execute_input", "shell.execute_reply", "iopub.status.idle"];
    expect(Object.keys(times).sort()).toEqual(keys.sort());
    expect(Date.parse(times["iopub.status.idle"])).toBeGreaterThanOrEqual(Date.parse(times["iopub.status.busy"]));
    expect([...durations.keys()]).toEqual([1, 3]);
    expect(progress.map(({ kind, cellIndex, finished, total }) => [kind, cellIndex, finished, total])).toEqual([
      ["started", 1, 0, 2],
      ["finished", 1, 1, 2],
      ["started", 3, 1, 2],
      ["finished", 3, 2, 2],
    ]);
    expect(notebook).toMatchObject({
      nbformat_minor: 5,
      metadata: { kept: 1, kernelspec: { name: "ulm" }, language_info: { name: "typescript" } },
    });
    expect(new Set(notebook.cells.map((cell) => cell.id)).size).toBe(4);
  });

  it("stops at a cell that fails, and says where and why", async () => {
    const { notebook, failed } = await run(
      toNotebook(code("print a"), code("fail x is not defined"), code("print never")),
    );
    expect(failed).toEqual({
      cellIndex: 1,
      ename: "TypeError",
      evalue: "x is not defined",
      traceback: ["TypeError: x is not defined"],
    });
    expect(notebook.cells[1].outputs).toMatchObject([{ output_type: "error", ename: "TypeError" }]);
    expect(notebook.cells[2]).toMatchObject({ outputs: [], execution_count: null });
  });

  it("goes on where failing is allowed", async () => {
    const cells = [code("fail 1"), code("fail 2"), code("print on")];
    const all = await run(toNotebook(...cells), { allowErrors: true });
    expect(all.failed).toMatchObject({ cellIndex: 0 });
    expect(all.notebook.cells[2].outputs).toMatchObject([{ text: "on\n" }]);
    const expected = await run(
      toNotebook(code("fail 1", ["raises-exception"]), code("print on"), code("fail 3", ["skip-execution"])),
    );
    expect(expected.failed).toBeUndefined();
    expect(expected.notebook.cells[1].outputs).toMatchObject([{ text: "on\n" }]);
  });

  it("reports a kernel that dies, errors allowed or not", async () => {
    const { failed, notebook } = await run(toNotebook(code("exit 7"), code("print never")), { allowErrors: true });
    expect(failed).toMatchObject({
      cellIndex: 0,
      ename: "KernelDied",
      evalue: "The kernel stopped: it ended with exit code 7: Error: asked to exit",
    });
    expect(notebook.cells[0].outputs).toMatchObject([{ output_type: "error", ename: "KernelDied" }]);
    expect(notebook.cells[1].outputs).toEqual([]);
  });

  it("says why a kernel does not start", async () => {
    const kernelCommand = fakeKernelCommand({ FAKE_KERNEL_BROKEN: "1" });
    await expect(run(toNotebook(code("print a")), { kernelCommand })).rejects.toThrow(
      "The kernel did not start: it ended with exit code 3: Error: the fake kernel is broken on purpose",
    );
  });

  it("is stopped by its signal", async () => {
    const controller = new AbortController();
    const stop = () => setTimeout(() => controller.abort(new Error("stopped by the test")), 50);
    const running = run(toNotebook(code("wait"), code("print never")), { signal: controller.signal, onProgress: stop });
    await expect(running).rejects.toThrow("stopped by the test");
    await expect(run(toNotebook(code("print a")), { signal: controller.signal })).rejects.toThrow(
      "stopped by the test",
    );
  });

  it("makes outputs that this user's windows trust", async () => {
    const { notebook } = await run(toNotebook(code("html <b>made</b>")));
    const trust = await Trust.open(join(directory, "trust"));
    expect(trust.markTrusted(notebook).cells[0].metadata.trusted).toBe(true);
  });
});

describe.skipIf(!existsSync(kernelMain))("with the real kernel (skipped until it is built)", () => {
  it("runs TypeScript", async () => {
    const source = toNotebook(
      code("const a: number = await Promise.resolve(20)"),
      code("console.log('out'); a + 1"),
      code("throw new RangeError('no')"),
    );
    const { notebook, failed } = await runNotebook(source, { cwd: directory, stateDirectory: directory });
    expect(notebook.cells[1].outputs).toMatchObject([
      { output_type: "stream", name: "stdout", text: "out\n" },
      { output_type: "execute_result", data: { "text/plain": "21" } },
    ]);
    expect(failed).toMatchObject({ cellIndex: 2, ename: "RangeError", evalue: "no" });
  }, 60_000);

  it("treats cells as the notebook says", async () => {
    const wrong = code("const n: number = 'text'; typeof n");
    const run = (metadata: Notebook["metadata"]) =>
      runNotebook({ ...toNotebook(wrong), metadata }, { cwd: directory, stateDirectory: directory });
    expect((await run({})).failed).toMatchObject({ ename: "TypeError" });
    const warned = await run({ ulm: { typeErrors: "warn" } });
    expect(warned.failed).toBeUndefined();
    expect(warned.notebook.cells[0].outputs).toMatchObject([
      { name: "stderr", text: expect.stringContaining("Type warning") },
      { data: { "text/plain": "'string'" } },
    ]);
    const deno = await run({ kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } });
    expect(deno.notebook.cells[0].outputs).toMatchObject([{ data: { "text/plain": "'string'" } }]);
  }, 60_000);

  it("is stopped also inside native code, which cannot be interrupted", async () => {
    const controller = new AbortController();
    const stop = () => setTimeout(() => controller.abort(new Error("stopped by the test")), 500);
    const endless = toNotebook(
      code("import { pbkdf2Sync } from 'node:crypto'; pbkdf2Sync('a', 'b', 1e9, 64, 'sha512')"),
    );
    const spec = { cwd: directory, stateDirectory: directory, signal: controller.signal, onProgress: stop };
    await expect(runNotebook(endless, spec)).rejects.toThrow("stopped by the test");
  }, 60_000);

  it("says that a kernel ran out of memory", async () => {
    const small = (file: string): KernelCommand => {
      const { env, ...command } = kernelCommand(file);
      return { ...command, env: { ...env, NODE_OPTIONS: "--max-old-space-size=300" } };
    };
    const hungry = toNotebook(
      code("const hog: number[][] = []; while (true) hog.push(Array.from({ length: 1e5 }, Math.random));"),
    );
    const spec = { cwd: directory, stateDirectory: directory, kernelCommand: small };
    const { failed } = await runNotebook(hungry, spec);
    expect(failed).toMatchObject({
      ename: "KernelDied",
      evalue: expect.stringMatching(
        /^The kernel stopped: it ran out of memory\. Outputs are kept\..*max-old-space-size/,
      ),
    });
  }, 60_000);
});
