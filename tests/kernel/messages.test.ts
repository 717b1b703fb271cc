import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { languageInfo } from "../../kernel/language-info.ts";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

describe("kernel_info_request", () => {
  it("tells the one language_info, on both channels", async () => {
    for (const channel of ["shell", "control"] as const) {
      const { reply } = await kernel.request("kernel_info_request", {}, { channel });
      expect(reply.header.msg_type).toBe("kernel_info_reply");
      expect(reply.content).toMatchObject({ status: "ok", protocol_version: "5.4", language_info: languageInfo });
    }
  });
});

describe("is_complete_request", () => {
  it.each([
    ["const a = 1", "complete"],
    ["function f() {", "incomplete"],
    ["const = ;", "invalid"],
  ])("%s is %s", async (code, status) => {
    expect((await kernel.request("is_complete_request", { code })).reply.content.status).toBe(status);
  });
});

describe("is_complete_request of a text that goes on", () => {
  it.each([
    ["function f() {", "  "],
    ["class A {\n  m() {", "    "],
    ["const a = [\n  1,", "  "],
    ["const text = `a", ""],
  ])("%j is to be indented by %j", async (code, indent) => {
    const { reply } = await kernel.request("is_complete_request", { code });
    expect(reply.content).toEqual({ status: "incomplete", indent });
  });
});

