import { createRandom } from "ulm/compute";
import { display, Matrix } from "ulm/data";
import { AgglomerativeClustering } from "ulm/learn";
import type { AgglomerativeClusteringParams, Linkage } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/hierarchy.json" with { type: "json" };
import { fillLanes, paddedCount } from "../../../ulm/learn/clustering/lanes.ts";
import { allDistances } from "../../../ulm/learn/hierarchy/all-distances.ts";
import { growTree, treeState } from "../../../ulm/learn/hierarchy/grow-tree.ts";
import { joinLines } from "../../../ulm/learn/hierarchy/join-lines.ts";
import { linkByLines } from "../../../ulm/learn/hierarchy/link-by-lines.ts";
import { mergeLines, mergeState } from "../../../ulm/learn/hierarchy/merge-lines.ts";
import { nearestByWard } from "../../../ulm/learn/hierarchy/nearest-by-ward.ts";
import { kernelAgreement } from "../compute/kernel-agreement.ts";
import { withKernels } from "ulm/compute";

const { X, linkages } = fixtures;
const names = Object.keys(linkages) as Linkage[];

/** Clusters numbered in the order of their first rows. */
function renumbered(labels: readonly number[]): number[] {
  const numbers = new Map<number, number>();
  return labels.map((label) => {
    if (!numbers.has(label)) numbers.set(label, numbers.size);
    return numbers.get(label)!;
  });
}

describe.each(names)("%s linkage against SciPy and scikit-learn 1.9.1", (linkage) => {
  const expected = linkages[linkage];

  it("makes the same tree, with the same heights", async () => {
    const model = await new AgglomerativeClustering({ linkage }).fit(X);
    expect(model.merges.map(({ left, right, size }) => [left, right, size])).toEqual(
      expected.tree.map(([left, right, , size]) => [left, right, size]),
    );
    model.merges.forEach(({ height }, index) =>
      expect(Math.abs(height / expected.tree[index]![2]! - 1)).toBeLessThan(1e-12),
    );
  });

  it("cuts it into the same clusters, by number and by height", async () => {
    const model = await new AgglomerativeClustering({ linkage, nClusters: 6 }).fit(X);
    expect(model.labels).toEqual(renumbered(expected.labels));
    expect(model.cut({ distanceThreshold: expected.threshold })).toEqual(renumbered(expected.cut));
    const byHeight = await new AgglomerativeClustering({ linkage, distanceThreshold: expected.threshold }).fit(X);
    expect(byHeight.labels).toEqual(renumbered(expected.cut));
    expect(byHeight.nClusters).toBe(new Set(expected.cut).size);
  });
});

describe("linkByLines", () => {
  const random = createRandom(5);
  const points = Matrix.fromRows(
    Array.from({ length: 200 }, () => [random.normal(), random.normal(), random.normal()]),
  );

  it.each(["average", "complete"] as const)("%s: computes lines again for which there was no room", async (linkage) => {
    const heights = (lines: number) =>
      withKernels("test", async (kernels) => {
        const bytes = lines * points.rows * 8;
        return (await linkByLines(points, linkage, kernels, "test", bytes)).heights.toSorted();
      });
    const all = await heights(200);
    for (const lines of [3, 20]) {
      (await heights(lines)).forEach((height, index) => expect(Math.abs(height / all[index]! - 1)).toBeLessThan(1e-12));
    }
  });
});

