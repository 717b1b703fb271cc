import { beforeAll, describe, expect, test } from "vitest";
import { truth } from "../../sample-data/world/truth.ts";
import { createKnownWorld } from "./known-world.ts";
import type { KnownWorld } from "./known-world.ts";
import { recoverElasticities } from "./recover-elasticities.ts";
import { lateOrders, recoverLateness, recoverMessages, recoverReturns, recoverTraits } from "./recover-links.ts";
import { recoverTastes } from "./recover-tastes.ts";
import { recoverFading, recoverHours, recoverPaths, recoverSeasons } from "./recover-visits.ts";
import * as recover from "./recover.ts";
import type { Estimate } from "./recover.ts";

/** One shop for all tests. `npm run prove` asks several. */
let world: KnownWorld;
beforeAll(async () => {
  world = await createKnownWorld({ users: 4000, days: 500, seed: 11 });
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Of the hundred estimates below, one is off by more than 4 standard errors in one of 150 shops, if the errors are right. */
const most = 4;

function expectRecovered(estimates: readonly Estimate[]): void {
  expect(estimates.length).toBeGreaterThan(2);
  for (const { of, estimate, truth: known, standardError } of estimates) {
    expect(standardError, of).toBeGreaterThan(0);
    expect(Math.abs(estimate - known), `${of}: ${estimate} for ${known}`).toBeLessThan(most * standardError);
  }
}

describe("the library recovers the truth behind the shop", () => {
  test("BG/NBD: the parameters of repeat buying, and who has left", async () => {
    const { parameters, groups } = await recover.recoverPurchases(world);
    expectRecovered([...parameters, ...groups]);
    // Standard errors of 3 to 15 percent: an estimate that says nothing would pass as well.
    for (const { standardError } of parameters) expect(standardError).toBeLessThan(0.2);
  });

  test("Gamma-Gamma: the parameters of spending", async () => {
    const { parameters } = await recover.recoverSpending(world);
    expectRecovered(parameters);
    for (const { standardError } of parameters) expect(standardError).toBeLessThan(0.2);
    for (const { expected, truth: known } of await recover.recoverMeanOrders(world)) {
      expect(Math.abs(expected / known - 1)).toBeLessThan(0.1);
    }
  });

  test("Kaplan–Meier: how long users take to their first order, and that a fifth never orders", async () => {
    expectRecovered(await recover.recoverFirstOrders(world));
  });

  test("price elasticities, by conditional logit", async () => {
    const estimates = await recoverElasticities(world);
    expectRecovered(estimates);
    for (const { standardError } of estimates) expect(standardError).toBeLessThan(0.3);
  });

  test("treatment effects, by the difference of means", async () => {
    expectRecovered(await recover.recoverTreatmentEffects(world));
  });

  test("the hours of the day", () => expectRecovered(recoverHours(world)));

  test.each(["weekday", "month"] as const)("the seasons by %s", (by) => {
    const estimates = recoverSeasons(world, by);
    expectRecovered(estimates);
    // Seasons, and not one rate for all: the busiest is many standard errors above the quietest.
    const [low, high] = [Math.min, Math.max].map((pick) => pick(...estimates.map(({ estimate }) => estimate)));
    expect((high! - low!) / estimates[0]!.standardError).toBeGreaterThan(10);
  });

  test("visits fade before users leave", () => {
    const estimates = recoverFading(world);
    expectRecovered(estimates);
    const left = estimates.map(({ estimate }) => estimate);
    expect(left[2]!).toBeLessThan(0.9 * left[0]!);
    expect(left[3]!).toBeLessThan(0.6 * left[2]!);
  });

  test("how stages follow each other", () => expectRecovered(recover.recoverStages(world)));

  test("paths: the next step, who ever fills the cart, and how orders begin", () => {
    expectRecovered(recoverPaths(world));
  });

  test("planted rules: the strongest of all, as strong as they were planted", async () => {
    const found = await recover.findRules(world);
    const planted = truth.rules.map((rule) => found.find([rule.if], [rule.then])!);
    const strongest = [...new Set(found.rules.slice(0, 2 * planted.length).map(({ lift }) => lift))];
    expect(strongest.length).toBe(planted.length);
    planted.forEach((rule, index) => {
      expect(strongest).toContain(rule.lift);
      // Taste takes the second product too, in a few baskets of a hundred.
      const { confidence } = truth.rules[index]!;
      expect(rule.confidenceUpper).toBeGreaterThan(confidence);
      expect(rule.confidenceLower).toBeLessThan(confidence + 0.05);
      expect(rule.confidenceLower).toBeGreaterThan(5 * rule.consequentSupport);
    });
  });

  test("latent tastes, by matrix factorisation, nearly as well as who knows the products' hidden properties", async () => {
    const { found, oracle, mean, properties } = await recoverTastes(world);
    const noise = Math.sqrt(truth.rating.noise ** 2 + 1 / 12);
    // Three ratings of the average user do not tell four tastes: even the oracle stays above the noise.
    expect(oracle).toBeGreaterThan(noise);
    expect(oracle).toBeLessThan(0.9 * mean);
    // Over twelve shops 2 to 5 percent more than the oracle's error.
    expect(found).toBeLessThan(1.1 * oracle);
    for (const explained of properties) expect(explained).toBeGreaterThan(0.4);
  });
});

describe("the shop is what its truth says, within 4 standard errors", () => {
  const users = () => world.shop["truth-users"].rows();

  test("rates and drop-outs of the purchase process", () => {
    const frequency = new Map(recover.purchaseHistories(world).map((history) => [history.user, history.frequency]));
    const repeats = users().map(({ user_id }) => frequency.get(user_id) ?? 0);
    const expected = sum(users().map((user) => user.lambda * user.active_shop_days));
    // The last order of a day may be pushed beyond the end: a handful at most.
    expect(Math.abs(sum(repeats) - expected)).toBeLessThan(4 * Math.sqrt(expected));
    const leaving = sum(users().map((user, index) => user.dropout_p * repeats[index]!));
    expect(Math.abs(sum(users().map((user) => user.dropped_out)) - leaving)).toBeLessThan(4 * Math.sqrt(leaving));
  });

  test("ratings follow taste, and late deliveries", () => {
    const { shop, products } = world;
    const user = new Map(users().map((row) => [row.user_id, row]));
    const known = new Map(products.map((row) => [row.product_id, row]));
    const late = lateOrders(world);
    const orderOf = new Map(shop.order_items.rows().map((row) => [row.order_item_id, row.order_id]));
    const residuals = shop.ratings.rows().map((row) => {
      const { quality, factors } = known.get(row.product_id)!;
      const taste = sum(factors.map((value, k) => value * user.get(row.user_id)![`taste_${k + 1}`]));
      const delay = late.has(orderOf.get(row.order_item_id)!) ? truth.rating.late : 0;
      return row.stars - Math.min(5, Math.max(1, truth.rating.mean + quality + taste + delay));
    });
    // Noise of 0.6 and rounding (1/12) are all that is left; cutting at 1 and 5 takes some of the noise away.
    const spread = Math.sqrt(sum(residuals.map((value) => value ** 2)) / residuals.length);
    expect(spread).toBeLessThan(Math.sqrt(truth.rating.noise ** 2 + 1 / 12) + 0.03);
  });

  test("who leaves has had late deliveries", () => expectRecovered(recoverLateness(world)));
  test("what is late, disliked or bought by fraudulent accounts is sent back", () => {
    expectRecovered(recoverReturns(world));
  });
  test("late deliveries and returns make people write", () => expectRecovered(recoverMessages(world)));
  test("channels follow who leaves, city tiers what is spent, ages how often", async () => {
    expectRecovered(await recoverTraits(world));
  });
});
