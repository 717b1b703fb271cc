import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CellReport } from "../../notebooks/cell-report.ts";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

describe("execute_request", () => {
  it("shows the last expression's value as execute_result, between busy and idle", async () => {
    const done = await kernel.execute("const a = 40;\na + 2");
    expect(done.reply).toMatchObject({ status: "ok", payload: [] });
    expect(done.plain).toBe("42");
    expect(done.published.map(({ header }) => header.msg_type)).toEqual([
      "status",
      "execute_input",
      "execute_result",
      "status",
    ]);
    const [input] = done.of("execute_input");
    expect(input).toEqual({ code: "const a = 40;\na + 2", execution_count: done.reply.execution_count });
  });

  it("has no result for a declaration or an undefined value", async () => {
    expect((await kernel.execute("const b = 1")).result).toBeUndefined();
    expect((await kernel.execute("undefined")).result).toBeUndefined();
  });

  it("redeclares names and lets closures see reassignment", async () => {
    await kernel.execute("let counter = 1; const read = () => counter;");
    await kernel.execute("counter = 5;");
    expect((await kernel.execute("read()")).plain).toBe("5");
    await kernel.execute("const counter = 'another type';");
    expect((await kernel.execute("counter")).plain).toBe("'another type'");
    expect((await kernel.execute("read()")).plain).toBe("5");
  });

  it("awaits at the top level, in loops, and when the result is a promise", async () => {
    const done = await kernel.execute(
      "async function* three() { yield 1; yield 2; yield 3; }\nlet sum = 0;\nfor await (const n of three()) sum += n;\nPromise.resolve(sum)",
    );
    expect(done.plain).toBe("6");
  });

  it("keeps what ran before a cell threw, and nothing else", async () => {
    const failed = await kernel.execute("const before = 1;\nthrow new Error('half-way');\nconst after = 2;");
    expect(failed.reply).toMatchObject({ status: "error", ename: "Error", evalue: "half-way" });
    expect((await kernel.execute("before")).plain).toBe("1");
    expect((await kernel.execute("after")).reply.status).toBe("error");
  });

  it("has `exports`, as a module of CommonJS", async () => {
    expect((await kernel.execute("exports.extra = 1; export const own = 2; Object.keys(exports)")).plain).toBe(
      "[ 'extra', 'own' ]",
    );
  });

  it("counts stored executions only", async () => {
    const { execution_count: before } = (await kernel.execute("1")).reply;
    await kernel.execute("1", { silent: true });
    await kernel.execute("1", { store_history: false });
    expect((await kernel.execute("1")).reply.execution_count).toBe(Number(before) + 1);
  });

  it("publishes neither input nor result when silent, but runs", async () => {
    const done = await kernel.execute("const quiet = 7; quiet", { silent: true });
    expect(done.published.map(({ header }) => header.msg_type)).toEqual(["status", "status"]);
    expect((await kernel.execute("quiet")).plain).toBe("7");
  });

  it("evaluates user_expressions, each with its own status", async () => {
    const done = await kernel.execute("const unit = 21;", { user_expressions: { good: "unit * 2", bad: "nowhere" } });
    expect(done.reply.user_expressions).toMatchObject({
      good: { status: "ok", data: { "text/plain": "42" } },
      bad: { status: "error" },
    });
  });

  it("aborts the requests behind a failed one unless told otherwise", async () => {
    const [, second, third] = await Promise.all([
      kernel.execute("throw new Error('first')"),
      kernel.execute("1"),
      kernel.execute("2"),
    ]);
    expect([second.reply.status, third.reply.status]).toEqual(["aborted", "aborted"]);
    // A window writes a count that it is given beside the cell, as if that had run.
    expect(second.reply).not.toHaveProperty("execution_count");
    const [, follower] = await Promise.all([
      kernel.execute("throw new Error('first')", { stop_on_error: false }),
      kernel.execute("1"),
    ]);
    expect(follower.reply.status).toBe("ok");
  });

  it("says what a cell defines and reads, under the cell's id", async () => {
    await kernel.execute("const base = 1;");
    const done = await kernel.execute("const derived = base + 1;", {}, { metadata: { cellId: "c-42" } });
    expect(done.metadata.ulm).toMatchObject({ cell: "c-42", defines: ["derived"], reads: ["base"] });
  });
});

