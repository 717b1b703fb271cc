import { describe, expect, it } from "vitest";
import { progress } from "../../../ulm/compute/progress.ts";
import { withTaskContext } from "../../../ulm/compute/task-context.ts";

/** Goes through `loop` in a context, and returns what was reported. */
async function reportsOf(loop: () => unknown): Promise<unknown[]> {
  const reports: unknown[] = [];
  const onProgress = (done: number, total: number, label: string, state?: { isOver: boolean }) =>
    void reports.push([done, total, label, state?.isOver]);
  await withTaskContext({ onProgress }, async () => void (await loop()));
  return reports;
}

async function* twice() {
  yield "a";
  yield "b";
}

describe("progress", () => {
  it("gives the items and reports each when it is done", async () => {
    const seen: number[] = [];
    const reports = await reportsOf(() => {
      for (const item of progress([5, 6], { label: "Scoring" })) seen.push(item);
    });
    expect(seen).toEqual([5, 6]);
    expect(reports).toEqual([
      [0, 2, "Scoring", false],
      [1, 2, "Scoring", false],
      [2, 2, "Scoring", false],
      [2, 2, "Scoring", true],
    ]);
  });

  it("goes through async iterables, whose number it is told or does not know", async () => {
    const seen: string[] = [];
    const reports = await reportsOf(async () => {
      for await (const item of progress(twice())) seen.push(item);
      for await (const item of progress(twice(), { total: 2 })) seen.push(item);
    });
    expect(seen).toEqual(["a", "b", "a", "b"]);
    expect(reports).toContainEqual([2, 0, "Progress", true]);
    expect(reports).toContainEqual([2, 2, "Progress", true]);
  });

  it("says where a loop was left, and lets the source clean up", async () => {
    let closed = false;
    function* source() {
      try {
        yield* [1, 2, 3];
      } finally {
        closed = true;
      }
    }
    const reports = await reportsOf(() => {
      for (const item of progress(source(), { total: 3 })) if (item === 2) break;
    });
    expect(reports.at(-1)).toEqual([1, 3, "Progress", true]);
    expect(closed).toBe(true);
  });

  it("knows the size of sets and maps, and refuses what cannot be gone through", async () => {
    expect((await reportsOf(() => [...progress(new Set([1, 2, 3]))])).at(-1)).toEqual([3, 3, "Progress", true]);
    expect(() => progress(5 as never)).toThrow(TypeError);
  });

  it("ends where the task was called off", async () => {
    const stop = new AbortController();
    const loop = withTaskContext({ signal: stop.signal }, () => {
      for (const item of progress([1, 2, 3])) if (item === 2) stop.abort(new Error("called off"));
    });
    await expect(loop).rejects.toThrow("called off");
  });
});
