import { configureKernels, createRandom, kernelStatus, withKernels, withTaskContext } from "ulm/compute";
import { Matrix } from "ulm/data";
import { LinearSVC, LogisticRegression, PoissonRegressor } from "ulm/learn";
import { describe, expect, it } from "vitest";

const random = createRandom(1);
const rows = 3000;
const X = new Matrix(
  Float64Array.from({ length: rows * 4 }, () => random.normal()),
  rows,
  4,
);
const y = Array.from({ length: rows }, (_, row) => Number(X.get(row, 0) + random.normal() > 0));

describe("a design", () => {
  it.each([
    ["LogisticRegression", () => new LogisticRegression()],
    ["PoissonRegressor", () => new PoissonRegressor()],
    ["LinearSVC", () => new LinearSVC()],
  ])("of %s keeps its memory when another computation gives a large one back meanwhile", async (_, create) => {
    await configureKernels({});
    const expected = (await create().fit(X, y)).coef;
    let giveBack = () => {};
    const other = withKernels("other", async (kernels) => {
      kernels.space(2 ** 25 + 1);
      await new Promise<void>((resolve) => (giveBack = resolve));
    });
    expect(kernelStatus().bytes).toBeGreaterThan(2 ** 28);
    // At the fit's first words it has begun, and holds nothing yet.
    const fitted = await withTaskContext({ onProgress: () => giveBack() }, async () => (await create().fit(X, y)).coef);
    expect(fitted).toEqual(expected);
    await other;
    expect(kernelStatus().bytes).toBeLessThan(2 ** 28);
  });
});
