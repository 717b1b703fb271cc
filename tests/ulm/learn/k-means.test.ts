import fc from "fast-check";
import { addBlockSums, createRandom } from "ulm/compute";
import { display, Matrix, Table } from "ulm/data";
import { KMeans } from "ulm/learn";
import type { KMeansParams } from "ulm/learn";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import fixtures from "../../fixtures/learn/clusters.json" with { type: "json" };
import { assignRows } from "../../../ulm/learn/clustering/assign-rows.ts";
import { fillLanes, paddedCount } from "../../../ulm/learn/clustering/lanes.ts";
import { lowerClosest } from "../../../ulm/learn/clustering/lower-closest.ts";
import { ownDistances } from "../../../ulm/learn/clustering/own-distances.ts";
import { kernelAgreement } from "../compute/kernel-agreement.ts";

const { apart, mixed, given, seeded } = fixtures;

let warn: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warn = vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());

function expectSame(model: KMeans, expected: (typeof given)["apart"]): void {
  expect(model.labels).toEqual(expected.labels);
  expect(model.nIter).toBe(expected.nIter);
  expect(Math.abs(model.inertia / expected.inertia - 1)).toBeLessThan(1e-12);
  model.clusterCenters.flat().forEach((value, index) => expect(value).toBeCloseTo(expected.centers.flat()[index]!, 10));
}

describe("KMeans against scikit-learn 1.9.1", () => {
  it.each([
    ["apart", apart, {}],
    ["mixed", mixed, {}],
    ["toTheEnd", mixed, { tol: 0 }],
    ["cutShort", mixed, { maxIter: 3 }],
    ["empty", mixed, {}],
  ] as const)("%s: from the same centres", async (name, X, params) => {
    const expected = given[name];
    const model = await new KMeans({ nClusters: expected.init.length, init: expected.init, ...params }).fit(
      X as number[][],
    );
    expectSame(model, expected);
    expect(model.warnings.length).toBe(name === "cutShort" ? 1 : 0);
  });

  it.each(seeded)("$nClusters clusters from seed $seed: the same draws by k-means++", async (expected) => {
    const { nClusters, seed, nInit } = expected;
    expectSame(await new KMeans({ nClusters, nInit, randomState: seed, rng: "numpy" }).fit(mixed), {
      init: [],
      ...expected,
    });
  });
});

/** Plain Lloyd iterations that compare all distances. */
function plainKMeans(X: number[][], centres: number[][]): { labels: number[]; inertia: number } {
  const squared = (a: number[], b: number[]) => a.reduce((sum, value, column) => sum + (value - b[column]!) ** 2, 0);
  let labels: number[] = [];
  for (;;) {
    const next = X.map((row) => {
      const distances = centres.map((centre) => squared(row, centre));
      return distances.indexOf(Math.min(...distances));
    });
    if (next.every((label, row) => label === labels[row])) break;
    labels = next;
    centres = centres.map((_, cluster) => {
      const members = X.filter((_, row) => labels[row] === cluster);
      return X[0]!.map((_, column) => members.reduce((sum, row) => sum + row[column]!, 0) / members.length);
    });
  }
  return { labels, inertia: X.reduce((sum, row, index) => sum + squared(row, centres[labels[index]!]!), 0) };
}

