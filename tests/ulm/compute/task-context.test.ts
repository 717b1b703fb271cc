import { AsyncLocalStorage } from "node:async_hooks";
import { checkpoint, currentTaskContext, keepTaskContextsIn, withTaskContext } from "ulm/compute";
import type { TaskContext, TaskWarning } from "ulm/compute";
import { crossValPredict, LogisticRegression } from "ulm/learn";
import { afterEach, describe, expect, it } from "vitest";

const X = Array.from({ length: 60 }, (_, row) => [row % 7, row % 5]);
const y = X.map(([a, b], row) => (a! + b! + (row % 3) > 5 ? "stay" : "leave"));

afterEach(() => keepTaskContextsIn(undefined));

describe("the task context", () => {
  it("is empty, then what a task is given, then what it was", async () => {
    expect(currentTaskContext()).toEqual({});
    const [outer, inner] = [{ onProgress() {} }, {}];
    await withTaskContext(outer, async () => {
      await withTaskContext(inner, () => expect(currentTaskContext()).toBe(inner));
      await expect(withTaskContext(inner, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
      expect(currentTaskContext()).toBe(outer);
    });
    expect(currentTaskContext()).toEqual({});
  });

  it("is left to whoever can keep those of tasks apart that run at once", async () => {
    const contexts = new AsyncLocalStorage<TaskContext>();
    keepTaskContextsIn({
      get current() {
        return contexts.getStore() ?? {};
      },
      run: async (context, task) => contexts.run(context, task),
    });
    const seen: unknown[] = [];
    const task = async (name: string, milliseconds: number) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      seen.push([name, (currentTaskContext() as { name?: string }).name]);
    };
    const context = (name: string) => ({ name }) as TaskContext;
    await Promise.all([
      withTaskContext(context("one"), () => task("one", 5)),
      withTaskContext(context("two"), () => task("two", 20)),
    ]);
    expect(seen).toEqual([
      ["one", "one"],
      ["two", "two"],
    ]);
    expect(currentTaskContext()).toEqual({});
  });

  it("hears of progress", async () => {
    const reports: string[] = [];
    const onProgress = (done: number, total: number, label: string) => reports.push(`${label} ${done}/${total}`);
    await withTaskContext({ onProgress }, () => new LogisticRegression().fit(X, y));
    const rows = y.length;
    const iterations = reports.indexOf("LogisticRegression 0/0");
    expect(reports.slice(0, iterations)).toContain(`LogisticRegression 0/${rows}`);
    expect(reports.length).toBeGreaterThan(iterations + 2);
  });

  it("hears what is doubtful, also of the parts of a longer task", async () => {
    const warnings: TaskWarning[] = [];
    const hasty = new LogisticRegression({ maxIter: 1 });
    await withTaskContext({ onWarning: (warning) => warnings.push(warning) }, async () => {
      await hasty.fit(X, y);
      await crossValPredict(hasty, X, y, { cv: 3 });
    });
    expect(warnings.map(({ from, count }) => [from, count])).toEqual([
      ["LogisticRegression", undefined],
      ["LogisticRegression", 3],
    ]);
    expect(warnings[0]!.text).toEqual({
      en: "it has not converged after 1 iterations. Raise maxIter, or scale the features (StandardScaler).",
      "zh-CN": "1 次迭代后仍未收敛。请增大 maxIter，或对特征做标准化（StandardScaler）。",
    });
  });

  it("stops a fit, which leaves the model unfitted; the next fit works", async () => {
    const controller = new AbortController();
    const onProgress = (done: number) => {
      if (done === 2) controller.abort();
    };
    const model = await new LogisticRegression().fit(X, y);
    const again = withTaskContext({ signal: controller.signal, onProgress }, () => model.fit(X, y));
    await expect(again).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(model.isFitted).toBe(false);
    expect(() => model.predict(X)).toThrow("not fitted");
    await model.fit(X, y);
    expect(model.converged).toBe(true);
  });

  it("lets a message in during a long computation", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("interrupted")), 20);
    const busy = withTaskContext({ signal: controller.signal }, async () => {
      for (let step = 0; ; step++) {
        const start = performance.now();
        while (performance.now() - start < 5);
        await checkpoint(step, Infinity, "busy");
      }
    });
    await expect(busy).rejects.toThrow("interrupted");
  });

  it("lets others in only once the thread was held for long, not because it was idle before", async () => {
    const hold = (milliseconds: number) => {
      for (const start = performance.now(); performance.now() - start < milliseconds;);
    };
    await new Promise((resolve) => setTimeout(resolve, 60));
    let others = 0;
    setTimeout(() => others++);
    await checkpoint(0, 2, "computation");
    expect(others).toBe(0);
    hold(50);
    await checkpoint(1, 2, "computation");
    expect(others).toBe(1);
  });
});
