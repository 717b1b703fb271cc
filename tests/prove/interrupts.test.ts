import { expect, it } from "vitest";
import { KernelClient } from "../kernel/harness/kernel-client.ts";

const INTERRUPTS = 300;

/** Cells that must be stopped, in turn; the last ones end by themselves at about the moment at which they are stopped. */
const cells = [
  "while (true) {}",
  "await null; while (true) {}",
  "while (true) await null;",
  "while (true) await new Promise((resolve) => setTimeout(resolve, 1));",
  "/^(a+)+$/.test('a'.repeat(40) + 'b')",
  "while (true) console.log('x'.repeat(1000));",
  "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
  "await new Promise(() => {});",
  "{ const end = Date.now() + 250; while (Date.now() < end); }",
  "{ const end = Date.now() + 260; while (Date.now() < end); await null; }",
  "for (let i = 0; i < 25; i++) await new Promise((resolve) => setTimeout(resolve, 10));",
];

it(`${INTERRUPTS} interrupts in a row leave a healthy kernel`, async () => {
  const kernel = await KernelClient.start();
  await kernel.execute("const state = new Map([['kept', true]]); let count = 0;");
  const slow: string[] = [];
  for (let round = 0; round < INTERRUPTS; round++) {
    const code = cells[round % cells.length];
    const running = kernel.execute(code);
    await new Promise((resolve) => setTimeout(resolve, 20 + ((round * 7) % 60)));
    const start = performance.now();
    await kernel.interrupt();
    const done = await running;
    if (performance.now() - start > 1000) slow.push(code);
    expect(["KeyboardInterrupt", undefined]).toContain(done.reply.ename);
    expect((await kernel.execute("++count; [...state]")).plain).toBe("[ [ 'kept', true ] ]");
  }
  expect(slow).toEqual([]);
  expect((await kernel.execute("count")).plain).toBe(String(INTERRUPTS));
  await kernel.execute("await new Promise((resolve) => setTimeout(resolve, 20)); console.log('timers work')");
  await kernel.stop();
});
