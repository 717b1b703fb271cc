import { Matrix } from "ulm/data";
import { clusterCosts, KMeans, KMedians } from "ulm/learn";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/clusters.json" with { type: "json" };
import { geometricMedian } from "../../../ulm/learn/clustering/geometric-median.ts";

const { apart, mixed, medians } = fixtures;

describe("geometricMedian", () => {
  it.each(medians)("of rows $rows is what SciPy's BFGS finds", ({ rows, median }) => {
    const members = Int32Array.from({ length: rows[1]! - rows[0]! }, (_, index) => rows[0]! + index);
    const found = geometricMedian(Matrix.fromRows(apart), members, Float64Array.of(9, -9, 9), 1e-12);
    median.forEach((value, column) => expect(found[column]).toBeCloseTo(value, 6));
  });

  it("is the middle of three on a line, and a row that outweighs the others", () => {
    const line = Matrix.fromRows([
      [0, 0],
      [1, 1],
      [9, 9],
    ]);
    expect(
      [...geometricMedian(line, [0, 1, 2], Float64Array.of(4, 4), 1e-12)].map((value) => value.toFixed(6)),
    ).toEqual(["1.000000", "1.000000"]);
    // It begins on a row that is not the median, and leaves it.
    const square = Matrix.fromRows([
      [0, 0],
      [2, 0],
      [0, 2],
      [2, 2],
    ]);
    for (const value of geometricMedian(square, [0, 1, 2, 3], Float64Array.of(0, 0), 1e-12))
      expect(value).toBeCloseTo(1, 6);
    const heavy = Matrix.fromRows([
      [3, 4],
      [3, 4],
      [3, 4],
      [0, 0],
      [9, 1],
    ]);
    const median = geometricMedian(heavy, [0, 1, 2, 3, 4], Float64Array.of(1, 1), 1e-12);
    expect(median[0]).toBeCloseTo(3, 6);
    expect(median[1]).toBeCloseTo(4, 6);
  });
});

describe("KMedians", () => {
  it("does not follow one far-away row as k-means does: the example of its documentation, by hand", async () => {
    const orders = [[0], [0], [0], [0], [10], [10], [10], [26]];
    const means = await new KMeans({ nClusters: 2, nInit: 10 }).fit(orders);
    const medians = await new KMedians({ nClusters: 2, nInit: 10 }).fit(orders);
    const groups = (model: KMeans | KMedians) =>
      orders.map((_, row) => Number(model.labels[row] !== model.labels[0])).join("");
    expect([groups(means), groups(medians)]).toEqual(["00000001", "00001111"]);
    const sorted = (model: KMeans | KMedians) => model.clusterCenters.flat().sort((a, b) => a - b);
    sorted(means).forEach((centre, index) => expect(centre).toBeCloseTo([30 / 7, 26][index]!, 12));
    sorted(medians).forEach((centre, index) => expect(centre).toBeCloseTo([0, 10][index]!, 8));
    const costs = [means, medians].map((model) => clusterCosts(orders, model.clusterCenters));
    // 4 · 30/7 + 3 · 40/7 and 4 · (30/7)² + 3 · (40/7)²; then 26 − 10 and its square.
    expect(costs[0]!.distances).toBeCloseTo(240 / 7, 10);
    expect(costs[0]!.squaredDistances).toBeCloseTo(1200 / 7, 10);
    expect(costs[1]!.distances).toBeCloseTo(16, 7);
    expect(costs[1]!.squaredDistances).toBeCloseTo(256, 6);
  });

  it("costs fewer distances than k-means, which costs fewer squares: two aims, two solutions", async () => {
    const far = [...mixed, [60, 80], [75, 70]];
    const init = mixed.slice(0, 3);
    const means = await new KMeans({ nClusters: 3, init, tol: 0 }).fit(far);
    const medians = await new KMedians({ nClusters: 3, init }).fit(far);
    const costs = {
      means: clusterCosts(far, means.clusterCenters),
      medians: clusterCosts(far, medians.clusterCenters),
    };
    expect(costs.means.squaredDistances).toBeCloseTo(means.inertia, 8);
    expect(costs.medians.distances).toBeCloseTo(medians.cost, 9);
    expect(costs.medians.distances).toBeLessThan(costs.means.distances * 0.95);
    expect(costs.means.squaredDistances).toBeLessThan(costs.medians.squaredDistances * 0.95);
    expect(medians.labels).not.toEqual(means.labels);
  });

  it("has centres that no small step improves, and labels that are its predictions", async () => {
    const model = await new KMedians({ nClusters: 4 }).fit(apart);
    expect(model.predict(apart)).toEqual(model.labels);
    for (const [cluster, centre] of model.clusterCenters.entries()) {
      for (const column of centre.keys()) {
        for (const step of [-1e-3, 1e-3]) {
          const moved = model.clusterCenters.map((other, index) =>
            index === cluster ? other.map((value, at) => (at === column ? value + step : value)) : other,
          );
          expect(clusterCosts(apart, moved).distances).toBeGreaterThan(model.cost);
        }
      }
    }
    expect(String(model)).toMatch(/^K-medians, sum of distances [\d.]+: 4 clusters of 120 rows$/);
  });

  it("moves a centre that no row chooses", async () => {
    const model = await new KMedians({ nClusters: 3, init: [apart[0]!, [1e3, 1e3, 1e3], apart[1]!] }).fit(apart);
    expect(new Set(model.labels).size).toBe(3);
  });
});
