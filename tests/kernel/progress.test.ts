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
    expect([...drawn, ...updates].some((text) => /^Model █+░* \d+ %/.test(text))).toBe(true);
    expect(updates.at(-1)).toBe("");
  });

  it("is not drawn for what is soon over, though it begins again and again", async () => {
    const done = await kernel.execute(report([0, 10, 0, 10, 0, 10, 0, 10, 0, 10, 0, 10], 60));
    expect(done.of("display_data")).toEqual([]);
  });
});
