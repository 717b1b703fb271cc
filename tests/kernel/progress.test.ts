import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

/** A cell that reports `steps`, each `milliseconds` after the one before. */
const report = (steps: readonly number[], milliseconds: number) => `
  import { currentTaskContext } from "ulm/compute";
  for (const step of ${JSON.stringify(steps)}) {
    await new Promise((resolve) => setTimeout(resolve, ${milliseconds}));
    currentTaskContext().onProgress?.(step, 10, "Model");
  }`;

const textsOf = (contents: readonly Record<string, unknown>[]) =>
  contents.map(({ data }) => (data as Record<string, string>)["text/plain"]);

describe("progress of a computation", () => {
  it("is drawn while it lasts, in one display, and erased at its end", async () => {
    const done = await kernel.execute(report([0, 4, 6, 10], 250));
    const drawn = textsOf(done.of("display_data"));
    const updates = textsOf(done.of("update_display_data"));
    expect(drawn).toHaveLength(1);
    expect([...drawn, ...updates].some((text) => /^Model █+░* \d+ % · [\d.]+\/s · [\d.]+ s left$/.test(text))).toBe(
      true,
    );
    expect(updates.at(-1)).toBe("");
  });

  it("is not drawn for what is soon over, though it begins again and again", async () => {
    const done = await kernel.execute(report([0, 10, 0, 10, 0, 10, 0, 10, 0, 10, 0, 10], 60));
    expect(done.of("display_data")).toEqual([]);
  });
});

describe("ulm.progress", () => {
  it("draws a loop while it computes, and keeps its last line", async () => {
    const code = `for (const item of ulm.progress([1, 2, 3, 4], { label: "Loop" })) {
      const end = Date.now() + 200; while (Date.now() < end);
    }`;
    const done = await kernel.execute(code);
    expect(textsOf(done.of("display_data"))).toHaveLength(1);
    expect(textsOf(done.of("update_display_data")).at(-1)).toMatch(
      /^Loop █{24} 100 % \(4\/4\) · [\d.]+\/s · [\d.]+ s$/,
    );
    const [first] = done.of("display_data");
    expect((first.data as Record<string, string>)["text/html"]).toContain('lang="zh-CN">Loop');
  });

  it("of an async loop that is left says how far it came", async () => {
    const code = `async function* pages() { for (let i = 0; i < 10; i++) { await new Promise((r) => setTimeout(r, 150)); yield i; } }
      for await (const page of ulm.progress(pages(), { total: 10 })) if (page === 4) break;`;
    const done = await kernel.execute(code);
    expect(textsOf(done.of("update_display_data")).at(-1)).toMatch(/^Progress █+░+ 40 % \(4\/10\)/);
  });
});
