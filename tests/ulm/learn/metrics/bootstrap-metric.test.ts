import { createRandom } from "ulm/compute";
import { display, Matrix, toLabels } from "ulm/data";
import type { Labels } from "ulm/data";
import { accuracyScore, bootstrapDifference, bootstrapMetric, rocAucScore } from "ulm/learn/metrics";
import { describe, expect, it } from "vitest";

const random = createRandom(8);
const y = Array.from({ length: 200 }, () => (random.random() < 0.3 ? "yes" : "no"));
const good = y.map((label) => (label === "yes" ? 1 : 0) + 0.7 * random.normal());
const alike = good.map((score) => score + 0.01 * random.normal());
const poor = good.map((score) => score + 1.5 * random.normal());

describe("bootstrapMetric", () => {
  it("gives any metric an interval around its value, on vectors and on what predictProba gives", async () => {
    const interval = await bootstrapMetric(rocAucScore, y, good, { nResamples: 300, randomState: 1 });
    expect(interval.estimate).toBe(rocAucScore(y, good));
    expect(interval.lower).toBeLessThan(interval.estimate);
    expect(interval.upper).toBeGreaterThan(interval.estimate);
    const matrix = Matrix.fromRows(good.map((score) => [-score, score]));
    const same = await bootstrapMetric(rocAucScore, y, matrix, { nResamples: 300, randomState: 1 });
    expect([same.lower, same.upper]).toEqual([interval.lower, interval.upper]);
    expect(interval.toString()).toMatch(/^0\.\d{4} \(95 %: 0\.\d{4} … 0\.\d{4}\)$/);
  });

  it("keeps the rows of each class when asked", async () => {
    const share = (labels: Labels) => toLabels(labels).filter((label) => label === "yes").length;
    const kept = await bootstrapMetric((truth) => share(truth), y, good, { nResamples: 20, stratify: true });
    expect([kept.lower, kept.upper]).toEqual([share(y), share(y)]);
    const free = await bootstrapMetric((truth) => share(truth), y, good, { nResamples: 20 });
    expect(free.upper).toBeGreaterThan(free.lower);
  });

  it("wants a prediction for each row", async () => {
    await expect(bootstrapMetric(accuracyScore, y, ["yes"])).rejects.toThrow("200 true values, but 1 predictions");
  });
});

describe("bootstrapDifference", () => {
  it("sees that one model is better on the same rows, and when it may be chance", async () => {
    const clear = await bootstrapDifference(rocAucScore, y, good, poor, { nResamples: 300 });
    expect(clear.estimate).toBeCloseTo(rocAucScore(y, good) - rocAucScore(y, poor), 12);
    expect(clear.isSignificant).toBe(true);
    expect(clear.shareBetter).toBeGreaterThan(0.99);
    const none = await bootstrapDifference(rocAucScore, y, good, alike, { nResamples: 300 });
    expect(none.isSignificant).toBe(false);
    expect(none.shareBetter).toBeGreaterThan(0.02);
    expect(none.shareBetter).toBeLessThan(0.98);
    // Paired, the interval is far narrower than that of either model.
    const alone = await bootstrapMetric(rocAucScore, y, good, { nResamples: 300 });
    expect(none.upper - none.lower).toBeLessThan((alone.upper - alone.lower) / 4);
    expect(none[display]()["text/html"]).toContain("可能出于偶然");
  });
});
