import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  LanguageMessage,
  LanguageReply,
  LanguageRequestBody,
  LanguageResults,
} from "../../../kernel/language/protocol.ts";
import { applicationFolder, folders } from "./run-cells.ts";

let worker: Worker;
let requests = 0;
const received: LanguageMessage[] = [];
const waiting = new Map<number, (message: LanguageMessage) => void>();

/** The worker as the kernel starts it, from its source. */
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(applicationFolder, "kernel/language/worker.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    write: false,
  });
  worker = new Worker(outputFiles[0]!.text, { eval: true, workerData: folders });
  worker.on("message", (message: LanguageMessage) => {
    received.push(message);
    if (message.kind !== "ready") waiting.get(message.id)?.(message);
  });
});

afterAll(() => worker.terminate());

function ask<Body extends LanguageRequestBody>(body: Body): Promise<LanguageResults[Body["kind"]]> {
  const id = ++requests;
  worker.postMessage({ id, ...body });
  return new Promise((resolve, reject) => {
    waiting.set(id, (message) => {
      if (message.kind === "failed") reject(new Error(message.message));
      else resolve((message as LanguageReply).result as LanguageResults[Body["kind"]]);
    });
  });
}

describe("the language worker", () => {
  it("warms up, says so once, then answers each request under its id", async () => {
    const compiled = await ask({ kind: "compile", runId: 1, executionCount: 1, source: "const a = 1" });
    expect(received[0]).toMatchObject({ kind: "ready" });
    expect(received.filter(({ kind }) => kind === "ready")).toHaveLength(1);
    expect(compiled).toMatchObject({ ok: true, runId: 1, usage: { defines: ["a"] } });
    expect(await ask({ kind: "commit", runId: 1 })).toEqual({ bindings: { a: 1 }, defined: ["a"] });
    expect(await ask({ kind: "complete", source: "a.toFix", cursor: 7 })).toMatchObject({ matches: ["toFixed"] });
    expect(await ask({ kind: "inspect", source: "a", cursor: 1, detailLevel: 0 })).toMatchObject({ found: true });
    expect(await ask({ kind: "isComplete", source: "f(" })).toMatchObject({ status: "incomplete" });
    const transpiled = await ask({ kind: "transpile", fileName: "/x/a.ts", source: "export const n: number = 1;\n" });
    expect(transpiled.code).toBe("export const n = 1;\n");
    expect(JSON.parse(transpiled.sourceMap)).toMatchObject({ sources: ["/x/a.ts"] });
  });

  it("answers requests that come at once, in order", async () => {
    const results = await Promise.all([
      ask({ kind: "compile", runId: 2, executionCount: 2, source: "const b = a" }),
      ask({ kind: "commit", runId: 2 }),
      ask({ kind: "compile", runId: 3, executionCount: 3, source: "b" }),
      ask({ kind: "discard", runId: 3 }),
    ]);
    expect(results[2]).toMatchObject({ ok: true });
    expect(results[3]).toBeNull();
  });

  it("reports a request it cannot answer, and carries on", async () => {
    await expect(ask({ kind: "commit", runId: 99 })).rejects.toThrow("Run 99");
    expect(await ask({ kind: "reset" })).toBeNull();
    expect(await ask({ kind: "compile", runId: 4, executionCount: 4, source: "a" })).toMatchObject({ ok: false });
  });
});
