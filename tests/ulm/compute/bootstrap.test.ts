import { bootstrap, bootstrapLimits, createRandom, withTaskContext } from "ulm/compute";
import { describe, expect, it } from "vitest";
import fixture from "../../fixtures/learn/bootstrap.json" with { type: "json" };

const { values } = fixture;
const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
const meanOf = (rows: Int32Array) => mean(Array.from(rows, (row) => values[row]!));

describe("bootstrap limits, as in SciPy from its own resamples", () => {
  const distribution = Float64Array.from(fixture.distribution).sort();

  it("percentile", () => {
    const limits = bootstrapLimits(distribution, mean(values), 0.95);
    limits.forEach((limit, index) => expect(limit).toBeCloseTo(fixture.percentile[index]!, 10));
  });

  it("corrected for bias and skew", () => {
    const jackknife = values.map((_, left) => mean(values.filter((_value, row) => row !== left)));
    const limits = bootstrapLimits(distribution, mean(values), 0.95, jackknife);
    limits.forEach((limit, index) => expect(limit).toBeCloseTo(fixture.bca[index]!, 10));
  });
});

describe("bootstrap", () => {
  it("draws by randomState alone, and near SciPy's interval", async () => {
    const first = await bootstrap(meanOf, values.length, { nResamples: 2000, randomState: 3 });
    const second = await bootstrap(meanOf, values.length, { nResamples: 2000, randomState: 3 });
    expect(second).toEqual(first);
    expect(first.estimate).toBeCloseTo(mean(values), 12);
    expect(first.standardError / fixture.standardError).toBeCloseTo(1, 1);
    expect(Math.abs(first.lower - fixture.bca[0]!)).toBeLessThan(0.5);
    expect(Math.abs(first.upper - fixture.bca[1]!)).toBeLessThan(0.5);
  });

  it("covers the truth about as often as it says", async () => {
    const random = createRandom(5);
    let covered = 0;
    for (let trial = 0; trial < 150; trial++) {
      const sample = Array.from({ length: 40 }, () => random.normal() ** 2);
      const statistic = (rows: Int32Array) => mean(Array.from(rows, (row) => sample[row]!));
      const { lower, upper } = await bootstrap(statistic, 40, { nResamples: 200, level: 0.9, randomState: trial });
      covered += Number(lower <= 1 && 1 <= upper);
    }
    // 90 % less what small skewed samples cost; the limits are four standard errors wide.
    expect(covered / 150).toBeGreaterThan(0.76);
    expect(covered / 150).toBeLessThan(0.98);
  });

  it("keeps the sizes of groups", async () => {
    const groups = values.map((_, row) => Number(row < 3));
    const statistic = (rows: Int32Array) => rows.filter((row) => row < 3).length;
    const { lower, upper } = await bootstrap(statistic, values.length, { groups, nResamples: 50 });
    expect([lower, upper]).toEqual([3, 3]);
  });

  it("draws again where the statistic fails, and gives up when it mostly does", async () => {
    const fragile = (rows: Int32Array) => {
      if (!rows.includes(0)) throw new Error("row 0 is needed");
      return meanOf(rows);
    };
    const { redrawn, distribution } = await bootstrap(fragile, values.length, {
      nResamples: 100,
      method: "percentile",
    });
    expect(redrawn).toBeGreaterThan(0);
    expect(distribution).toHaveLength(100);
    const hopeless = (rows: Int32Array) => (new Set(rows).size === values.length ? 1 : NaN);
    await expect(bootstrap(hopeless, values.length, { nResamples: 20 })).rejects.toThrow("cannot be computed for most");
  });

  it("can be called off", async () => {
    const context = { signal: AbortSignal.abort() };
    await expect(withTaskContext(context, () => bootstrap(meanOf, values.length))).rejects.toThrow(/abort/i);
  });
});
