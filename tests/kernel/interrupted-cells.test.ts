import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Execution, KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

/**
 * Cells that wait for what later cells do: `release()` lets them go on, after which they would say what they reached.
 * `reached` is theirs to assign and to print.
 */
const waits = {
  "a promise that is resolved later": `await new Promise<void>((resolve) => (release = resolve)); reached = "after";`,
  "a promise that is rejected later": `
    try { await new Promise((_, reject) => (release = () => reject(new Error("late")))); }
    catch { reached = "catch"; console.log("caught"); }`,
  "an event": `await new Promise((resolve) => bus.once("go", resolve)); reached = "after";`,
  "an iterator of events": `for await (const _ of on(bus, "go")) { reached = "body"; console.log("event"); }`,
  "an interval": `
    let ticks = 0;
    await new Promise<void>((resolve) => { const id = setInterval(() => ++ticks > 100 && (clearInterval(id), resolve()), 5); });
    reached = "after";`,
  "a function of another cell": `await pause(); reached = "after";`,
  "a loop in an async arrow": `
    const step = async () => console.log("step", await new Promise<void>((resolve) => (release = resolve)), (reached = "arrow"));
    for (;;) await step();`,
  "an answer over HTTP": `
    const answer = await fetch("http://127.0.0.1:" + (server.address() as AddressInfo).port);
    reached = await answer.text(); console.log(reached);`,
};

describe("after an interrupt", () => {
  beforeAll(async () => {
    const { reply } = await kernel.execute(`
      import { EventEmitter, on } from "node:events";
      import { createServer } from "node:http";
      import type { AddressInfo } from "node:net";
      const bus = new EventEmitter();
      let release = (): void => {};
      let reached = "";
      const pause = async () => { await new Promise<void>((resolve) => (release = resolve)); console.log("paused"); };
      const answers = [];
      const server = createServer((_, response) => answers.push(response)).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));`);
    expect(reply.status).toBe("ok");
  });

  for (const [name, code] of Object.entries(waits)) {
    it(`a cell that waits for ${name} does not go on behind the next one`, async () => {
      const interrupted = await interrupt(`console.log("waits");\n${code}\nconsole.log("went on");`);
      expect(interrupted.reply.ename).toBe("KeyboardInterrupt");
      const next = await kernel.execute(`
        reached = "nothing";
        release();
        bus.emit("go");
        for (const response of answers) response.end("answered");
        await new Promise((resolve) => setTimeout(resolve, 100));
        console.log("own");
        reached`);
      expect(next.plain).toBe("'nothing'");
      expect(next.text("stdout")).toBe("own\n");
      expect(next.text("stderr")).toBe("");
      expect(interrupted.text("stdout")).toBe("waits\n");
    });
  }

  it("what a package or a callback still prints for the interrupted cell is dropped", async () => {
    await interrupt(`
      console.log("waits");
      const late = new Promise<void>((resolve) => (release = resolve));
      late.then(() => console.log("then")).then(() => display("shown"));
      queueMicrotask(() => late.finally(() => console.error("finally")));
      process.nextTick(() => late.then(() => process.nextTick(() => console.log("tick"))));
      await late;`);
    const next = await kernel.execute(
      "release(); await new Promise((resolve) => setTimeout(resolve, 50)); console.log('own')",
    );
    expect(next.published.map(({ header }) => header.msg_type)).toEqual([
      "status",
      "execute_input",
      "stream",
      "status",
    ]);
    expect(next.text("stdout")).toBe("own\n");
  });

  it("cleans up as it leaves: `finally` runs, and what it does is not seen in a later cell", async () => {
    await interrupt(`
      console.log("waits");
      let open = true;
      try { await new Promise<void>((resolve) => (release = resolve)); console.log("went on"); }
      catch { console.log("caught"); }
      finally { open = false; console.log("closed"); }`);
    const next = await kernel.execute("release(); await new Promise((resolve) => setTimeout(resolve, 20)); open");
    expect(next.plain).toBe("false");
    expect(next.text("stdout")).toBe("");
  });
});

