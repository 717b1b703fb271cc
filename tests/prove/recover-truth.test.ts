import { describe, expect, it } from "vitest";
import { createKnownWorld } from "../sample-data/known-world.ts";
import * as recover from "../sample-data/recover.ts";
import { zScore } from "../sample-data/recover.ts";
import { recoverElasticities } from "../sample-data/recover-elasticities.ts";
import { recoverLateness, recoverMessages, recoverReturns, recoverTraits } from "../sample-data/recover-links.ts";
import { recoverTastes } from "../sample-data/recover-tastes.ts";
import { recoverUplift } from "../sample-data/recover-uplift.ts";
import { recoverFading, recoverHours, recoverPaths, recoverSeasons } from "../sample-data/recover-visits.ts";
import type { Estimate } from "../sample-data/recover.ts";

const seeds = Array.from({ length: 12 }, (_, index) => index + 1);

/**
 * How many independent numbers a shop gives of a kind, where they are fewer than its estimates: survival at five times is cumulative, and the same
 * users make both pairs of uplifts, and all four months of fading. Parameters that are estimated together are decorrelated first.
 */
const independent: Readonly<Record<string, number>> = { "first orders": 2, uplift: 2, fading: 2 };

/**
 * What the root mean square of so many z-scores stays within, but for one time in 2,000 on either side, if the standard errors are right: roots of
 * quantiles of χ² (Wilson & Hilferty 1931, "The distribution of chi-square").
 */
function rootMeanSquareLimits(count: number): [number, number] {
  const limit = (z: number) => (1 - 2 / (9 * count) + z * Math.sqrt(2 / (9 * count))) ** 1.5;
  return [limit(-3.29), limit(3.29)];
}

/**
 * Whether standard errors mean what they say: over twelve shops the z-scores of each kind of estimate have a mean square of 1, as nearly as their
 * number allows, and no estimate is always off to the same side. What one shop shows, `tests/sample-data/recover-truth.test.ts` tests.
 */
describe("the truth behind twelve shops", () => {
  it("is recovered as exactly as the standard errors say", async () => {
    const scores = new Map<string, Map<string, number[]>>();
    const keep = (kind: string, estimates: readonly Estimate[]) => {
      const ofKind = scores.get(kind) ?? new Map<string, number[]>();
      for (const found of estimates) ofKind.set(found.of, [...(ofKind.get(found.of) ?? []), zScore(found)]);
      scores.set(kind, ofKind);
    };
    const ratios: number[] = [];
    for (const seed of seeds) {
      const world = await createKnownWorld({ users: 4000, days: 500, seed });
      const purchases = await recover.recoverPurchases(world);
      keep("purchases", recover.decorrelate(purchases.parameters, purchases.covariances));
      keep("who has left", purchases.groups);
      const spending = await recover.recoverSpending(world);
      keep("spending", recover.decorrelate(spending.parameters, spending.covariances));
      keep("first orders", await recover.recoverFirstOrders(world));
      keep("elasticities", await recoverElasticities(world));
      keep("treatment effects", await recover.recoverTreatmentEffects(world));
      keep("hours", recoverHours(world));
      keep("weekdays", recoverSeasons(world, "weekday"));
      keep("months", recoverSeasons(world, "month"));
      keep("fading", recoverFading(world));
      keep("stages", recover.recoverStages(world));
      keep("paths", recoverPaths(world));
      keep("late deliveries", recoverLateness(world));
      keep("returns", recoverReturns(world));
      keep("messages", recoverMessages(world));
      keep("traits", await recoverTraits(world));
      keep("uplift", await recoverUplift(world));
      const { found, oracle } = await recoverTastes(world);
      ratios.push(found / oracle);
    }
    const squares = (list: readonly number[]) => list.reduce((sum, z) => sum + z * z, 0) / list.length;
    const meanOf = (list: readonly number[]) => list.reduce((sum, z) => sum + z, 0) / list.length;
    const limitsOf = (kind: string, estimates: ReadonlyMap<string, readonly number[]>) =>
      rootMeanSquareLimits(seeds.length * (independent[kind] ?? estimates.size));
    for (const [kind, estimates] of scores) {
      const all = [...estimates.values()].flat();
      const means = [...estimates].map(([of, list]) => `${of} ${meanOf(list).toFixed(2)}`).join(", ");
      const limits = limitsOf(kind, estimates).map((limit) => limit.toFixed(2));
      console.log(
        `${kind}: ${all.length} z-scores, root mean square ${Math.sqrt(squares(all)).toFixed(2)} (${limits.join(" to ")}); means: ${means}`,
      );
    }
    for (const [kind, estimates] of scores) {
      const [least, most] = limitsOf(kind, estimates);
      const found = Math.sqrt(squares([...estimates.values()].flat()));
      expect.soft(found, kind).toBeGreaterThan(least);
      expect.soft(found, kind).toBeLessThan(most);
      for (const [of, list] of estimates) {
        expect.soft(Math.abs(meanOf(list)), `${kind}, ${of}`).toBeLessThan(4 / Math.sqrt(list.length));
      }
    }
    console.log(`tastes: errors against the oracle's ${ratios.map((ratio) => ratio.toFixed(3)).join(", ")}`);
    expect(Math.max(...ratios)).toBeLessThan(1.1);
  });
});
