import type { TaskWarning } from "ulm/compute";
import { withTaskContext } from "ulm/compute";
import { gatherWarnings, warn } from "ulm/data";
import {
  CalibratedClassifierCV,
  crossValScore,
  elbowCurve,
  GridSearchCV,
  learningCurve,
  MLPClassifier,
} from "ulm/learn";
import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

const text = (count: number) => ({ en: `stopped after ${count} rounds`, "zh-CN": `${count} 轮后停止` });

/** What a task warns of. */
async function heard(task: () => unknown): Promise<TaskWarning[]> {
  const warnings: TaskWarning[] = [];
  await withTaskContext({ onWarning: (warning) => warnings.push(warning) }, async () => {
    await task();
  });
  return warnings;
}

describe("gatherWarnings", () => {
  it("tells each warning once, with how often it came, whatever its numbers", async () => {
    const warnings = await heard(() =>
      gatherWarnings(() => {
        warn("A", text(3));
        warn("B", text(3));
        warn("A", text(12.5));
      }),
    );
    expect(warnings).toEqual([
      { from: "A", text: text(3), count: 2 },
      { from: "B", text: text(3) },
    ]);
  });

  it("adds up what was gathered inside", async () => {
    const inner = () => gatherWarnings(() => [1, 2, 3].forEach((count) => warn("A", text(count))));
    const warnings = await heard(() =>
      gatherWarnings(async () => {
        await inner();
        await inner();
      }),
    );
    expect(warnings).toEqual([{ from: "A", text: text(1), count: 6 }]);
  });

  it("tells what was heard before a task failed, and lets progress through", async () => {
    const warnings: TaskWarning[] = [];
    const progress: string[] = [];
    const context = {
      onWarning: (warning: TaskWarning) => void warnings.push(warning),
      onProgress: (done: number, total: number, label: string) => void progress.push(`${label} ${done}/${total}`),
    };
    const model = new MLPClassifier({ maxIter: 1, hiddenLayerSizes: [2] });
    const failing = () =>
      gatherWarnings(async () => {
        await model.fit(rows, y);
        throw new Error("failed");
      });
    await expect(withTaskContext(context, failing)).rejects.toThrow("failed");
    expect(warnings).toHaveLength(1);
    expect(progress).toContain("MLPClassifier 0/1");
  });

  it("says the count on the console", async () => {
    const spy = vi.spyOn(console, "warn").mockImplementation(() => {});
    await gatherWarnings(() => [1, 2].forEach((count) => warn("A", text(count))));
    expect(spy.mock.calls).toEqual([["A: stopped after 1 rounds | 1 轮后停止 (2×)"]]);
  });
});

const rows = Array.from({ length: 40 }, (_, row) => [Math.sin(row), Math.cos(2 * row)]);
const y = rows.map(([a]) => (a! > 0 ? "yes" : "no"));
const hasty = new MLPClassifier({ maxIter: 2, hiddenLayerSizes: [3] });

describe("what fits many models", () => {
  it.each([
    ["crossValScore", 4, () => crossValScore(hasty, rows, y, { cv: 4 })],
    ["learningCurve", 6, () => learningCurve(hasty, rows, y, { cv: 3, trainSizes: [0.5, 1] })],
    ["GridSearchCV", 7, () => grid(hasty).fit(rows, y)],
    ["CalibratedClassifierCV", 3, () => new CalibratedClassifierCV({ estimator: hasty, cv: 3 }).fit(rows, y)],
    ["a search within cross-validation", 14, () => crossValScore(grid(hasty), rows, y, { cv: 2 })],
  ])("warns once: %s", async (_, count, task) => {
    const warnings = await heard(task);
    expect(warnings.map(({ from, count: times }) => [from, times])).toEqual([["MLPClassifier", count]]);
  });

  it("warns once: elbowCurve", async () => {
    const same = rows.map(() => [1, 2]);
    const warnings = await heard(() => elbowCurve(same, { nClusters: [1, 2, 3], silhouetteSample: 0 }));
    expect(warnings).toMatchObject([{ from: "KMeans", count: 2 }]);
  });
});

function grid(estimator: MLPClassifier): GridSearchCV {
  return new GridSearchCV({ estimator, paramGrid: { alpha: [0.1, 1] }, cv: 3 });
}
