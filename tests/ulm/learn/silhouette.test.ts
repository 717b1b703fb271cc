import { withTaskContext } from "ulm/compute";
import { silhouetteSamples, silhouetteScore } from "ulm/learn/metrics";
import { describe, expect, it } from "vitest";
import fixtures from "../../fixtures/learn/clusters.json" with { type: "json" };

const { apart, mixed, given, silhouette } = fixtures;
const { labels } = given.mixed;

describe("the silhouette against scikit-learn 1.9.1", () => {
  it("of each row, and its mean", async () => {
    const samples = await silhouetteSamples(mixed, labels);
    expect(samples).toHaveLength(silhouette.samples.length);
    silhouette.samples.forEach((value, row) => expect(samples[row]).toBeCloseTo(value, 10));
    expect(await silhouetteScore(mixed, labels)).toBeCloseTo(silhouette.score, 12);
  });

  it("with a cluster of one row, whatever clusters are called", async () => {
    const names = apart.map((_, row) => (row === 5 ? "alone" : "others"));
    const samples = await silhouetteSamples(apart, names);
    silhouette.alone.forEach((value, row) => expect(samples[row]).toBeCloseTo(value, 10));
  });
});

describe("the silhouette", () => {
  it("of a sample is near the whole, and the same for the same seed", async () => {
    const sampled = await silhouetteScore(mixed, labels, { sampleSize: 120, randomState: 4 });
    expect(Math.abs(sampled - silhouette.score)).toBeLessThan(0.05);
    expect(sampled).not.toBe(silhouette.score);
    expect(await silhouetteScore(mixed, labels, { sampleSize: 120, randomState: 4 })).toBe(sampled);
  });

  it("says what is wrong, and can be called off", async () => {
    await expect(
      silhouetteScore(
        mixed,
        mixed.map(() => 0),
      ),
    ).rejects.toThrow("there are 1 of 200 rows");
    await expect(silhouetteScore(mixed, [...mixed.keys()])).rejects.toThrow("there are 200 of 200 rows");
    await expect(silhouetteScore(mixed, labels.slice(1))).rejects.toThrow("X has 200 rows, but there are 199 labels");
    const called = withTaskContext({ signal: AbortSignal.abort() }, () => silhouetteScore(mixed, labels));
    await expect(called).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  });
});
