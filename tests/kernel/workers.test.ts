import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "./harness/kernel-client.ts";

let folder: string;
let kernel: KernelClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-workers-"));
  await writeFile(join(folder, "scale.ts"), "export const scale = (x: number): number => x * 10;");
  await writeFile(
    join(folder, "doubler.ts"),
    `import { parentPort, workerData } from "node:worker_threads";
     import { scale } from "./scale.ts";
     interface Job { value: number }
     parentPort!.on("message", ({ value }: Job) => parentPort!.postMessage([scale(value), workerData]));`,
  );
  await writeFile(
    join(folder, "plain.mjs"),
    "import { parentPort } from 'node:worker_threads'; parentPort.postMessage('plain');",
  );
  await writeFile(
    join(folder, "fails.ts"),
    "export {};\n\nconst reason: string = 'in a worker';\nthrow new Error(reason);",
  );
  kernel = await KernelClient.start({ cwd: folder });
});
afterAll(async () => {
  await kernel.stop();
  await rm(folder, { recursive: true, force: true });
});

const ask = (worker: string) => `
  import { Worker } from "node:worker_threads";
  import { once } from "node:events";
  const worker = ${worker};
  worker.postMessage({ value: 2 });
  const [answer] = await once(worker, "message");
  await worker.terminate();
  answer`;

describe("a worker", () => {
  for (const [name, entry] of Object.entries({
    "a path from the notebook": `"./doubler.ts"`,
    "a URL from import.meta.url": `new URL("./doubler.ts", import.meta.url)`,
    "an absolute path": `__dirname + "/doubler.ts"`,
  })) {
    it(`in TypeScript is found by ${name}, with what it imports and its data`, async () => {
      const done = await kernel.execute(ask(`new Worker(${entry}, { workerData: { unit: "m" } })`));
      expect(done.reply, String(done.reply.evalue)).toMatchObject({ status: "ok" });
      expect(done.plain).toBe("[ 20, { unit: 'm' } ]");
    });
  }

  it("in TypeScript can be required from CommonJS code, and keeps its class", async () => {
    const done = await kernel.execute(
      ask(`new (require("worker_threads").Worker)("./doubler.ts")`).replace("answer`", ""),
    );
    expect(done.plain).toBe("[ 20, undefined ]");
    expect((await kernel.execute("worker instanceof Worker && Worker.name")).plain).toBe("'Worker'");
  });

  it("in JavaScript, or in a string, is Node's own", async () => {
    expect((await kernel.execute(ask(`new Worker("./plain.mjs")`))).plain).toBe("'plain'");
    const text = "require('worker_threads').parentPort.postMessage('text')";
    expect((await kernel.execute(ask(`new Worker(${JSON.stringify(text)}, { eval: true })`))).plain).toBe("'text'");
  });

  it("that fails says where, in what was written", async () => {
    const done = await kernel.execute(ask(`new Worker("./fails.ts")`));
    expect(done.reply.evalue).toBe("in a worker");
    expect(String(done.reply.traceback)).toMatch(/fails\.ts:4:/);
  });

  it("that is not there is named", async () => {
    const done = await kernel.execute(ask(`new Worker("./nowhere.ts")`));
    expect(done.reply.evalue).toContain(join(folder, "nowhere.ts"));
  });
});
