import fc from "fast-check";
import { Column, display } from "ulm/data";
import { BehaviourError, timeProfile } from "ulm/behave";
import { describe, expect, it } from "vitest";

const at = (...texts: string[]) => texts.map((text) => new Date(text));

describe("timeProfile", () => {
  it("reads the clocks of the place", () => {
    const times = at("2024-03-01T22:30Z", "2024-03-01T23:10Z");
    const hours = (timeZone: string) =>
      timeProfile(times, { by: "hour", timeZone })
        .periods.filter(({ count }) => count > 0)
        .map(({ period }) => period);
    expect(hours("UTC")).toEqual([22, 23]);
    expect(hours("Asia/Shanghai")).toEqual([6, 7]);
    expect(hours("Asia/Kolkata")).toEqual([4]);
    // A Friday in Greenwich, a Saturday in Shanghai.
    const weekday = (timeZone: string) =>
      timeProfile(times, { by: "weekday", timeZone }).periods.find(({ count }) => count > 0)!;
    expect(weekday("UTC").label).toEqual({ en: "Friday", "zh-CN": "周五" });
    expect(weekday("Asia/Shanghai").label.en).toBe("Saturday");
    // Summer time began on 2024-03-31 at 01:00 UTC.
    const berlin = timeProfile(at("2024-03-31T00:30Z", "2024-03-31T01:30Z"), { by: "hour", timeZone: "Europe/Berlin" });
    expect(berlin.periods.filter(({ count }) => count > 0).map(({ period }) => period)).toEqual([1, 3]);
  });

  it("corrects for how often each weekday was observed", () => {
    // Ten days from a Monday: three weekdays twice. One event each day is the same rate on all.
    const times = Array.from({ length: 10 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day, 12)));
    const profile = timeProfile(times, { by: "weekday" });
    expect(profile.periods.map(({ exposure }) => exposure)).toEqual([2, 2, 2, 1, 1, 1, 1]);
    for (const { rate, index } of profile.periods) expect([rate, index]).toEqual([1, 1]);
    const grown = timeProfile(times, { by: "weekday", exposure: (day) => (day.getUTCDate() > 7 ? 3 : 1) });
    expect(grown.periods[0]!.rate).toBe(2 / 4);
  });

  it("counts part of a day as part, and refuses events outside the observation", () => {
    const times = at("2024-01-01T13:00Z", "2024-01-02T09:00Z");
    const [from, to] = at("2024-01-01T12:00Z", "2024-01-03T00:00Z");
    const profile = timeProfile(times, { by: "weekday", from: from!, to: to! });
    expect(profile.periods.slice(0, 3).map(({ exposure }) => exposure)).toEqual([0.5, 1, 0]);
    expect(profile.periods[2]!.rate).toBeNull();
    expect(timeProfile(times, { by: "hour", from: from!, to: to! }).periods[13]!.exposure).toBe(2);
    expect(() => timeProfile(times, { by: "hour", from: to! })).toThrow(BehaviourError);
    expect(() => timeProfile(times, { by: "hour", from: to! })).toThrow("lie outside the observation");
  });

  it("loses no event, and has shares that add up to 1", () => {
    const instant = fc
      .integer({ min: 0, max: 400 * 86_400 })
      .map((second) => new Date(Date.UTC(2023, 0, 1) + second * 1000));
    const kinds = fc.constantFrom("hour" as const, "weekday" as const, "hourOfWeek" as const, "month" as const);
    const zones = fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe");
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 60 }), kinds, zones, (times, by, timeZone) => {
        const { periods } = timeProfile(times, { by, timeZone });
        expect(periods.reduce((sum, { count }) => sum + count, 0)).toBe(times.length);
        expect(periods.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        for (const { count, exposure, rate, rateLower, rateUpper } of periods) {
          if (count > 0) expect(exposure).toBeGreaterThan(0);
          if (rate !== null) expect(rateLower! <= rate && rate <= rateUpper!).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("has the limits of a Poisson mean", () => {
    // Exact limits of 0, 10 and 100 events, from the chi-squared distribution: (χ²(0.025; 2n) / 2, χ²(0.975; 2n + 2) / 2).
    for (const [count, low, high] of [
      [10, 4.795, 18.39],
      [100, 81.36, 121.63],
    ] as const) {
      const times = Array.from({ length: count }, () => new Date("2024-01-01T00:00Z"));
      const [period] = timeProfile(times, { by: "month" }).periods;
      expect(period!.rateLower! * period!.exposure).toBeCloseTo(low, 1);
      expect(period!.rateUpper! * period!.exposure).toBeCloseTo(high, 1);
    }
    const none = timeProfile(at("2024-01-01T05:00Z"), { by: "hour" }).periods[0]!;
    expect([none.rateLower, none.rateUpper! < 3.8 && none.rateUpper! > 3.6]).toEqual([0, true]);
  });

  it("shows itself in two languages and refuses what makes no sense", () => {
    const profile = timeProfile(Column.from("at", at("2024-01-01T05:00Z")), { by: "month" });
    expect(profile[display]()["text/plain"]).toContain("January | 1月");
    expect(profile.table().row(0)).toMatchObject({ period: 0, label: "January", count: 1, share: 1 });
    expect(() => timeProfile([], { by: "hour" })).toThrow("there are no events");
    expect(() => timeProfile(Column.from("n", [1, 2]), { by: "hour" })).toThrow("holds number values, not dates");
    expect(() => timeProfile(at("2024-01-01"), { by: "year" as "month" })).toThrow("by must be one of");
    expect(() => timeProfile(at("2024-01-01"), { by: "month", exposure: () => NaN })).toThrow("exposure returned NaN");
  });
});
