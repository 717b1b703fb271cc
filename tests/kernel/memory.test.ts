import { afterAll, beforeAll, expect, it } from "vitest";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start({ env: { NODE_OPTIONS: "--max-old-space-size=400" } });
});
afterAll(() => kernel.stop());

/** Fills the heap to a share of its limit, computes that long, and lets go. */
const fill = (share: number, milliseconds: number) => `{
  const { getHeapStatistics } = require("node:v8") as typeof import("node:v8");
  const kept: number[][] = [];
  for (let { heap_size_limit, used_heap_size } = getHeapStatistics(); used_heap_size < ${share} * heap_size_limit; used_heap_size = getHeapStatistics().used_heap_size)
    kept.push(new Array<number>(1e5).fill(kept.length + 0.5));
  for (const until = Date.now() + ${milliseconds}; Date.now() < until;);
  console.log("filled", kept.length > 0);
}`;

it("one that needs much, but not nearly all, is not bothered", async () => {
  const done = await kernel.execute(fill(0.55, 1500));
  expect(done.text("stdout")).toBe("filled true\n");
  expect(done.text("stderr")).toBe("");
});

it("a cell that is about to run out of memory is told so while it computes, with what to do", async () => {
  const done = await kernel.execute(fill(0.79, 2000));
  expect(done.text("stdout")).toBe("filled true\n");
  const told = done.text("stderr");
  expect(told).toMatch(
    /^Memory: 0\.\d of the 0\.\d GB .* outputs stay, variables are lost\..*NODE_OPTIONS=--max-old-space-size=2048/,
  );
  expect(told).toContain("内存：");
  expect(told.match(/Memory:/g)).toHaveLength(1);
  expect((await kernel.execute("1 + 1")).plain).toBe("2");
});
