import { display, Matrix } from "ulm/data";
import { CalibratedClassifierCV, fromJSON, LinearSVC, SVC } from "ulm/learn";
import type { LinearSVCParams } from "ulm/learn";
import { createRandom } from "ulm/compute";
import { describe, expect, it } from "vitest";
import { descendHinge, descentState } from "../../../ulm/learn/svm/descend-hinge.ts";
import { kernelAgreement } from "../compute/kernel-agreement.ts";
import fixtures from "../../fixtures/learn/linear-svc.json" with { type: "json" };

const { X, y, three, weight, models } = fixtures;
const sampleWeight = { sampleWeight: weight };

function expectClose(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  expect(actual.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  actual.forEach((row, k) =>
    row.forEach((value, index) => expect(Math.abs(value - expected[k]![index]!)).toBeLessThan(1e-6)),
  );
}

kernelAgreement(descendHinge, (kernels) => {
  const points = kernels.float64(120 * 8);
  X.forEach((row, index) => points.set([...row, 1], index * 8));
  const lengths = kernels.copy(Float64Array.from(X, (row) => row.reduce((sum, value) => sum + value * value, 1)));
  const state = kernels.float64(descentState.size);
  state.set([120, 120, Infinity, -Infinity]);
  return {
    args: [
      ...([points, kernels.copy(Float64Array.from(y, (label) => 2 * label - 1))] as const),
      ...([kernels.copy(Float64Array.from(weight)), lengths, kernels.float64(120)] as const),
      ...([kernels.copy(Int32Array.from(X.keys())), kernels.float64(8), state, 8, 1e-4, 5] as const),
    ],
    // Rounds follow one after the other: one block.
    work: { items: 60, block: 60 },
  };
});

describe("LinearSVC", () => {
  const cases: [keyof typeof models, Partial<LinearSVCParams>, readonly number[], object][] = [
    ["squaredHinge", {}, y, {}],
    ["strong", { C: 0.05 }, y, {}],
    ["noIntercept", { fitIntercept: false }, y, {}],
    ["interceptScaling", { interceptScaling: 10 }, y, {}],
    ["balanced", { classWeight: "balanced", C: 0.5 }, y, {}],
    ["weighted", {}, y, sampleWeight],
    ["three", {}, three, {}],
    ["threeWeighted", { classWeight: { 0: 3, 1: 1, 2: 0.5 } }, three, sampleWeight],
    ["hinge", { loss: "hinge", C: 0.5 }, y, {}],
    ["hingeNoIntercept", { loss: "hinge", fitIntercept: false }, y, {}],
    ["hingeThree", { loss: "hinge", C: 0.3 }, three, {}],
    ["hingeWeighted", { loss: "hinge", C: 0.3 }, y, sampleWeight],
  ];

  it.each(cases)("has the coefficients of scikit-learn 1.9.1's: %s", async (name, params, labels, options) => {
    // Both run to the end.
    const end = params.loss === "hinge" ? { tol: 1e-10, maxIter: 1_000_000 } : { tol: 1e-9 };
    const model = await new LinearSVC({ ...params, ...end }).fit(X, labels, options);
    const expected = models[name];
    expectClose(model.coef, expected.coef);
    // Without one scikit-learn says 0 once, however many classes there are.
    if (params.fitIntercept !== false) expectClose([model.intercept], [expected.intercept]);
    else expect(model.intercept).toEqual([0]);
    expect(model.converged).toBe(true);
    expect(model.warnings).toEqual([]);
  });

  it.each(["squaredHinge", "hinge"] as const)("decides as it should after few rounds: %s", async (loss) => {
    const model = await new LinearSVC({ loss, C: 0.5 }).fit(X, y);
    const exact = await new LinearSVC({ loss, C: 0.5, tol: 1e-10, maxIter: 1_000_000 }).fit(X, y);
    const [near, far] = [model.decisionFunction(X), exact.decisionFunction(X)];
    near.data.forEach((value, row) => expect(Math.abs(value - far.data[row]!)).toBeLessThan(0.01));
    expect(model.nIter).toBeLessThan(loss === "hinge" ? 1000 : 30);
    expect(near.names).toEqual(["1"]);
    expect(model.score(X, y)).toBeGreaterThan(0.85);
  });

  it("with hinge loss is near to SVC where the penalty of the intercept hardly counts", async () => {
    const machine = await new SVC({ kernel: "linear", C: 0.5, tol: 1e-8 }).fit(X, y);
    const options = { loss: "hinge", C: 0.5, interceptScaling: 100, tol: 1e-6, maxIter: 1_000_000 } as const;
    const linear = await new LinearSVC(options).fit(X, y);
    expectNear(linear.coef[0]!, machine.coef[0]!);
    expectNear(linear.intercept, machine.intercept);
  });

  it("has no trouble with columns far from 0, constant ones, or rows of zeros", async () => {
    const random = createRandom(4);
    const rows = Matrix.fromRows(
      Array.from({ length: 60 }, (_, row) => (row === 0 ? [0, 0, 0] : [1e4 + random.normal(), 7, random.normal()])),
    );
    const labels = Array.from({ length: 60 }, (_, row) => (row === 0 || rows.get(row, 2) > 0 ? "a" : "b"));
    const model = await new LinearSVC({ tol: 1e-8 }).fit(rows, labels);
    expect(model.converged).toBe(true);
    expect(model.score(rows, labels)).toBeGreaterThan(0.95);
    const small = rows.take(Array.from({ length: 60 }, (_, row) => row));
    for (let row = 1; row < 60; row++) small.data[3 * row]! -= 1e4;
    expect(
      (await new LinearSVC({ loss: "hinge", maxIter: 100_000 }).fit(small, labels)).score(small, labels),
    ).toBeGreaterThan(0.95);
  });

  it("says when it has not come to an end", async () => {
    const model = await new LinearSVC({ loss: "hinge", C: 100, maxIter: 2 }).fit(X, y);
    expect(model.converged).toBe(false);
    expect(model.warnings[0]!.en).toMatch(/not converged after 2 iterations/);
  });

  it("has probabilities inside a calibration, comes back from JSON, and shows itself in two languages", async () => {
    const calibrated = await new CalibratedClassifierCV({ estimator: new LinearSVC(), cv: 3 }).fit(X, y);
    expect(calibrated.predictProba(X).columns).toBe(2);
    const model = await new LinearSVC().fit(X, three);
    const again = fromJSON(JSON.parse(JSON.stringify(model))) as LinearSVC;
    expect(again.decisionFunction(X)).toEqual(model.decisionFunction(X));
    const bundle = model[display]();
    expect(bundle["text/html"]).toMatch(/squared hinge.*平方合页/s);
  });

  it.each([
    [{ loss: "log" as never }, "loss must be"],
    [{ C: 0 }, "C must be"],
    [{ interceptScaling: 0 }, "interceptScaling must be"],
  ])("refuses %j", (params, message) => {
    expect(() => new LinearSVC(params)).toThrow(message);
  });
});

function expectNear(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((value, index) => expect(Math.abs(value - expected[index]!)).toBeLessThan(2e-3));
}

describe("LinearSVC of columns far from 0", () => {
  const random = createRandom(1);
  const near = Array.from({ length: 100 }, () => [random.normal(), random.normal()]);
  const sides = near.map(([first]) => Number(first! > 0));
  const far = near.map((row) => row.map((value) => value + 1e9));

  it("fits as if the penalty held the weights to where the far rows are told apart", async () => {
    const model = await new LinearSVC().fit(far, sides);
    expect(model.converged).toBe(true);
    // Both columns are 1e9 away, so that any intercept but nearly 0 costs: weights must sum to nearly 0, of which x₀ − x₁ is what is left.
    const [first, second] = model.coef[0]!;
    expect(Math.abs(first! + second!)).toBeLessThan(1e-8);
    const difference = near.map(([left, right]) => [(left! - right!) / Math.SQRT2]);
    const same = await new LinearSVC({ interceptScaling: 1e6 }).fit(difference, sides);
    expect(first! * Math.SQRT2).toBeCloseTo(same.coef[0]![0]!, 2);
  });

  it("is the minimum: the same as scikit-learn's objective at 1000, where digits are left to compare", async () => {
    const rows = near.map((row) => row.map((value) => value + 1000));
    const model = await new LinearSVC({ tol: 1e-10 }).fit(rows, sides);
    const objective = (weights: readonly number[], intercept: number) =>
      rows.reduce(
        (sum, row, index) => {
          const score = row[0]! * weights[0]! + row[1]! * weights[1]! + intercept;
          return sum + Math.max(0, 1 - (sides[index] === 1 ? score : -score)) ** 2;
        },
        (weights[0]! ** 2 + weights[1]! ** 2 + intercept ** 2) / 2,
      );
    const [weights, intercept] = [model.coef[0]!, model.intercept[0]!];
    const least = objective(weights, intercept);
    for (const [first, second, third] of [
      [1e-5, 0, 0],
      [0, 1e-5, 0],
      [0, 0, 1e-3],
      [1e-4, -1e-4, 0],
      [1e-5, 0, -1e-2],
    ] as const) {
      for (const sign of [1, -1]) {
        const moved = [weights[0]! + sign * first, weights[1]! + sign * second];
        expect(objective(moved, intercept + sign * third)).toBeGreaterThan(least);
      }
    }
  });

  it("calibrates there, and names the column of numbers that have no square", async () => {
    const model = await new CalibratedClassifierCV({ estimator: new LinearSVC() }).fit(far, sides);
    expect(model.predictProba(far).data.every((share) => share >= 0 && share <= 1)).toBe(true);
    const huge = near.map(([first, second]) => [first! * 1e300, second!]);
    await expect(new LinearSVC().fit(huge, sides)).rejects.toThrow('LinearSVC: column "x0", row 0 is');
  });
});
