import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../kernel/wire/message.ts";
import { type Execution, KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

const loops = {
  "a synchronous loop": "while (true) {}",
  "a synchronous loop that catches everything": "while (true) { try { JSON.parse('{'); } catch {} }",
  "a loop after an await": "await Promise.resolve(); while (true) {}",
  "a loop after a timer": "await new Promise((r) => setTimeout(r, 10)); while (true) {}",
  "a loop of microtasks": "while (true) await null;",
  "a loop of timers": "while (true) await new Promise((r) => setTimeout(r, 1));",
  "a loop of immediates": "while (true) await new Promise((r) => setImmediate(r));",
  "a promise that never resolves": "await new Promise(() => {});",
  "a loop that prints": "while (true) console.log('x');",
  "a backtracking regular expression": "/^(a+)+$/.test('a'.repeat(40) + 'b')",
  "a computation in WebAssembly": `
    // An endless loop: (func (loop (br 0))).
    const binary = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11];
    const { instance } = await (globalThis as any).WebAssembly.instantiate(new Uint8Array(binary));
    instance.exports.f();`,
  "a kernel of ulm.compute on a long block": `
    await ulm.compute.withKernels("cell", async (kernels) => {
      const none = kernels.float64(1);
      for (;;) await kernels.run(ulm.compute.sumColumns, [none, none, none, none, 0, 2 ** 30], { items: 2 ** 31 - 1, block: 2 ** 31 - 1 });
    });`,
  "a blocked Atomics.wait": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
  "a child process that is waited for": "import { execSync } from 'node:child_process'; execSync('sleep 60; sleep 60')",
  "a child process that does not want to end":
    "import { spawnSync } from 'node:child_process'; spawnSync('sh', ['-c', `trap '' TERM INT; while true; do sleep 1; done`])",
  "a sleeping loop of timers/promises":
    "import { setTimeout as sleep } from 'node:timers/promises'; while (true) await sleep(1);",
};

describe("interrupt_request", () => {
  for (const [name, code] of Object.entries(loops)) {
    // How soon is measured by tests/prove/interrupts.test.ts; what is not stopped never ends.
    it(`stops ${name} and keeps state`, async () => {
      await kernel.execute(`const state = ${JSON.stringify(name)};`);
      const running = kernel.execute(code);
      await delay(300);
      expect((await kernel.interrupt()).reply.content.status).toBe("ok");
      const done = await running;
      expect(done.reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
      expect((await kernel.execute("state")).result?.["text/plain"]).toBe(`'${name}'`);
      const timer = await kernel.execute("await new Promise((r) => setTimeout(() => r('timers work'), 5))");
      expect(timer.plain).toBe("'timers work'");
    });
  }

  it("reaches the library's computations, also at their very start, and the next one works", async () => {
    const code = `import { checkpoint, currentTaskContext } from "ulm/compute";
      const { signal } = currentTaskContext();
      console.log("started");
      for (let step = 0; ; step++) await checkpoint(step, 1e9, "Endless");`;
    let running: Promise<Execution> | undefined;
    await new Promise<void>((resolve) => {
      const onPublished = ({ header }: Message) => header.msg_type === "stream" && resolve();
      running = kernel.execute(code, {}, { onPublished });
    });
    await kernel.interrupt();
    expect((await running!).reply.ename).toBe("KeyboardInterrupt");
    expect((await kernel.execute("signal?.aborted")).plain).toBe("true");
    const fitted = await kernel.execute(
      "(await new ulm.learn.LogisticRegression().fit([[0], [1], [2], [3]], [0, 0, 1, 1])).predict([[3]])[0]",
    );
    expect(fitted.plain).toBe("1");
  });

  it("says what can be done when the cell is inside native code, and stops it once that returns", async () => {
    await kernel.execute("0"); // What is interrupted below shall be the cell, not its compilation.
    // About five seconds in one call, on whatever machine.
    const code = `import { pbkdf2Sync } from "node:crypto";
      const derive = (rounds: number) => pbkdf2Sync("a", "b", Math.ceil(rounds), 64, "sha512");
      const start = performance.now();
      derive(50_000);
      derive((50_000 * 5000) / (performance.now() - start));
      console.log("over");`;
    const running = kernel.execute(code);
    await delay(300);
    await kernel.interrupt();
    const done = await running;
    expect(done.reply.ename).toBe("KeyboardInterrupt");
    expect(done.text("stderr")).toContain("Restart Kernel and Run up to Selected Cell");
    expect(done.text("stdout")).toBe("");
    expect((await kernel.execute("1 + 1")).plain).toBe("2");
  });

  it("leaves other child processes alone", async () => {
    await kernel.execute(
      "import { spawn, spawnSync as wait } from 'node:child_process'; const server = spawn('sleep', ['60'])",
    );
    const running = kernel.execute("wait('sleep', ['60'])");
    await delay(300);
    await kernel.interrupt();
    expect((await running).reply.ename).toBe("KeyboardInterrupt");
    expect((await kernel.execute("server.exitCode === null && server.kill()")).plain).toBe("true");
  });

  it("of an idle kernel changes nothing", async () => {
    await kernel.interrupt();
    expect((await kernel.execute("1 + 1")).plain).toBe("2");
  });

  it("by SIGINT stops a waiting cell", async () => {
    const running = kernel.execute("await new Promise(() => {});");
    await delay(300);
    kernel.child.kill("SIGINT");
    expect((await running).reply.ename).toBe("KeyboardInterrupt");
  });

  it("leaves kernels usable that it stopped in the middle of a block", async () => {
    const running = kernel.execute(loops["a kernel of ulm.compute on a long block"]);
    await delay(600);
    await kernel.interrupt();
    await running;
    const { reply } = await kernel.execute(`
      const sum = await ulm.compute.withKernels("cell", async (kernels) => {
        const sums = kernels.float64(4);
        const ones = kernels.float64(1000).fill(1);
        await kernels.run(ulm.compute.sumColumns, [ones, kernels.float64(1), sums, kernels.float64(4), 1, 250], { items: 1000, block: 250 });
        return sums.reduce((sum, value) => sum + value, 0);
      });
      if (sum !== 1000) throw new Error(String(sum));`);
    expect(reply).toMatchObject({ status: "ok" });
  });

  it("keeps a cell from beginning later that still waits for the library", async () => {
    const fresh = await KernelClient.start();
    try {
      const running = fresh.execute("ulm.version; globalThis.hasBegun = true;");
      // At once: the library takes a while to load, and so the cell has not begun.
      await fresh.interrupt();
      const interrupted = (await running).reply.status === "error";
      const loaded = await fresh.execute("ulm.compute; (globalThis as { hasBegun?: boolean }).hasBegun === true");
      // On a machine of any speed: either the cell was interrupted, and then it never began, or it had already ended.
      expect(loaded.plain).toBe(String(!interrupted));
    } finally {
      await fresh.stop();
    }
  });

  it("aborts the cells that wait behind", async () => {
    const running = kernel.execute("while (true) {}");
    const waiting = kernel.execute("1");
    await delay(300);
    await kernel.interrupt();
    expect((await running).reply.status).toBe("error");
    expect((await waiting).reply.status).toBe("aborted");
  });
});

/** Computations of minutes that use the workers; `X`, `y` and `amounts` stand for 6000 users. */
const computations = {
  "a forest": "new ulm.learn.RandomForestClassifier({ nEstimators: 20_000 }).fit(X, y)",
  "a forest of regression trees": "new ulm.learn.RandomForestRegressor({ nEstimators: 20_000 }).fit(X, amounts)",
  "k-means": "new ulm.learn.KMeans({ nClusters: 200, nInit: 5000 }).fit(X)",
  "a grid of forests": `new ulm.learn.GridSearchCV({
    estimator: new ulm.learn.RandomForestClassifier({ nEstimators: 5000 }),
    paramGrid: { maxDepth: [10, 20] },
  }).fit(X, y)`,
  "a bootstrap": "ulm.learn.bootstrapMetric(ulm.learn.accuracyScore, y, y, { nResamples: 1_000_000 })",
  "a silhouette": "(async () => { for (;;) await ulm.learn.silhouetteScore(X, y); })()",
  "permutation importance": `(async () => {
    const forest = await new ulm.learn.RandomForestClassifier({ nEstimators: 50 }).fit(X.slice(0, 500), y.slice(0, 500));
    return ulm.trust.permutationImportance(forest, X, y, { nRepeats: 10_000 });
  })()`,
};

describe("an interrupt of the library", () => {
  beforeAll(async () => {
    const { reply } = await kernel.execute(`
      const random = ulm.compute.createRandom(1);
      const X = Array.from({ length: 6000 }, () => Array.from({ length: 10 }, () => random.normal()));
      const amounts = X.map((row) => row[0] * row[1] + row[2] + random.normal());
      const y = amounts.map((amount) => (amount > 0 ? "yes" : "no"));`);
    expect(reply.status).toBe("ok");
  });

  for (const [name, code] of Object.entries(computations)) {
    it(`leaves the workers to the next fit when it stops ${name}`, async () => {
      const running = kernel.execute(`await ${code}`);
      await delay(700);
      await kernel.interrupt();
      expect((await running).reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
      const next = await kernel.execute(`
        const forest = await new ulm.learn.RandomForestClassifier({ nEstimators: 3, maxDepth: 4 }).fit(X, y);
        const linear = await new ulm.learn.LogisticRegression().fit(X, y);
        forest.score(X, y) > 0.6 && linear.score(X, y) > 0.6`);
      expect(next.plain).toBe("true");
    });
  }
});

describe("while a cell computes", () => {
  it("the control channel, the heartbeat, completion and kernel_info are answered, and busy is restored", async () => {
    const running = kernel.execute("const until = Date.now() + 2500; while (Date.now() < until);");
    await delay(200);
    const start = performance.now();
    await kernel.request("kernel_info_request", {}, { channel: "control" });
    expect(await kernel.heartbeat("ping")).toBe("ping");
    await kernel.request("complete_request", { code: "cons", cursor_pos: 4 });
    expect(performance.now() - start).toBeLessThan(2000);
    await delay(50);
    const states = kernel.allPublished.filter(({ header }) => header.msg_type === "status");
    expect(states.at(-1)?.content.execution_state).toBe("busy");
    await running;
  });
});

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
