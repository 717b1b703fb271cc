import { configureKernels, createRandom } from "ulm/compute";
import { Matrix } from "ulm/data";
import { HistGradientBoostingClassifier, HistGradientBoostingRegressor } from "ulm/learn";
import { afterAll, describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/boosting.json" with { type: "json" };

const X = Matrix.fromRows(fixtures.X);
const fresh = Matrix.fromRows(fixtures.fresh);

interface Case {
  params: object;
  raw: number[] | number[][];
  baseline: number[];
  first: { feature: number[]; rows: number[]; leaves: number[] }[];
  leaves: number[];
}

function create(name: string, params: object) {
  if (name.startsWith("values")) return new HistGradientBoostingRegressor(params);
  return new HistGradientBoostingClassifier(params);
}

function targets(name: string): number[] {
  if (name.startsWith("values")) return fixtures.values;
  return name.startsWith("three") ? fixtures.three : fixtures.binary;
}

describe.each(Object.entries(fixtures.cases as unknown as Record<string, Case>))(
  "boosting, %s: as scikit-learn 1.9.1",
  (name, expected) => {
    it("grows the same trees and says the same", async () => {
      const model = await create(name, { ...expected.params, earlyStopping: false }).fit(X, targets(name));
      model.baseline.forEach((value, index) => expect(value).toBeCloseTo(expected.baseline[index]!, 12));
      expected.first.forEach((tree, own) => {
        const grown = model.trees[own]!;
        expect(Array.from(grown.feature)).toEqual(tree.feature);
        expect(Array.from(grown.rows)).toEqual(tree.rows);
        const leaves = Array.from(grown.value).filter((_, node) => grown.isLeaf(node));
        leaves.forEach((value, leaf) => expect(value).toBeCloseTo(tree.leaves[leaf]!, 12));
      });
      const said =
        model instanceof HistGradientBoostingRegressor ? model.predict(fresh) : [...model.decisionFunction(fresh).data];
      expected.raw.flat().forEach((value, index) => expect(said[index]).toBeCloseTo(value, 10));
    });
  },
);

describe("boosting", () => {
  const random = createRandom(12);
  const rows = 600;
  const wide = new Matrix(
    Float64Array.from({ length: rows * 3 }, () => random.normal()),
    rows,
    3,
  );
  const labels = Array.from({ length: rows }, (_, row) =>
    wide.get(row, 0) + wide.get(row, 1) ** 2 + random.normal() > 0.5 ? "buys" : "leaves",
  );
  afterAll(() => configureKernels({ engine: "webassembly", workers: 2 }));

  it("is the same whatever the number of workers", async () => {
    const fit = async (settings: Parameters<typeof configureKernels>[0]) => {
      await configureKernels(settings);
      const model = new HistGradientBoostingClassifier({ maxIter: 10, earlyStopping: true });
      return JSON.stringify(await model.fit(wide, labels));
    };
    const alone = await fit({ engine: "webassembly", workers: 0 });
    for (const workers of [1, 2]) expect(await fit({ workers })).toBe(alone);
  });

  it("stops when the loss on rows that it keeps no longer falls", async () => {
    const model = await new HistGradientBoostingClassifier({ earlyStopping: true, nIterNoChange: 5 }).fit(wide, labels);
    const { validationLosses, nIter } = model;
    expect(nIter).toBeLessThan(100);
    expect(validationLosses).toHaveLength(nIter + 1);
    const least = Math.min(...validationLosses);
    expect(validationLosses.indexOf(least)).toBe(nIter - 5);
    const onTraining = await new HistGradientBoostingClassifier({
      earlyStopping: true,
      validationFraction: null,
      maxIter: 30,
    }).fit(wide, labels);
    expect(onTraining.validationLosses).toEqual(onTraining.validationLosses.toSorted((a, b) => b - a));
  });

  it("rises where it may only rise", async () => {
    const model = await new HistGradientBoostingRegressor({ monotonicCst: { x1: 1 } }).fit(wide, wide.column(1));
    const line = model.predict(Array.from({ length: 200 }, (_, step) => [0, step / 50 - 2, 0]));
    expect(line).toEqual(line.toSorted((a, b) => a - b));
  });

  it("splits rare columns exactly", async () => {
    const model = await new HistGradientBoostingRegressor({ minSamplesLeaf: 1, maxIter: 1 }).fit(
      [[10], [58], [62], [80]],
      [0, 0, 1, 1],
    );
    expect(model.trees[0]!.threshold[0]).toBe(60);
  });

  it.each([
    [{ learningRate: 0 }, "learningRate must be positive"],
    [{ maxBins: 256 }, "maxBins must be a whole number from 2 to 255, not 256"],
    [{ monotonicCst: { x0: 2 } as never }, "monotonicCst must be an object of column names with 1, 0 or -1, or null"],
    [{ earlyStopping: "yes" as never }, 'earlyStopping must be true, false or "auto", not "yes"'],
    [{ validationFraction: 1 }, "validationFraction must be a share between 0 and 1, or null, not 1"],
  ])("refuses %j", (params, message) => {
    expect(() => new HistGradientBoostingRegressor(params)).toThrow(message);
  });

  it("names the column that is not there, and the one with too many categories", async () => {
    const fit = (params: object) => new HistGradientBoostingRegressor(params).fit(wide, wide.column(1));
    await expect(fit({ categoricalFeatures: ["city"] })).rejects.toThrow('no column "city"; X has x0, x1, x2');
    await expect(fit({ categoricalFeatures: ["x2"] })).rejects.toThrow('column "x2" has 600 categories');
    await expect(fit({ categoricalFeatures: [0], monotonicCst: { x0: 1 } })).rejects.toThrow('"x0" is categorical');
  });
});

describe("boosting whose steps are too wide", () => {
  it("says so instead of predicting what is no number", async () => {
    const rows = Array.from({ length: 40 }, (_, row) => [row]);
    const model = new HistGradientBoostingRegressor({ learningRate: 1e80, minSamplesLeaf: 1 });
    await expect(
      model.fit(
        rows,
        rows.map(([value]) => Math.sin(value!)),
      ),
    ).rejects.toThrow(
      /^HistGradientBoostingRegressor: training diverged: in iteration [23] predictions grew beyond all numbers\. Use a smaller learningRate/,
    );
    expect(model.isFitted).toBe(false);
  });
});
