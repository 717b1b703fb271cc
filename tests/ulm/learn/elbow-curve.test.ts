import { createRandom } from "ulm/compute";
import { display } from "ulm/data";
import { ElbowCurve, elbowCurve, KMeans } from "ulm/learn";
import { silhouetteScore } from "ulm/learn/metrics";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/clusters.json" with { type: "json" };

const { apart } = fixtures;

/** Four groups, one around each corner of a square. */
const random = createRandom(3);
const corners = Array.from({ length: 120 }, (_, row) => [
  10 * (row % 2) + random.normal(),
  10 * (Math.floor(row / 2) % 2) + random.normal(),
]);

describe("elbowCurve", () => {
  it("bends at the number of clusters that the data has, where the silhouette is best", async () => {
    const curve = await elbowCurve(corners, { nClusters: [1, 2, 3, 4, 5, 6, 7], nInit: 5 });
    expect(curve.bend).toBe(4);
    expect(curve.bestSilhouette).toBe(4);
    expect(curve.toTable().columnNames).toEqual(["nClusters", "inertia", "silhouette"]);
    const model = await new KMeans({ nClusters: 3, nInit: 5 }).fit(corners);
    const silhouette = await silhouetteScore(corners, model.labels);
    expect(curve.points[2]).toEqual({ nClusters: 3, inertia: model.inertia, silhouette });
    expect(curve.points[0]!.silhouette).toBeNull();
    expect((curve[display]() as Record<string, string>)["text/html"]).toContain("肘部在 4 个簇");
  });

  it("leaves silhouettes out when asked", async () => {
    const curve = await elbowCurve(apart, { nClusters: [2, 4], silhouetteSample: 0 });
    expect(curve.bestSilhouette).toBeNull();
    expect(String(curve)).toContain("best silhouette at –");
  });

  it("finds the point farthest below the line through the ends", () => {
    const points = [100, 60, 25, 20, 16].map((inertia, index) => ({ nClusters: index + 1, inertia, silhouette: null }));
    expect(new ElbowCurve(points).bend).toBe(3);
  });

  it("refuses numbers of clusters that make no curve", async () => {
    await expect(elbowCurve(apart, { nClusters: [3] })).rejects.toThrow("at least two ascending numbers, not 3");
    await expect(elbowCurve(apart, { nClusters: [3, 2] })).rejects.toThrow("not 3, 2");
  });
});
