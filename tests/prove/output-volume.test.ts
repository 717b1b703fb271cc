import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "../kernel/harness/kernel-client.ts";

const MEGABYTE = 1_000_000;

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

/** The most memory that the kernel's process has had, in megabytes. */
async function peakMemory(): Promise<number> {
  const status = await readFile(`/proc/${kernel.child.pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
}

/** What the queue between the threads, a message being made and ZeroMQ's copies may take, in megabytes. */
const ALLOWANCE = 250;

describe("a cell that prints 100 MB", () => {
  it.each([
    ["in lines", 100, `for (let line = 0; line < 1e6; line++) console.log(String(line).padEnd(99, "."));`],
    ["in large pieces", 1e6, `for (let line = 0; line < 100; line++) console.log(String(line).padEnd(1e6 - 1, "."));`],
  ])("%s is read whole, in order, in little memory", async (_, length, code) => {
    await kernel.execute("0");
    const before = await peakMemory();
    const done = await kernel.execute(code, {}, { timeout: 300_000 });
    const text = done.text("stdout");
    expect(text.length).toBe(100 * MEGABYTE);
    const isInPlace = (line: number) => text.startsWith(`${line}.`, line * length);
    expect(Array.from({ length: text.length / length }, (__, line) => line).every(isInPlace)).toBe(true);
    expect(done.text("stderr")).toBe("");
    expect(done.reply.status).toBe("ok");
    expect((await peakMemory()) - before).toBeLessThan(ALLOWANCE);
  });

  it("and more is cut at 100 million characters, says so, and ends", async () => {
    const code = `const piece = "x".repeat(1e6); for (let i = 0; i < 150; i++) process.stdout.write(piece);`;
    const done = await kernel.execute(code, {}, { timeout: 300_000 });
    expect(done.text("stdout").length).toBe(100 * MEGABYTE);
    expect(done.text("stderr")).toBe("\n[output truncated: this cell printed more than 100,000,000 characters]\n");
    expect(done.reply.status).toBe("ok");
  });
});
