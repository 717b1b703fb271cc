import { createRandom, withTaskContext } from "ulm/compute";
import { Matrix } from "ulm/data";
import { LinearRegression, LogisticRegression, Ridge } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/learn/wide.json" with { type: "json" };
import { RowSpace } from "../../../../ulm/learn/linear/row-space.ts";

const { X, y, three, weights, ridge, logistic } = fixtures;

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => expect(Math.abs(actual[index]! - value)).toBeLessThanOrEqual(tolerance * largest));
}

describe("more columns than rows, against scikit-learn 1.9.1", () => {
  it.each([
    ["plain", {}, {}],
    ["weak", { alpha: 0.001 }, {}],
    ["noIntercept", { fitIntercept: false }, {}],
    ["weighted", {}, { sampleWeight: weights }],
  ] as const)("Ridge %s", async (name, params, options) => {
    const model = await new Ridge(params).fit(X, y, options);
    expectClose(model.coef, ridge[name].coef, 1e-10);
    expectClose([model.intercept], [ridge[name].intercept], 1e-10);
  });

  it.each([
    ["two", {}, three.map((label) => label === 0)],
    ["three", {}, three],
    ["noIntercept", { fitIntercept: false, C: 10 }, three],
  ] as const)("LogisticRegression of %s classes", async (name, params, labels) => {
    const model = await new LogisticRegression(params).fit(X, labels);
    expect(model.converged).toBe(true);
    expectClose(model.coef.flat(), logistic[name].coef.flat(), 1e-7);
    expectClose(model.intercept, logistic[name].intercept, 1e-6);
  });
});

describe("RowSpace", () => {
  it("keeps lengths and angles of rows, and brings coefficients back that predict the same", async () => {
    const matrix = Matrix.fromRows(X);
    const { coordinates, ...space } = await RowSpace.of(matrix, false, "Test").then((made) => ({
      coordinates: made.coordinates,
      restore: made.restore.bind(made),
    }));
    const product = (left: ArrayLike<number>, right: ArrayLike<number>) =>
      Array.from(left).reduce((sum, value, index) => sum + value * right[index]!, 0);
    for (let row = 0; row < matrix.rows; row++) {
      const [own, first] = [product(coordinates.row(row), coordinates.row(0)), product(X[row]!, X[0]!)];
      expect(own / first).toBeCloseTo(1, 12);
    }
    const { coef } = space.restore({ coef: coordinates.names.map((_, index) => index - 4), intercept: 0 });
    X.forEach((row, index) => {
      const inside = coordinates.row(index).reduce((sum, value, place) => sum + value * (place - 4), 0);
      expect(product(row, coef)).toBeCloseTo(inside, 9);
    });
  });

  it("goes on to the least-norm solution where nothing is penalised that matters, and LinearRegression still refuses", async () => {
    const model = await new Ridge({ alpha: 1e-9 }).fit(X.slice(0, 7), y.slice(0, 7));
    expectClose(model.predict(X.slice(0, 7)), y.slice(0, 7), 1e-6);
    await expect(new LinearRegression().fit(X, y)).rejects.toThrow("15 rows cannot tell 25 coefficients");
  });

  it.each([new Ridge(), new LogisticRegression()])("stops $type within a fit when it is called off", async (model) => {
    const random = createRandom(1);
    const wide = new Matrix(
      Float64Array.from({ length: 60 * 400 }, () => random.normal()),
      60,
      400,
    );
    const controller = new AbortController();
    let reports = 0;
    const onProgress = () => ++reports === 20 && controller.abort();
    const labels = Array.from({ length: 60 }, (_, row) => row % 2);
    const fit = withTaskContext({ signal: controller.signal, onProgress }, async () => {
      await model.fit(wide, labels);
    });
    await expect(fit).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect([reports, model.isFitted]).toEqual([20, false]);
  });
});