describe("while a cell computes", () => {
  it("everything that does not need its thread is answered, on both channels", async () => {
    await kernel.execute("const inventory = { shelves: 3 }; let stop = false;");
    let isOver = false;
    const running = kernel.execute("const end = Date.now() + 4000; while (Date.now() < end); 'over'");
    void running.then(() => (isOver = true));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const ask = async (type: string, content: Record<string, unknown>, channel: "shell" | "control" = "shell") =>
      (await kernel.request(type, content, { channel })).reply.content;
    expect(await ask("complete_request", { code: "inventory.", cursor_pos: 10 })).toMatchObject({
      matches: ["shelves"],
    });
    expect(await ask("inspect_request", { code: "inventory", cursor_pos: 3, detail_level: 0 })).toMatchObject({
      found: true,
    });
    expect(await ask("is_complete_request", { code: "1" })).toMatchObject({ status: "complete" });
    expect(await ask("comm_info_request", {})).toMatchObject({ status: "ok" });
    expect(await ask("history_request", { hist_access_type: "tail", n: 1 })).toMatchObject({ status: "ok" });
    expect(await ask("kernel_info_request", {}, "control")).toMatchObject({ status: "ok" });
    expect(isOver).toBe(false);
    await ask("interrupt_request", {}, "control");
    expect((await running).reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
  });
});

describe("complete_request and inspect_request", () => {
  it("know what cells defined, with the cursor counted in characters", async () => {
    await kernel.execute("/** How many. */ const quantity: number = 3;");
    const code = "'😀'; quanti";
    const { reply } = await kernel.request("complete_request", { code, cursor_pos: [...code].length });
    expect(reply.content).toMatchObject({ status: "ok", cursor_start: 5, cursor_end: 11 });
    expect(reply.content.matches).toContain("quantity");
    const inspected = await kernel.request("inspect_request", { code: "quantity", cursor_pos: 3, detail_level: 0 });
    expect(inspected.reply.content).toMatchObject({ status: "ok", found: true });
    expect(JSON.stringify(inspected.reply.content.data)).toContain("number");
  });

  it("tell kinds and types of completions, and documentation as text and Markdown", async () => {
    await kernel.execute(
      "/** Adds up.\n * @param values in euros */\nfunction addUp(values: number[]): number { return values.length }",
    );
    const completed = await kernel.request("complete_request", { code: "addU", cursor_pos: 4 });
    expect(completed.reply.content.metadata).toEqual({
      _jupyter_types_experimental: [
        { start: 0, end: 4, text: "addUp", type: "function", signature: "(values: number[]): number" },
      ],
    });
    for (const detail_level of [0, 1]) {
      const { reply } = await kernel.request("inspect_request", { code: "addUp(", cursor_pos: 6, detail_level });
      const data = reply.content.data as Record<string, string>;
      expect(data["text/plain"]).toContain("addUp(values: number[]): number");
      expect(data["text/plain"]).toContain("@param values in euros");
      expect(data["text/markdown"]).toContain("```typescript");
    }
  });

  it("know what a cell defined before it threw, and do not mind cells that were refused", async () => {
    await kernel.execute("const reachedValue = { deep: 1 }; throw new Error('half'); const missedValue = 2");
    await kernel.execute("const refusedValue: number = 'text'");
    const matches = async (code: string) =>
      (await kernel.request("complete_request", { code, cursor_pos: code.length })).reply.content.matches;
    expect(await matches("reachedValue.")).toEqual(["deep"]);
    expect(await matches("missedVal")).toEqual([]);
    expect(await matches("refusedVal")).toEqual([]);
  });

  it("say so when there is nothing to say", async () => {
    const { reply } = await kernel.request("inspect_request", { code: "  ", cursor_pos: 1, detail_level: 0 });
    expect(reply.content).toMatchObject({ status: "ok", found: false, data: {} });
  });
});

describe("history_request", () => {
  it("gives the tail, a range and what matches a pattern", async () => {
    const first = Number((await kernel.execute("'history one'")).reply.execution_count);
    await kernel.execute("'history two'");
    const ask = async (content: Record<string, unknown>) =>
      (await kernel.request("history_request", { output: false, raw: true, ...content })).reply.content
        .history as unknown[][];
    expect((await ask({ hist_access_type: "tail", n: 2 })).map(([, , input]) => input)).toEqual([
      "'history one'",
      "'history two'",
    ]);
    expect(await ask({ hist_access_type: "range", session: 0, start: first, stop: first + 1 })).toEqual([
      [1, first, "'history one'"],
    ]);
    expect((await ask({ hist_access_type: "search", pattern: "*two*", n: 5 })).map(([, , input]) => input)).toEqual([
      "'history two'",
    ]);
    expect(await ask({ hist_access_type: "tail", n: 1, output: true })).toEqual([
      [1, first + 1, ["'history two'", "'history two'"]],
    ]);
    await kernel.execute("'history one'");
    const search = { hist_access_type: "search", pattern: "'history ???'", n: 10 };
    expect((await ask(search)).map(([, line]) => line)).toEqual([first, first + 1, first + 2]);
    expect((await ask({ ...search, unique: true })).map(([, line]) => line)).toEqual([first + 1, first + 2]);
    expect(await ask({ hist_access_type: "range", session: 7, start: 1 })).toEqual([]);
    await kernel.execute("'not stored'", { store_history: false });
    expect((await ask({ hist_access_type: "tail", n: 1 })).map(([, , input]) => input)).toEqual(["'history one'"]);
  });
});

describe("comms", () => {
  it("open from a cell, answer messages, are listed and close", async () => {
    const done = await kernel.execute(
      "const comm = comms.open('test.target', { n: 1 }); comm.onMessage = (data) => comm.send({ echo: data }); comm.id",
    );
    const [opened] = done.of("comm_open");
    expect(opened).toMatchObject({ target_name: "test.target", data: { n: 1 } });
    const comm_id = String(opened.comm_id);
    const info = await kernel.request("comm_info_request", { target_name: "test.target" });
    expect(info.reply.content.comms).toEqual({ [comm_id]: { target_name: "test.target" } });
    const answers = await kernel.send("comm_msg", { comm_id, data: "hello" });
    expect(answers.find(({ header }) => header.msg_type === "comm_msg")?.content.data).toEqual({ echo: "hello" });
    await kernel.send("comm_close", { comm_id, data: {} });
    expect((await kernel.request("comm_info_request", {})).reply.content.comms).toEqual({});
  });

  it("open from the page on a target that a cell registered", async () => {
    await kernel.execute(
      "comms.register('test.echo', (comm, data) => { comm.send({ opened: data }); comm.onMessage = (said) => { console.log(said); comm.close({ bye: 1 }) } })",
    );
    const opened = await kernel.send("comm_open", { comm_id: "page-1", target_name: "test.echo", data: { n: 1 } });
    expect(opened.find(({ header }) => header.msg_type === "comm_msg")?.content).toEqual({
      comm_id: "page-1",
      data: { opened: { n: 1 } },
    });
    const answered = await kernel.send("comm_msg", { comm_id: "page-1", data: "hi" });
    expect(answered.find(({ header }) => header.msg_type === "stream")?.content).toEqual({
      name: "stdout",
      text: "hi\n",
    });
    expect(answered.find(({ header }) => header.msg_type === "comm_close")?.content.data).toEqual({ bye: 1 });
    expect((await kernel.request("comm_info_request", {})).reply.content.comms).not.toHaveProperty("page-1");
  });

  it("on an unknown target are closed", async () => {
    const answers = await kernel.send("comm_open", { comm_id: "c1", target_name: "nobody", data: {} });
    expect(answers.find(({ header }) => header.msg_type === "comm_close")?.content.comm_id).toBe("c1");
  });
});

describe("input_request", () => {
  it("asks the client and gives the answer to the cell", async () => {
    const asked: unknown[] = [];
    const done = await kernel.execute(
      "const answer = await prompt('Name? '); answer.toUpperCase()",
      {},
      {
        onInput: (content) => {
          asked.push(content);
          return "ada";
        },
      },
    );
    expect(asked).toEqual([{ prompt: "Name? ", password: false }]);
    expect(done.plain).toBe("'ADA'");
  });

  it("is refused where nobody can answer", async () => {
    const done = await kernel.execute("await prompt('Name? ')");
    expect(done.reply).toMatchObject({ status: "error", ename: "InputNotAllowedError" });
  });

  it("is left by an interrupt", async () => {
    const running = kernel.execute("await prompt('Name? ')", {}, { onInput: () => new Promise(() => {}) });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await kernel.interrupt();
    expect((await running).reply.ename).toBe("KeyboardInterrupt");
  });
});
