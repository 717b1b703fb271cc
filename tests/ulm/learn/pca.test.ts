import { createRandom } from "ulm/compute";
import { display, Matrix, StandardScaler, Table } from "ulm/data";
import { LogisticRegression, PCA, Pipeline } from "ulm/learn";
import type { PCAParams } from "ulm/learn";
import { describe, expect, it } from "vitest";
import { projectRows } from "../../../ulm/learn/decomposition/project-rows.ts";
import { kernelAgreement } from "../compute/kernel-agreement.ts";
import fixtures from "../../fixtures/learn/pca.json" with { type: "json" };

const { tall, wide } = fixtures;

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => expect(Math.abs(actual[index]! - value)).toBeLessThan(1e-9));
}

describe("PCA against scikit-learn 1.9.1", () => {
  it.each([
    ["all", tall, {}],
    ["three", tall, { nComponents: 3 }],
    ["share", tall, { nComponents: 0.9 }],
    ["whitened", tall, { nComponents: 4, whiten: true }],
    ["wideSeven", wide, { nComponents: 7 }],
  ] as const)("%s", async (name, X, params) => {
    const expected = fixtures[name];
    const model = await new PCA(params).fit(X as number[][]);
    expectClose(model.components.flat(), expected.components.flat());
    expectClose(model.explainedVariance, expected.explainedVariance);
    expectClose(model.explainedVarianceRatio, expected.explainedVarianceRatio);
    expectClose(model.singularValues, expected.singularValues);
    expectClose(model.mean, expected.mean);
    expectClose([model.noiseVariance], [expected.noiseVariance]);
    const scores = model.transform(X as number[][]);
    expectClose([...scores.data.subarray(0, 4 * scores.columns)], expected.transformed.flat());
    const inverse = model.inverseTransform(scores);
    expectClose([...inverse.data.subarray(0, 4 * inverse.columns)], expected.inverse.flat());
  });
});

describe("PCA", () => {
  it("loses nothing when all components are kept, also where rows are fewer than columns", async () => {
    for (const X of [tall, wide]) {
      const model = await new PCA().fit(X);
      expect(model.nComponents).toBe(Math.min(X.length, X[0]!.length));
      expectClose([...model.inverseTransform(model.transform(X)).data], X.flat());
      for (const [k, component] of model.components.entries()) {
        for (const [other, second] of model.components.entries()) {
          const product = component.reduce((sum, value, column) => sum + value * second[column]!, 0);
          expect(product).toBeCloseTo(k === other ? 1 : 0, 10);
        }
      }
    }
  });

  it("prepares data in a pipeline, tables as tables", async () => {
    const table = Table.fromMatrix(Matrix.fromRows(tall, ["a", "b", "c", "d", "e", "f"]));
    const model = await new PCA({ nComponents: 2 }).fit(table);
    expect(model.transform(table)).toBeInstanceOf(Table);
    expect(model.transform(table).columnNames).toEqual(["pc1", "pc2"]);
    const labels = tall.map((row) => (row[0]! > tall[0]![0]! ? "yes" : "no"));
    const pipeline = new Pipeline({
      steps: [
        ["scale", new StandardScaler()],
        ["components", new PCA({ nComponents: 5 })],
        ["model", new LogisticRegression()],
      ],
    });
    expect((await pipeline.fit(table, labels)).score(table, labels)).toBeGreaterThan(0.85);
  });

  it("shows shares and weights, in both languages", async () => {
    const model = await new PCA({ nComponents: 2 }).fit(
      Table.fromMatrix(Matrix.fromRows(tall, ["<i>", "b", "c", "d", "e", "f"])),
    );
    const html = (model[display]() as Record<string, string>)["text/html"];
    expect(html).toContain("主成分");
    expect(html).not.toContain("<i>");
    expect(model.summary().column("cumulative").toNumbers()[1]).toBeCloseTo(
      model.explainedVarianceRatio[0]! + model.explainedVarianceRatio[1]!,
      12,
    );
    expect(String(model)).toMatch(/^PCA: 2 components of 6 columns explain [\d.]+ %, [\d.]+ %$/);
  });

  it("says what is wrong", async () => {
    const make = (params: Partial<PCAParams>) => () => new PCA(params);
    expect(make({ nComponents: 1.5 })).toThrow(
      "nComponents must be a whole number from 1, a share between 0 and 1, or null, not 1.5",
    );
    expect(make({ nComponents: 0 })).toThrow("not 0");
    expect(make({ nComponents: NaN })).toThrow("not NaN");
    await expect(new PCA({ nComponents: 7 }).fit(tall)).rejects.toThrow(
      "60 rows and 6 columns have at most 6 components, not 7",
    );
    await expect(new PCA().fit([[1, 2]])).rejects.toThrow("PCA needs at least two rows");
    const model = await new PCA({ nComponents: 2 }).fit(tall);
    expect(() => model.inverseTransform([[1, 2, 3]])).toThrow("it has 2 components, but Z has 3 columns");
  });
});

describe("the kernel of PCA", () => {
  const random = createRandom(6);
  const rows = 1003;
  for (const [columns, count] of [
    [1, 1],
    [6, 4],
    [9, 3],
    [9, 6],
    [7, 7],
  ] as const) {
    const points = Float64Array.from({ length: rows * columns }, () => 3 + random.normal());
    const stride = count + (count % 2);
    const weights = Float64Array.from({ length: columns * stride }, (_, index) =>
      index % stride < count ? random.normal() : 0,
    );
    kernelAgreement(projectRows, (kernels) => ({
      args: [
        kernels.copy(points),
        kernels.copy(weights),
        kernels.copy(weights.subarray(0, stride)),
        kernels.float64(count * rows),
        count,
        columns,
      ] as const,
      work: { items: rows, block: 102 },
    }));
  }
});
