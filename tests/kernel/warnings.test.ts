import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

const X = "Array.from({ length: 30 }, (_, row) => [row % 7, row % 5])";
const y = `${X}.map(([a, b], row) => (a + b + (row % 3) > 5 ? "stay" : "leave"))`;
const bundles = (contents: readonly Record<string, unknown>[]) =>
  contents.map(({ data }) => data as Record<string, string>);

describe("what the library warns of", () => {
  it("stands below the cell in both languages, of which readers see theirs, and not among the errors", async () => {
    const done = await kernel.execute(`await new ulm.learn.LogisticRegression({ maxIter: 1 }).fit(${X}, ${y}); 1`);
    const [shown, ...others] = bundles(done.of("display_data"));
    expect(others).toEqual([]);
    expect(shown!["text/html"]).toContain("<b>LogisticRegression</b>: ");
    expect(shown!["text/html"]).toContain('<span class="ulm-text" lang="zh-CN">1 次迭代后仍未收敛。');
    expect(shown!["text/plain"]).toMatch(/^LogisticRegression: it has not converged .+\nLogisticRegression: 1 次迭代/);
    expect(done.of("stream")).toEqual([]);
  });

  it("of the fits of a search stands there once", async () => {
    const code = `await new ulm.learn.GridSearchCV({
      estimator: new ulm.learn.LogisticRegression({ maxIter: 1 }), paramGrid: { C: [0.1, 1] }, cv: 3 }).fit(${X}, ${y}); 1`;
    const done = await kernel.execute(code);
    const [shown, ...others] = bundles(done.of("display_data"));
    expect([others, done.of("update_display_data")]).toEqual([[], []]);
    expect(shown!["text/html"]).toMatch(/<b>LogisticRegression<\/b>: .+ \(7×\)</);
  });

  it("stands there once, with how often it came", async () => {
    const code = `const model = new ulm.learn.LogisticRegression({ maxIter: 1 });
      for (let time = 0; time < 3; time++) await model.fit(${X}, ${y});`;
    const done = await kernel.execute(code);
    expect(done.of("display_data")).toHaveLength(1);
    const last = bundles(done.of("update_display_data")).at(-1)!;
    expect(last["text/html"]).toMatch(
      /Raise maxIter, or scale the features \(StandardScaler\)\. \(3×\)<.+（StandardScaler）。 \(3×\)</,
    );
  });
});
