import { describe, expect, it } from "vitest";
import { createKnownWorld } from "../sample-data/known-world.ts";
import * as recover from "../sample-data/recover.ts";
import { zScore } from "../sample-data/recover.ts";
import { recoverElasticities } from "../sample-data/recover-elasticities.ts";
import type { Estimate } from "../sample-data/recover.ts";

const seeds = Array.from({ length: 12 }, (_, index) => index + 1);

/**
 * Whether standard errors mean what they say: over twelve shops the z-scores of each kind of estimate have a mean square near 1, and no estimate is
 * always off to the same side. What one shop shows, `tests/sample-data/recover-truth.test.ts` tests.
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
      keep("purchases", await recover.recoverPurchases(world));
      keep("spending", await recover.recoverSpending(world));
      keep("first orders", await recover.recoverFirstOrders(world));
      keep("elasticities", await recoverElasticities(world));
      keep("treatment effects", await recover.recoverTreatmentEffects(world));
      keep("hours", recover.recoverHours(world));
      keep("weekdays", recover.recoverSeasons(world, "weekday"));
      keep("months", recover.recoverSeasons(world, "month"));
      keep("stages", recover.recoverStages(world));
      keep("paths", recover.recoverPaths(world));
      const { found, oracle } = await recover.recoverTastes(world);
      ratios.push(found / oracle);
    }
    for (const [kind, estimates] of scores) {
      const all = [...estimates.values()].flat();
      const rootMeanSquare = Math.sqrt(all.reduce((sum, z) => sum + z * z, 0) / all.length);
      console.log(`${kind}: ${all.length} estimates, root mean square of z ${rootMeanSquare.toFixed(2)}`);
      expect(rootMeanSquare, kind).toBeLessThan(1.25);
      expect(rootMeanSquare, kind).toBeGreaterThan(0.75);
      for (const [of, list] of estimates) {
        const mean = list.reduce((sum, z) => sum + z, 0) / list.length;
        expect(Math.abs(mean), `${kind}, ${of}`).toBeLessThan(4 / Math.sqrt(list.length));
      }
    }
    expect(Math.max(...ratios)).toBeLessThan(1.1);
  });
});
