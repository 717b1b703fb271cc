import { LinearRegression } from "ulm/learn";
import { truth } from "../../sample-data/world/truth.ts";
import type { KnownWorld } from "./known-world.ts";
import type { Estimate } from "./recover.ts";

const dayMs = 86_400_000;

/**
 * Two models of orders within 7 days of a campaign, of the treated and of the controls (a T-learner): here regressions on one segment, so
 * that their difference is that of means. Of those who are persuadable and those who are not, which nobody knows in a shop; and of those
 * who agreed to personalisation and those who did not, among whom they are more or less frequent.
 */
export async function recoverUplift(world: KnownWorld): Promise<Estimate[]> {
  const hidden = new Map(world.shop["truth-users"].rows().map((row) => [row.user_id, row.persuadable === 1]));
  const agreed = new Map(world.shop.users.rows().map((row) => [row.user_id, row.personalisation_consent === 1]));
  const { persuadable, others } = truth.traits.personalisation;
  const { yes, no } = truth.persuadable;
  const factor = (share: number) => share * yes + (1 - share) * no;
  return [
    ...(await upliftBy(world, "persuadable", hidden, [no, yes])),
    ...(await upliftBy(world, "personalised", agreed, [
      factor((1 - persuadable) / (2 - persuadable - others)),
      factor(persuadable / (persuadable + others)),
    ])),
  ];
}

async function upliftBy(
  { shop }: KnownWorld,
  name: string,
  isMember: ReadonlyMap<string, boolean>,
  factors: readonly [others: number, members: number],
): Promise<Estimate[]> {
  const times = new Map<string, number[]>();
  for (const { user_id, at } of shop.orders.rows()) times.set(user_id, [...(times.get(user_id) ?? []), +at]);
  const lifts = new Map(
    shop.campaigns
      .rows()
      .map((row, index) => [row.campaign_id, truth.campaignLifts[index % truth.campaignLifts.length]!]),
  );
  const cases = shop.exposures.rows().map(({ user_id, campaign_id, group, assigned_at }) => {
    const from = +assigned_at;
    const orders = (times.get(user_id) ?? []).filter((at) => at >= from && at < from + 7 * dayMs).length;
    return { member: isMember.get(user_id)!, treated: group === "treatment", lift: lifts.get(campaign_id)!, orders };
  });
  const learn = async (treated: boolean) => {
    const arm = cases.filter((one) => one.treated === treated);
    return new LinearRegression().fit(
      arm.map(({ member }) => [Number(member)]),
      arm.map(({ orders }) => orders),
    );
  };
  const [treated, control] = [await learn(true), await learn(false)];
  return [false, true].map((member) => {
    const arm = cases.filter((one) => one.member === member);
    const expected = [treated, control].map((model) => model.predict([[Number(member)]])[0]!);
    const variance = (isTreated: boolean, mean: number) => {
      const orders = arm.filter((one) => one.treated === isTreated).map((one) => one.orders);
      return orders.reduce((sum, value) => sum + (value - mean) ** 2, 0) / orders.length ** 2;
    };
    return {
      of: `uplift where ${name} is ${member}`,
      estimate: expected[0]! - expected[1]!,
      truth: (factors[Number(member)]! * arm.reduce((sum, one) => sum + one.lift, 0)) / arm.length,
      standardError: Math.sqrt(variance(true, expected[0]!) + variance(false, expected[1]!)),
    };
  });
}
