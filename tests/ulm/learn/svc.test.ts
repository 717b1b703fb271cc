import { createRandom, withKernels } from "ulm/compute";
import type { Kernels } from "ulm/compute";
import { display, Matrix, Table } from "ulm/data";
import { SVC } from "ulm/learn";
import type { SVCParams } from "ulm/learn";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import fixtures from "../../fixtures/learn/svm.json" with { type: "json" };
import { fillLanes, paddedCount } from "../../../ulm/learn/clustering/lanes.ts";
import { coupleProbabilities } from "../../../ulm/learn/svm/couple-probabilities.ts";
import { kernelLine } from "../../../ulm/learn/svm/kernel-line.ts";
import { kernelSums } from "../../../ulm/learn/svm/kernel-sums.ts";
import { fitPlattSigmoid, plattProbability } from "../../../ulm/learn/svm/platt-sigmoid.ts";
import { solveSmo } from "../../../ulm/learn/svm/solve-smo.ts";
import { stepState, takeSteps, unknownFirst } from "../../../ulm/learn/svm/take-steps.ts";
import { kernelAgreement } from "../compute/kernel-agreement.ts";

const { X, y, three } = fixtures;
const exact = { tol: 1e-10 } as const;

let warn: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warn = vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());

// LIBSVM keeps the kernel matrix in single precision: its solution is exact to about 1e-6.
describe("SVC against scikit-learn 1.9.1, both to a tolerance of 1e-10", () => {
  it.each([
    ["rbf", y, {}],
    ["auto", y, { gamma: "auto", C: 5 }],
    ["narrow", y, { gamma: 4, C: 100 }],
    ["linear", y, { kernel: "linear" }],
    ["balanced", y, { classWeight: "balanced", C: 0.5 }],
    ["weighted", y, { classWeight: { 1: 3 } }],
    ["several", three, {}],
    ["severalLinear", three, { kernel: "linear", C: 0.3 }],
  ] as const)("%s: decisions, support vectors, predictions", async (name, labels, params) => {
    const expected = fixtures[name];
    const model = await new SVC({ ...exact, ...params }).fit(X, labels as number[]);
    const decisions = model.decisionFunction(X);
    expected.decisions.flat().forEach((value, index) => expect(decisions.data[index]).toBeCloseTo(value, 5));
    expect(model.support).toEqual(expected.support);
    expect(model.nSupport).toEqual(expected.nSupport);
    expected.intercept.forEach((value, pair) => expect(model.intercept[pair]).toBeCloseTo(value, 5));
    if ("predicted" in expected) expect(model.predict(X)).toEqual(expected.predicted);
    if ("coef" in expected) {
      expected.coef.flat().forEach((value, index) => expect(model.coef.flat()[index]).toBeCloseTo(value, 5));
    }
  });

  it.each([
    ["probabilities", y],
    ["severalProbabilities", three],
  ] as const)("%s lie among those of LIBSVM's random folds", async (name, labels) => {
    const { mean, deviation } = fixtures[name];
    const model = await new SVC({ probability: true }).fit(X, labels);
    const probabilities = model.predictProba!(X);
    const strays = mean.flat().map((value, index) => Math.abs(probabilities.data[index]! - value));
    expect(Math.max(...strays)).toBeLessThan(3 * deviation);
    expect(strays.reduce((sum, stray) => sum + stray, 0) / strays.length).toBeLessThan(deviation);
  });
});

