import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "./harness/kernel-client.ts";
import type { Message } from "../../kernel/wire/message.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
  const { reply } = await kernel.execute(`
    const random = ulm.compute.createRandom(1);
    const draw = (rows: number, columns: number) =>
      new ulm.data.Matrix(Float64Array.from({ length: rows * columns }, () => random.normal()), rows, columns);
    const X = draw(100_000, 20);
    const amounts = Float64Array.from({ length: X.rows }, (_, row) => X.get(row, 0) * X.get(row, 1) + random.normal());
    const y = Array.from(amounts, (amount) => Number(amount > 0));
    const few = draw(10_000, 10);
    const fewY = Array.from({ length: few.rows }, (_, row) => Number(few.get(row, 0) * few.get(row, 1) + random.normal() > 0));`);
  expect(reply.status).toBe("ok");
});
afterAll(() => kernel.stop());

/** Each takes many seconds; before, each stood for a while without a word: in one tree, one batch of trees, one fold, one iteration. */
const fits = {
  "a tree": "new ulm.learn.DecisionTreeRegressor().fit(draw(100_000, 60), amounts)",
  "a forest of large trees": "new ulm.learn.RandomForestRegressor().fit(X, amounts)",
  "a grid of forests": `new ulm.learn.GridSearchCV({
      estimator: new ulm.learn.RandomForestRegressor(),
      paramGrid: { maxDepth: [20, 30] },
    }).fit(X, amounts)`,
  "folds of boosting":
    "ulm.learn.crossValScore(new ulm.learn.HistGradientBoostingClassifier({ maxIter: 1000, earlyStopping: false }), X, y)",
  "a calibrated forest":
    "new ulm.learn.CalibratedClassifierCV({ estimator: new ulm.learn.RandomForestClassifier() }).fit(X, y)",
  "dependence on a feature":
    "ulm.trust.partialDependence(await new ulm.learn.SVC({ probability: true }).fit(few, fewY), draw(100_000, 10), 'x0')",
  "support vectors": "new ulm.learn.SVC({ C: 1000 }).fit(few, fewY)",
};

describe("a cell that trains for long", () => {
  for (const [name, code] of Object.entries(fits)) {
    it(`shows that ${name} goes on, more than once, before it is interrupted, and the next fit works`, async () => {
      const shown: string[] = [];
      let stop: Promise<unknown> | undefined;
      const onPublished = ({ header, content }: Message) => {
        if (!/display_data$/.test(header.msg_type)) return;
        shown.push((content.data as Record<string, string>)["text/plain"]!);
        if (shown.length === 3) stop = kernel.interrupt();
      };
      // What shows nothing comes to its end, and fails here.
      const { reply } = await kernel.execute(`await ${code}`, {}, { onPublished, timeout: 120_000 });
      expect(reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
      await stop;
      expect(new Set(shown.slice(0, 3)).size).toBeGreaterThan(1);
      const next = await kernel.execute(`
        const forest = await new ulm.learn.RandomForestClassifier({ nEstimators: 3, maxDepth: 4 }).fit(few, fewY);
        const linear = await new ulm.learn.LogisticRegression().fit(few, fewY);
        forest.score(few, fewY) > 0.5 && linear.converged`);
      expect(next.plain).toBe("true");
    });
  }
});