describe("KMeans", () => {
  it("decides by bounds what comparing all distances decides", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 1, max: 5 }),
        async (seed, nClusters, columns) => {
          const random = createRandom(seed);
          const X = Array.from({ length: 150 }, () => Array.from({ length: columns }, () => random.normal()));
          const init = X.slice(0, nClusters);
          const plain = plainKMeans(X, init);
          fc.pre(new Set(plain.labels).size === nClusters && Number.isFinite(plain.inertia));
          const model = await new KMeans({ nClusters, init, tol: 0 }).fit(X);
          expect(model.labels).toEqual(plain.labels);
          expect(model.inertia).toBeCloseTo(plain.inertia, 9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("loses no row to rounding when one leaves that is larger by far", async () => {
    // All four begin with the first centre; the second has none and moves to the row that is farthest away.
    const model = await new KMeans({ nClusters: 2, init: [[0], [-1e18]] }).fit([[1], [2], [3], [1e17]]);
    expect(model.labels).toEqual([0, 0, 0, 1]);
    expect(model.clusterCenters).toEqual([[2], [1e17]]);
  });

  it("has centres that are means, and labels that are its predictions", async () => {
    const model = await new KMeans({ nClusters: 5, tol: 0 }).fit(mixed);
    expect(model.predict(mixed)).toEqual(model.labels);
    model.clusterCenters.forEach((centre, cluster) => {
      const members = mixed.filter((_, row) => model.labels[row] === cluster);
      centre.forEach((value, column) =>
        expect(value).toBeCloseTo(members.reduce((sum, row) => sum + row[column]!, 0) / members.length, 10),
      );
    });
    const distances = model.transform(mixed);
    expect(distances.names).toEqual(["cluster0", "cluster1", "cluster2", "cluster3", "cluster4"]);
    model.labels.forEach((label, row) => expect(Math.min(...distances.row(row))).toBe(distances.get(row, label)));
    expect(model.score(mixed)).toBeCloseTo(-model.inertia, 9);
  });

  it("keeps the best of its starts", async () => {
    const starts = await Promise.all(
      Array.from({ length: 6 }, (_, randomState) => new KMeans({ nClusters: 6, randomState }).fit(mixed)),
    );
    const best = await new KMeans({ nClusters: 6, nInit: 10 }).fit(mixed);
    expect(best.inertia).toBeLessThanOrEqual(starts[0]!.inertia);
    expect((await new KMeans({ nClusters: 6, init: "random" }).fit(mixed)).inertia / best.inertia).toBeLessThan(1.05);
  });

  it("shows what its clusters are, in both languages", async () => {
    const table = Table.fromMatrix(Matrix.fromRows(apart, ["visits", "size", "<b>"]));
    const model = await new KMeans({ nClusters: 4 }).fit(table);
    const summary = model.summary();
    expect(summary.columnNames).toEqual(["cluster", "size", "share", "visits", "size (centre)", "<b>"]);
    expect(
      summary
        .column("size")
        .toNumbers()
        .reduce((sum, size) => sum + size),
    ).toBe(120);
    const { "text/html": html } = model[display]() as Record<string, string>;
    expect(html).toContain("K-means, inertia");
    expect(html).toContain("K 均值聚类");
    expect(html).not.toContain("<b>");
    expect(String(model)).toMatch(/^K-means, inertia [\d.]+: 4 clusters of 120 rows$/);
  });

  it("says what is wrong", async () => {
    const make = (params: Partial<KMeansParams>) => () => new KMeans(params);
    expect(make({ nClusters: 0 })).toThrow("nClusters must be a whole number from 1, not 0");
    expect(make({ nInit: 1.5 })).toThrow("nInit must be a whole number");
    expect(make({ maxIter: 0 })).toThrow("maxIter");
    expect(make({ tol: NaN })).toThrow("tol must be 0 or more and finite");
    expect(make({ init: "best" as never })).toThrow(
      'init must be "k-means++", "random" or a list of centres, not "best"',
    );
    expect(make({ nClusters: 3, init: [[1, 2]] })).toThrow("init has 1 centres, but nClusters is 3");
    await expect(new KMeans({ nClusters: 1, init: [[1, 2, 3]] }).fit(mixed)).rejects.toThrow(
      "centre 0 of init must be 2 finite",
    );
    await expect(new KMeans({ nClusters: 3 }).fit([[1], [2]])).rejects.toThrow(
      "2 rows cannot be divided into 3 clusters",
    );
    await expect(
      new KMeans({ nClusters: 2 }).fit([
        [1, 2],
        [3, 1e200],
        [5, 6],
      ]),
    ).rejects.toThrow('column "x1", row 1 is 1e+200: too large');
    const few = await new KMeans({ nClusters: 3 }).fit([
      [1, 1],
      [1, 1],
      [2, 2],
      [2, 2],
    ]);
    expect(few.inertia).toBe(0);
    expect(few.warnings[0]!.en).toContain("only 2 of 3 clusters have rows");
    expect(warn).toHaveBeenCalledTimes(1);
  });
});

describe("the kernels of k-means", () => {
  const random = createRandom(6);
  const rows = 1003;
  const columns = 7;
  const nClusters = 5;
  const numbers = (length: number) => Float64Array.from({ length }, () => Math.abs(random.normal()));
  const points = numbers(rows * columns);
  const centres = numbers(nClusters * columns);
  const labels = Int32Array.from({ length: rows }, (_, row) => (row < 500 ? -1 : random.integer(nClusters)));
  // Bounds that decide some rows and not others.
  const [upper, lower, shifts, otherShifts] = [numbers(rows), numbers(rows), numbers(nClusters), numbers(nClusters)];
  const before = numbers(8 * rows);
  const lanesOf = (some: Float64Array) => {
    const lanes = new Float64Array(paddedCount(some.length / columns) * columns);
    fillLanes(some, lanes, some.length / columns, lanes.length / columns, columns);
    return lanes;
  };

  kernelAgreement(assignRows, (kernels) => ({
    args: [
      kernels.copy(points),
      kernels.copy(labels),
      kernels.copy(upper),
      kernels.copy(lower),
      kernels.copy(centres),
      kernels.copy(lanesOf(centres)),
      kernels.copy(shifts.map((shift) => shift / 10)),
      kernels.copy(otherShifts.map((shift) => shift / 10)),
      kernels.float64(nClusters).fill(0.4),
      kernels.float64(11 * nClusters * columns),
      kernels.float64(11 * nClusters * columns),
      kernels.float64(11 * nClusters),
      kernels.int32(11),
      kernels.perThread(() => kernels.int32(100)),
      nClusters,
      columns,
      100,
    ] as const,
    work: { items: rows, block: 100 },
  }));
  kernelAgreement(ownDistances, (kernels) => ({
    args: [
      kernels.copy(points),
      kernels.copy(labels.map(Math.abs)),
      kernels.copy(centres),
      kernels.float64(11),
      columns,
      100,
    ] as const,
    work: { items: rows, block: 100 },
  }));
  kernelAgreement(addBlockSums, (kernels) => ({
    args: [kernels.copy(points), kernels.copy(upper), columns, rows] as const,
    work: { items: rows, block: 100 },
  }));
  kernelAgreement(lowerClosest, (kernels) => ({
    args: [
      kernels.copy(points),
      kernels.copy(lanesOf(points.subarray(0, 6 * columns))),
      kernels.copy(upper),
      kernels.copy(before),
      kernels.float64(88),
      6,
      5,
      columns,
      100,
    ] as const,
    work: { items: rows, block: 100 },
  }));
});
