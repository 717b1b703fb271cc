import { Matrix } from "ulm/data";
import { DivergenceError, FeatureError, MLPClassifier, MLPRegressor, trainNetworksWith } from "ulm/learn";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => {
  trainNetworksWith("kernels");
  vi.restoreAllMocks();
});

const rows = Array.from({ length: 40 }, (_, row) => [Math.sin(row), Math.cos(2 * row)]);
const values = rows.map(([a, b]) => 3 * a! - b!);
const wild = { solver: "sgd", learningRateInit: 1000, hiddenLayerSizes: [8] } as const;

describe.each(["kernels", "tensorflow"] as const)("training by %s that diverges", (trainer) => {
  beforeEach(() => trainNetworksWith(trainer));

  it.each([false, true])(
    "says in which epoch and what to do, and leaves nothing fitted (early stopping %s)",
    async (early) => {
      const model = new MLPRegressor({ ...wild, earlyStopping: early });
      const error = await model.fit(rows, values).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DivergenceError);
      const { message, iteration } = error as DivergenceError;
      expect(message).toMatch(/^MLPRegressor: training diverged: in epoch \d+ (the loss became|a weight was)/);
      expect(message).toContain("Use a smaller learningRateInit (it is 1000)");
      expect(message).toContain("StandardScaler");
      expect(iteration).toBeGreaterThanOrEqual(1);
      expect(model.isFitted).toBe(false);
      await model.withParams({ learningRateInit: 0.01 }).fit(rows, values);
    },
  );

  it("sees a last step that leaves the numbers", async () => {
    // One step only: the loss before it is finite.
    const model = new MLPRegressor({ ...wild, learningRateInit: 1e30, maxIter: 1, hiddenLayerSizes: [] });
    await expect(
      model.fit(
        rows,
        values.map((value) => 1e15 * value),
      ),
    ).rejects.toThrow("in epoch 1 a weight was no longer finite");
  });
});

it("refuses features that single precision cannot hold, with column and row", async () => {
  const X = Matrix.fromRows(rows, ["age", "income"]);
  X.data[2 * 7 + 1] = 1e39;
  const model = new MLPClassifier();
  await expect(
    model.fit(
      X,
      values.map((value) => value > 0),
    ),
  ).rejects.toThrow(FeatureError);
  await expect(
    model.fit(
      X,
      values.map((value) => value > 0),
    ),
  ).rejects.toThrow('column "income", row 7 is 1e+39');
});

it("refuses targets whose squares single precision cannot hold", async () => {
  const large = values.map((value, row) => (row === 5 ? -1e20 : value));
  await expect(new MLPRegressor().fit(rows, large)).rejects.toThrow("row 5 of y is -100000000000000000000");
});
