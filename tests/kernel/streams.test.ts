import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { OUTPUT_LIMIT_VARIABLE } from "../../kernel/output-limit.ts";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

describe("streams", () => {
  it("carry a hundred thousand lines in order and in few messages", async () => {
    const done = await kernel.execute("for (let i = 0; i < 100_000; i++) console.log('line', i);");
    const lines = done.text("stdout").split("\n");
    expect(lines.length).toBe(100_001);
    expect(lines.every((line, index) => line === `line ${index}` || index === 100_000)).toBe(true);
    expect(done.of("stream").length).toBeLessThan(500);
  });

  it("that alternate come in few messages, each in its order", async () => {
    const done = await kernel.execute("for (let i = 0; i < 20_000; i++) { console.log(i); console.error(i); }");
    const expected = Array.from({ length: 20_000 }, (_, index) => `${index}\n`).join("");
    expect(done.text("stdout")).toBe(expected);
    expect(done.text("stderr")).toBe(expected);
    expect(done.of("stream").length).toBeLessThan(1500);
    const few = await kernel.execute("console.log(1); console.error(2); console.log(3); console.error(4)");
    expect(few.of("stream").map(({ text }) => text as string)).toEqual(["1\n", "2\n", "3\n", "4\n"]);
  });

  it("keep the order of text and displays, and tell stdout from stderr", async () => {
    const done = await kernel.execute("console.log('a'); display('b'); console.error('c'); process.stdout.write('d');");
    const seen = done.published
      .filter(({ header }) => ["stream", "display_data"].includes(header.msg_type))
      .map(({ header, content }) => (header.msg_type === "stream" ? `${content.name}:${content.text}` : "display"));
    expect(seen).toEqual(["stdout:a\n", "display", "stderr:c\n", "stdout:d"]);
  });

  it("are shown while the cell goes on computing", async () => {
    let shownAfter = Infinity;
    const start = performance.now();
    await kernel.execute(
      "console.log('started'); const end = Date.now() + 1000; while (Date.now() < end);",
      {},
      {
        onPublished: ({ header }) => {
          if (header.msg_type === "stream") shownAfter = performance.now() - start;
        },
      },
    );
    expect(shownAfter).toBeLessThan(800);
  });

  it("of a timer go to the cell that set it", async () => {
    const first = await kernel.execute("setTimeout(() => console.log('from the first'), 150); 0");
    const second = await kernel.execute("await new Promise((r) => setTimeout(r, 300)); console.log('second')");
    expect(first.text("stdout")).toBe("from the first\n");
    expect(second.text("stdout")).toBe("second\n");
  });

  it("end with a clear marker when a cell prints without end", async () => {
    const limited = await KernelClient.start({ env: { [OUTPUT_LIMIT_VARIABLE]: "10000000" } });
    onTestFinished(() => limited.stop());
    const done = await limited.execute(
      "const chunk = 'x'.repeat(1_000_000); for (let i = 0; i < 20; i++) process.stdout.write(chunk);",
    );
    expect(done.text("stdout").length).toBe(10_000_000);
    expect(done.text("stderr")).toBe("\n[output truncated: this cell printed more than 10,000,000 characters]\n");
    expect(done.reply.status).toBe("ok");
    const exact = await limited.execute("for (let i = 0; i < 10; i++) process.stdout.write(chunk);");
    expect(exact.text("stdout").length).toBe(10_000_000);
    expect(exact.text("stderr")).toBe("");
  });

  it("console.table prints a table", async () => {
    const done = await kernel.execute("console.table([{ a: 1, b: 'x' }])");
    expect(done.text("stdout")).toMatch(/│\s+0\s+│\s+1\s+│\s+'x'\s+│/);
  });
});
