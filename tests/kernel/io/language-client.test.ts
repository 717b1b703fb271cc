import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LanguageClient, LanguageServiceError } from "../../../kernel/io/language-client.ts";
import type { LanguageWorkerData } from "../../../kernel/language/protocol.ts";
import { applicationFolder, folders } from "../language/run-cells.ts";

let code: string;
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(applicationFolder, "kernel/language/worker.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    write: false,
  });
  code = outputFiles[0]!.text;
});

const threads: Worker[] = [];
let client: LanguageClient;
/** Before the language thread's own code: a text that begins with `// crash` ends it, one with `// hang` occupies it. */
const trap = `{
  const { parentPort } = require("node:worker_threads");
  const on = parentPort.on.bind(parentPort);
  parentPort.on = (type, listen) => on(type, (message) => {
    if (message.source?.startsWith("// crash")) throw new Error("crashed on purpose");
    if (message.source?.startsWith("// hang")) for (;;);
    listen(message);
  });
}`;
beforeAll(() => {
  client = new LanguageClient(folders, (data: LanguageWorkerData) => {
    const thread = new Worker(`${trap}\n${code}`, { eval: true, workerData: data });
    threads.push(thread);
    return thread;
  });
});
afterAll(async () => {
  const last = threads.at(-1)!;
  last.removeAllListeners("exit");
  await last.terminate();
});

const compile = (runId: number, source: string) =>
  client.request({ kind: "compile", runId, executionCount: runId, source });
const complete = (source: string) => client.request({ kind: "complete", source, cursor: source.length });

describe("a language thread that crashes", () => {
  it("is replaced by one that knows what it knew", async () => {
    await compile(1, "const a = 1; let b = 'text';");
    await client.request({ kind: "commit", runId: 1 });
    await compile(2, "const failed = 1; throw 1");
    await client.request({ kind: "commit", runId: 2, definedNames: [] });
    await expect(complete("// crash")).rejects.toThrow("the TypeScript service was restarted: crashed on purpose");
    expect(await compile(3, "const c: number = a + b.length")).toMatchObject({ ok: true });
    expect(await compile(4, "failed")).toMatchObject({ ok: false });
    expect(threads).toHaveLength(2);
  });

  it("fails the request on which it died, and no other", async () => {
    await compile(5, "const running = 1");
    const fatal = complete("// crash");
    const committed = client.request({ kind: "commit", runId: 5 });
    const next = compile(6, "running");
    await expect(fatal).rejects.toThrow(LanguageServiceError);
    expect(await committed).toMatchObject({ bindings: { running: 5 } });
    expect(await next).toMatchObject({ ok: true });
  });

  it("does not compile again what it died of", async () => {
    await expect(compile(7, "// crash")).rejects.toThrow("crashed on purpose");
    expect(await compile(8, "1 + 1")).toMatchObject({ ok: true });
  });

  it("is not started for ever when it does not come up", async () => {
    const broken = new LanguageClient(folders, () => new Worker("throw new Error('broken')", { eval: true }));
    const ask = () => broken.request({ kind: "isComplete", source: "" });
    const asked = [ask(), ask(), ask(), ask()];
    for (const answer of asked) await expect(answer).rejects.toThrow("broken");
    await expect(ask()).rejects.toThrow("the TypeScript service does not start: broken. Restart the kernel");
  });
});

it("a language thread that is stuck is replaced when its request is given up", async () => {
  const stuck = compile(9, "// hang");
  client.endIfStuck(50);
  await expect(stuck).rejects.toThrow("it was stuck");
  expect(await compile(10, "a")).toMatchObject({ ok: true });
});