describe("errors", () => {
  it("point at the cell and its line, and show nothing of the kernel", async () => {
    const done = await kernel.execute(
      "interface Shape { x: number }\nfunction fail(): never {\n  throw new RangeError('too far');\n}\nfail();",
    );
    const [error] = done.of("error");
    expect(error).toMatchObject({ ename: "RangeError", evalue: "too far" });
    const text = plainText(error.traceback);
    expect(text).toMatch(/Cell \[\d+\], line 3:/);
    expect(text).toContain("throw new RangeError('too far');");
    expect(text).toMatch(/at fail \(Cell \[\d+\]:3:9\)/);
    expect(text).toMatch(/at Cell \[\d+\]:5:\d+/);
    expect(text).not.toMatch(/dist\/kernel|node:|ulm-cell|vm\.js/);
  });

  it("show causes and values that are not errors", async () => {
    const caused = await kernel.execute("throw new Error('outer', { cause: new TypeError('inner') })");
    expect(plainText(caused.reply.traceback)).toContain("Caused by TypeError: inner");
    const thrown = await kernel.execute("throw { code: 7 }");
    expect(thrown.reply).toMatchObject({ status: "error", evalue: "{ code: 7 }" });
  });

  it("read the same when a cell prints them: cell and line, nothing of the kernel", async () => {
    const code =
      "function fail(): never { throw new Error('outer', { cause: new TypeError('inner') }) }\ntry { fail() } catch (error) { console.log(error); console.error(error.stack) }\nconsole.trace('here');";
    const done = await kernel.execute(code);
    expect(done.text("stdout")).toMatch(
      /^Error: outer\n {4}at fail \(Cell \[\d+\]:1:32\)\n {4}at Cell \[\d+\]:2:\d+ \{\n {2}\[cause\]: TypeError: inner\n/,
    );
    expect(done.text("stderr")).toMatch(
      /^Error: outer\n {4}at fail \(Cell \[\d+\]:1:32\)\n {4}at Cell \[\d+\]:2:\d+\nTrace: here\n {4}at Cell \[\d+\]:3:9\n$/,
    );
  });

  it("of long lines and with long messages are shown in part", async () => {
    const code = `const filler = "${"x".repeat(1_000_000)}"; null.length; "${"y".repeat(1000)}"`;
    const thrown = await kernel.execute(`// @ts-nocheck\n${code}`);
    const frame = plainText(thrown.reply.traceback).split("\n");
    const at = frame.findIndex((line) => line.startsWith(">"));
    expect(frame[at]!.slice(frame[at + 1]!.indexOf("^"))).toMatch(/^length; "y+…$/);
    expect(frame.join("").length).toBeLessThan(2000);
    const wordy = await kernel.execute("throw new Error('z'.repeat(3_000_000))");
    expect(wordy.reply.evalue).toMatch(/^z{10000}\n… 2,990,000 more characters$/);
    expect(plainText(wordy.reply.traceback).length).toBeLessThan(11_000);
  });

  it("name what the cell names, not what the compiler made of it", async () => {
    await kernel.execute("const nothing: any = 1");
    expect((await kernel.execute("nothing()")).reply.evalue).toBe("nothing is not a function");
    expect((await kernel.execute("const none: any = {}; none.call()")).reply.evalue).toBe(
      "none.call is not a function",
    );
    const printed = await kernel.execute("try { nothing() } catch (error) { console.log(error) }");
    expect(printed.text("stdout")).toMatch(/^TypeError: nothing is not a function\n/);
  });

  it("of type are found before anything runs", async () => {
    const done = await kernel.execute("console.log('ran');\nconst n: number = 'text';");
    expect(done.reply.status).toBe("error");
    expect(done.text("stdout")).toBe("");
    expect(plainText(done.reply.traceback)).toContain("2322");
  });

  it("of promises and timers are reported at the cell that caused them", async () => {
    const rejected = await kernel.execute(
      "void Promise.reject(new Error('nobody listens')); await new Promise((r) => setTimeout(r, 50));",
    );
    expect(rejected.reply.status).toBe("ok");
    expect(rejected.of("error")).toMatchObject([{ evalue: "nobody listens" }]);
    const late = await kernel.execute("setTimeout(() => { throw new Error('late'); }, 100); 0");
    await kernel.execute("await new Promise((r) => setTimeout(r, 200))");
    expect(late.of("error")).toMatchObject([{ evalue: "late" }]);
    expect((await kernel.execute("1 + 1")).plain).toBe("2");
  });
});

function plainText(traceback: unknown): string {
  // eslint-disable-next-line no-control-regex
  return (traceback as string[]).join("\n").replace(/\u001b\[\d+m/g, "");
}

describe("what a reply says of its cell", () => {
  const report = async (code: string, cellId?: string) => {
    const done = await kernel.execute(code, {}, cellId === undefined ? {} : { metadata: { cellId } });
    return { ...(done.metadata.ulm as CellReport), started: done.metadata.started };
  };

  it("names its cell, the names it touches, when it started, and what it ran on", async () => {
    await kernel.execute("let touched = [1]");
    const before = new Date().toISOString();
    const { started, ...said } = await report("const made = touched.push(2)", "cell-a");
    expect(String(started) >= before && String(started) <= new Date().toISOString()).toBe(true);
    expect(said).toEqual({
      cell: "cell-a",
      defines: ["made"],
      reads: ["touched"],
      mutates: ["touched"],
      versions: { "ULM Notebook": expect.stringMatching(/^\d/), "Node.js": process.versions.node, TypeScript: "6.0.3" },
    });
  });

  it("names only what is there after an error", async () => {
    expect(await report("type Half = 1; const reached = 1; throw new Error('half'); const missed = 2")).toMatchObject({
      defines: ["Half", "reached"],
    });
  });

  it("lists the files of data that this cell read, also when it failed after that", async () => {
    const files = await report(
      'await ulm.data.sample("e-commerce_data"); await ulm.data.sample("e-commerce_data"); throw new Error("after")',
    );
    expect(files.dataFiles).toEqual([
      {
        name: expect.stringMatching(/e-commerce_data\.csv$/),
        sha256: expect.stringMatching(/^[\da-f]{64}$/),
        size: expect.any(Number),
      },
    ]);
    expect(await report("ulm.data.sample.name")).not.toHaveProperty("dataFiles");
  });
});