describe("AgglomerativeClustering", () => {
  it("cuts into any number of clusters, each within one of the next", async () => {
    const model = await new AgglomerativeClustering({ linkage: "average" }).fit(X);
    for (let nClusters = 1; nClusters <= X.length; nClusters++) {
      const labels = model.cut({ nClusters });
      expect(new Set(labels).size).toBe(nClusters);
      expect(renumbered(labels)).toEqual(labels);
    }
    expect(model.cut({ distanceThreshold: 0 })).toEqual([...X.keys()]);
  });

  it("merges rows that are equal first, at height 0", async () => {
    for (const linkage of names) {
      const model = await new AgglomerativeClustering({ linkage }).fit([
        [1, 1],
        [5, 5],
        [1, 1],
        [5, 5],
        [1, 1],
      ]);
      expect(model.merges.map(({ height }) => height === 0)).toEqual([true, true, true, false]);
      expect(model.labels).toEqual([0, 1, 0, 1, 0]);
    }
  });

  it("shows its last merges, in both languages", async () => {
    const model = await new AgglomerativeClustering({ nClusters: 3 }).fit(X);
    expect(model.summary(4).columnNames).toEqual(["clusters", "left", "right", "height", "size"]);
    expect(model.summary(4).column("clusters").toNumbers()).toEqual(Float64Array.of(2, 3, 4, 5));
    expect(model.summary(4).column("height").toNumbers()[0]).toBe(model.merges.at(-1)!.height);
    expect((model[display]() as Record<string, string>)["text/html"]).toContain("Ward 法：最后的合并");
    expect(String(model)).toBe("Agglomerative clustering (ward): 3 clusters of 90 rows");
  });

  it("says what is wrong", async () => {
    const make = (params: Partial<AgglomerativeClusteringParams>) => () => new AgglomerativeClustering(params);
    expect(make({ linkage: "median" as never })).toThrow(
      'linkage must be "ward", "average", "complete" or "single", not "median"',
    );
    expect(make({ nClusters: 0 })).toThrow("nClusters must be a whole number from 1, or null, not 0");
    expect(make({ nClusters: 2, distanceThreshold: 3 })).toThrow("give nClusters or distanceThreshold");
    expect(make({ distanceThreshold: -1 })).toThrow("distanceThreshold must be 0 or more and finite, or null, not -1");
    await expect(new AgglomerativeClustering({ nClusters: 4 }).fit(X.slice(0, 3))).rejects.toThrow(
      "3 rows cannot be divided into 4",
    );
    await expect(
      new AgglomerativeClustering().fit([
        [1, 2],
        [3, 1e200],
        [5, 6],
      ]),
    ).rejects.toThrow('column "x1", row 1 is 1e+200: too large');
    const model = await new AgglomerativeClustering().fit(X);
    expect(() => model.cut({ nClusters: 91 })).toThrow("90 rows cannot be divided into 91 clusters");
  });
});

describe("the kernels of hierarchical clustering", () => {
  const random = createRandom(6);
  const rows = 1001;
  const columns = 5;
  const points = Float64Array.from({ length: rows * columns }, () => random.normal());
  const sizes = Float64Array.from({ length: rows }, () => random.integer(4));
  sizes[3] = 2;

  const lanes = new Float64Array(paddedCount(rows) * columns);
  fillLanes(points, lanes, rows, paddedCount(rows), columns);
  const distance = (a: number, b: number) =>
    Math.hypot(...Array.from({ length: columns }, (_, at) => points[a * columns + at]! - points[b * columns + at]!));

  kernelAgreement(nearestByWard, (kernels) => ({
    args: [kernels.copy(points), kernels.copy(sizes), kernels.float64(11), kernels.int32(11), 3, columns, 100] as const,
    work: { items: rows, block: 100 },
  }));
  kernelAgreement(allDistances, (kernels) => ({
    args: [
      ...([kernels.copy(points), kernels.copy(lanes), kernels.float64(23 * rows)] as const),
      ...([rows, columns, paddedCount(rows), 40] as const),
    ] as const,
    work: { items: 23, block: 5 },
  }));
  for (const isSum of [0, 1]) {
    kernelAgreement(joinLines, (kernels) => ({
      args: [kernels.copy(points), kernels.copy(points.toReversed()), isSum] as const,
      work: { items: points.length, block: 100 },
    }));
    // A line is missing sooner or later, or all merges can be done.
    for (const missing of [-1, 7]) {
      kernelAgreement(mergeLines, (kernels) => {
        const state = kernels.int32(mergeState.length);
        const slots = Int32Array.from({ length: 51 }, (_, row) => (row === missing ? -1 : row));
        const lines = Float64Array.from({ length: 51 * 51 }, (_, index) =>
          distance(Math.floor(index / 51), index % 51),
        );
        return {
          args: [
            ...([kernels.copy(lines), kernels.copy(slots), kernels.int32(51), kernels.int32(51)] as const),
            ...([kernels.float64(51).fill(1), kernels.float64(51).fill(1), kernels.int32(51)] as const),
            ...([kernels.int32(51), kernels.float64(51), kernels.int32(51), kernels.float64(51)] as const),
            ...([state, isSum, 50] as const),
          ] as const,
          work: { items: 51, block: 51 },
        };
      });
    }
  }
  kernelAgreement(growTree, (kernels) => {
    const padded = paddedCount(99);
    const state = kernels.int32(treeState.length);
    state[treeState.places] = 99;
    const outside = kernels.float64(padded * columns);
    fillLanes(points.subarray(columns), outside, 99, padded, columns);
    return {
      args: [
        ...([
          kernels.copy(points),
          outside,
          kernels.copy(Int32Array.from({ length: padded }, (_, at) => at + 1)),
        ] as const),
        ...([kernels.float64(padded).fill(Infinity), kernels.int32(99), kernels.int32(99)] as const),
        ...([kernels.float64(99), state, columns, padded, 60] as const),
      ] as const,
      work: { items: 99, block: 99 },
    };
  });
});