describe("SVC", () => {
  it("finds the same whether variables at rest are left out or not, and with room for two lines only", async () => {
    const random = createRandom(4);
    const rows = Array.from({ length: 900 }, () => [random.normal(), random.normal()]);
    const labels = rows.map(([a, b]) => (a! * b! + 0.8 * random.normal() > 0 ? "yes" : "no"));
    const fits = await Promise.all(
      [{}, { shrinking: false }, { cacheSize: 1e-9 }].map((params) =>
        new SVC({ tol: 1e-8, C: 3, gamma: 1, ...params }).fit(rows, labels),
      ),
    );
    const decisions = fits.map((model) => [...model.decisionFunction(rows).data]);
    for (const other of decisions.slice(1)) {
      other.forEach((value, row) => expect(value).toBeCloseTo(decisions[0]![row]!, 5));
    }
    expect(fits[0]!.nIter).toBeGreaterThan(2000);
  });

  it("meets the optimality conditions: on the margin where a row is a free support vector, beyond it where it is none", async () => {
    const signs = Float64Array.from(y, (label) => (label === 1 ? 1 : -1));
    const points = Float64Array.from(X.flat());
    const [low, high] = [signs.map((sign) => Math.min(0, 2 * sign)), signs.map((sign) => Math.max(0, 2 * sign))];
    const kernel = { kind: "rbf", gamma: 0.5 } as const;
    const problem = { points, columns: 3, targets: signs, epsilon: 0, low, high, kernel, cacheBytes: 1e6 };
    const options = { tol: 1e-9, maxIter: null, shrinking: true, label: "test" };
    const { coefficients, intercept } = await withKernels("test", (kernels) => solveSmo(problem, options, kernels));
    expect(coefficients.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    X.forEach((row, index) => {
      const decision = X.reduce((sum, other, place) => {
        const squared = other.reduce((total, value, column) => total + (value - row[column]!) ** 2, 0);
        return sum + coefficients[place]! * Math.exp(-0.5 * squared);
      }, intercept);
      const margin = signs[index]! * decision;
      const weight = signs[index]! * coefficients[index]!;
      expect(weight).toBeGreaterThanOrEqual(0);
      expect(weight).toBeLessThanOrEqual(2);
      if (weight === 0) expect(margin).toBeGreaterThan(1 - 1e-7);
      else if (weight === 2) expect(margin).toBeLessThan(1 + 1e-7);
      else expect(margin).toBeCloseTo(1, 7);
    });
  });

  it("tells labels of any kind apart, and says what the border rests on, in both languages", async () => {
    const table = Table.fromMatrix(Matrix.fromRows(X, ["a", "b", "c"]));
    const model = await new SVC().fit(
      table,
      y.map((label) => (label === 1 ? "<stay>" : "go")),
    );
    expect(model.classes).toEqual(["<stay>", "go"]);
    expect(model.supportVectors).toEqual(model.support.map((row) => X[row]));
    const html = (model[display]() as Record<string, string>)["text/html"];
    expect(html).toContain("支持向量机，径向基核");
    expect(html).not.toContain("<stay>");
    expect(String(model)).toMatch(/^SVC \(rbf, C = 1\): \d+ of 160 rows are support vectors$/);
  });

  it("says what is wrong", async () => {
    const make = (params: Partial<SVCParams>) => () => new SVC(params);
    expect(make({ kernel: "poly" as never })).toThrow('kernel must be "linear" or "rbf", not "poly"');
    expect(make({ gamma: -1 })).toThrow("gamma must be positive and finite, not -1");
    expect(make({ C: 0 })).toThrow("C must be positive");
    const model = await new SVC({ maxIter: 5 }).fit(X, y);
    expect(model.warnings[0]!.en).toContain("not converged after 5 iterations");
    expect(model.predictProba).toBeUndefined();
    expect(() => model.coef).toThrow('only kernel: "linear" has coefficients');
    const constant = await new SVC().fit([[1], [1], [1], [1]], [0, 1, 0, 1]);
    expect(constant.decisionFunction([[1]]).data[0]).toBeCloseTo(0, 12);
  });
});

describe("fitPlattSigmoid", () => {
  it("makes the slope of its loss vanish", () => {
    const random = createRandom(8);
    const signs = Float64Array.from({ length: 300 }, () => (random.random() < 0.3 ? 1 : -1));
    const decisions = signs.map((sign) => sign + 1.5 * random.normal());
    const sigmoid = fitPlattSigmoid(decisions, signs);
    const positives = signs.filter((sign) => sign > 0).length;
    const miss = signs.map((sign, row) => {
      const target = sign > 0 ? (positives + 1) / (positives + 2) : 1 / (300 - positives + 2);
      return target - plattProbability(sigmoid, decisions[row]!);
    });
    expect(miss.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 3);
    expect(miss.reduce((sum, value, row) => sum + value * decisions[row]!, 0)).toBeCloseTo(0, 3);
    expect(sigmoid.slope).toBeLessThan(0);
  });
});

describe("coupleProbabilities", () => {
  it("gives back probabilities that all pairs agree on", () => {
    const p = [0.2, 0.5, 0.3];
    const pairs = Float64Array.from({ length: 9 }, (_, index) => {
      const [i, j] = [Math.floor(index / 3), index % 3];
      return i === j ? 0 : p[i]! / (p[i]! + p[j]!);
    });
    coupleProbabilities(pairs, 3).forEach((value, label) => expect(value).toBeCloseTo(p[label]!, 2));
  });
});

describe("the kernels of support vector machines", () => {
  const random = createRandom(6);
  const rows = 1003;
  const columns = 5;
  const numbers = (length: number) => Float64Array.from({ length }, () => random.normal());
  const points = numbers(rows * columns);
  const coefficients = numbers(101);
  const lanes = new Float64Array(paddedCount(rows) * columns + 4);
  fillLanes(points, lanes, rows, paddedCount(rows), columns);

  // −1 is linear; with 200 some similarities vanish.
  for (const code of [-1, 0.3, 200]) {
    kernelAgreement(kernelLine, (kernels) => ({
      args: [
        ...([kernels.copy(points), kernels.copy(lanes), kernels.float64(rows), 7, columns] as const),
        ...([paddedCount(rows), code, 2] as const),
      ] as const,
      work: { items: rows - 2, block: 101 },
    }));
    kernelAgreement(kernelSums, (kernels) => ({
      args: [
        kernels.copy(points),
        kernels.copy(points.subarray(0, 101 * columns)),
        kernels.copy(coefficients),
        kernels.float64(rows),
        101,
        columns,
        code,
      ] as const,
      work: { items: rows, block: 101 },
    }));
  }

  // A line is missing sooner or later, or all steps can be taken.
  for (const missing of [-1, 40]) {
    for (const epsilon of [0, 0.1]) {
      kernelAgreement(takeSteps, (kernels) => ({
        args: stepArguments(kernels, missing, epsilon),
        work: { items: 101, block: 101 },
      }));
    }
  }
});

/** Forty steps on 101 rows from nothing; the lines of the rows from `missing` on are not there. */
function stepArguments(kernels: Kernels, missing: number, epsilon: number) {
  const size = 101;
  const random = createRandom(8);
  const rows = Array.from({ length: size }, () => [random.normal(), random.normal()]);
  const signs = Float64Array.from(rows, ([a, b]) => (a! + b! + random.normal() > 0 ? 1 : -1));
  const alike = rows.flatMap((row) =>
    rows.map((other) => Math.exp(-Math.hypot(row[0]! - other[0]!, row[1]! - other[1]!))),
  );
  // Of values, for which epsilon counts, variables may have both signs.
  const low = signs.map((sign) => (sign > 0 && epsilon === 0 ? 0 : -0.7));
  const high = signs.map((sign) => (sign > 0 || epsilon > 0 ? 0.7 : 0));
  const positions = Int32Array.from({ length: size }, (_, row) => row);
  const state = kernels.float64(stepState.length);
  state[stepState.first] = unknownFirst;
  const list = (values: Iterable<number>) => kernels.copy(Float64Array.from(values));
  return [
    list(signs.map((sign) => -sign)),
    list(low.map((_, row) => (high[row]! > 0 ? epsilon : Infinity))),
    list(low.map((bound) => (bound < 0 ? epsilon : Infinity))),
    kernels.float64(size),
    list(low),
    list(high),
    kernels.float64(size).fill(1),
    list(alike),
    kernels.copy(positions),
    kernels.copy(positions.map((row) => (missing >= 0 && row >= missing ? 0 : size))),
    kernels.int32(size),
    state,
    ...([size, epsilon, 1e-6, 40] as const),
  ] as const;
}