it("a cell that awaits what an interrupted one had begun is told so", async () => {
  await interrupt(`
    let goOn = (): void => {};
    const connect = async () => { await new Promise<void>((resolve) => (goOn = resolve)); return "connected"; };
    const connection = connect();
    console.log("waits");
    await connection;`);
  const next = await kernel.execute("goOn(); await connection");
  expect(next.reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
  expect(next.reply.evalue).toContain("what an interrupted cell had begun");
  expect((await kernel.execute("const again = connect(); goOn(); await again")).plain).toBe("'connected'");
});

describe("cells whose work goes on", () => {
  it("print into their own output, whatever cell runs by then", async () => {
    const first = kernel.execute(`
      let open = (): void => {};
      const gate = new Promise<void>((resolve) => (open = resolve));
      gate.then(async () => { await null; console.log("from the first"); });
      "started"`);
    expect((await first).plain).toBe("'started'");
    const second = await kernel.execute(
      "open(); await new Promise((resolve) => setTimeout(resolve, 50)); console.log('from the second')",
    );
    expect(second.text("stdout")).toBe("from the second\n");
    expect((await first).text("stdout")).toBe("from the first\n");
  });

  it("report an error that nobody caught at the cell whose promise it is", async () => {
    const first = await kernel.execute(`
      let reject = (error: Error): void => {};
      void new Promise((_, no) => (reject = no)).then(() => {});`);
    const second = await kernel.execute(
      "reject(new Error('of the first')); await new Promise((resolve) => setTimeout(resolve, 50))",
    );
    expect(second.of("error")).toEqual([]);
    expect(first.of("error")).toMatchObject([{ evalue: "of the first" }]);
  });
});

it("a function that awaits can be sent elsewhere as text", async () => {
  const done = await kernel.execute(`
    import { runInNewContext } from "node:vm";
    const wait = async (value: number) => { try { for await (const one of [value]) return await one; } catch {} };
    await runInNewContext("(" + wait + ")(3)")`);
  expect(done.plain).toBe("3");
});

describe("interrupting the library", () => {
  it("a computation that resumes in a later cell stops at its next checkpoint, and leaves that cell alone", async () => {
    const interrupted = await interrupt(`
      let release = (): void => {};
      const outcome = ulm.compute.quietly(async () => {
        await new Promise<void>((resolve) => (release = resolve));
        await ulm.compute.checkpoint(0, 1, "Late");
      });
      outcome.catch(() => {});
      console.log("waits");
      await new Promise(() => {});`);
    expect(interrupted.reply.ename).toBe("KeyboardInterrupt");
    const next = await kernel.execute(`
      const own = ulm.compute.currentTaskContext().signal;
      release();
      const state = await outcome.then(() => "went on", (error) => error.name);
      await ulm.compute.checkpoint(0, 1, "Own");
      [state, own === ulm.compute.currentTaskContext().signal, own?.aborted]`);
    expect(next.reply, String(next.reply.evalue)).toMatchObject({ status: "ok" });
    expect(next.plain).toBe("[ 'KeyboardInterrupt', true, false ]");
  });

  it("two quiet tasks at once leave the cell's own progress on", async () => {
    const done = await kernel.execute(`
      const pauseFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      await Promise.all([ulm.compute.quietly(() => pauseFor(10)), ulm.compute.quietly(() => pauseFor(30))]);
      typeof ulm.compute.currentTaskContext().onProgress`);
    expect(done.plain).toBe("'function'");
  });
});

/** Runs a cell that prints before it waits, and interrupts it a little later. */
async function interrupt(code: string): Promise<Execution> {
  let waits = (): void => {};
  const printed = new Promise<void>((resolve) => (waits = resolve));
  const running = kernel.execute(code, {}, { onPublished: ({ header }) => header.msg_type === "stream" && waits() });
  await printed;
  await new Promise((resolve) => setTimeout(resolve, 100));
  await kernel.interrupt();
  return running;
}
