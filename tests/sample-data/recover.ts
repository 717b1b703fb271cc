/**
 * What the library says about a generated shop, beside what is true there. Everything is estimated by public functions of the library; the
 * truth is taken from `truth.ts` and from the hidden files of the shop only to compare.
 */
import { associationRules, FpGrowth, transitionMatrix } from "ulm/behave";
import { cholesky } from "ulm/compute";
import { Matrix, Table } from "ulm/data";
import { LinearRegression } from "ulm/learn";
import { BetaGeoFitter, GammaGammaFitter, KaplanMeierFitter } from "ulm/value";
import { truth } from "../../sample-data/world/truth.ts";
import type { KnownWorld } from "./known-world.ts";

export interface Estimate {
  readonly of: string;
  readonly estimate: number;
  readonly truth: number;
  readonly standardError: number;
}

/** How many standard errors an estimate is from the truth. */
export const zScore = ({ estimate, truth, standardError }: Estimate) => (estimate - truth) / standardError;

export const dayMs = 86_400_000;
export const start = Date.UTC(2024, 0, 1);
export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
/** A share of so many cases, whose standard error under the truth is binomial. */
export const shareEstimate = (of: string, share: number, cases: number, p: number): Estimate => ({
  of,
  estimate: share,
  truth: p,
  standardError: Math.sqrt((p * (1 - p)) / cases),
});

/**
 * Estimates that go together, as many that do not: of each what the ones before it leave open, in units of its error. So every one tells
 * something that the others do not, and their z-scores can be counted.
 * @param covariances of the estimates, one row for each
 */
export function decorrelate(estimates: readonly Estimate[], covariances: readonly (readonly number[])[]): Estimate[] {
  const size = estimates.length;
  const factor = cholesky(Float64Array.from(covariances.flat()), size);
  const scores: number[] = [];
  for (let row = 0; row < size; row++) {
    const { estimate, truth } = estimates[row]!;
    const known = scores.reduce((total, score, column) => total + factor[row * size + column]! * score, 0);
    scores.push((estimate - truth - known) / factor[row * size + row]!);
  }
  return scores.map((score, row) => ({ of: estimates[row]!.of, estimate: score, truth: 0, standardError: 1 }));
}

/** The parameters of a model on the scale of logarithms, on which their errors are nearly normal, with their covariances. */
function onLogScale<Name extends string>(
  { parameterNames, parameters, varianceMatrix }: LikelihoodFit<Name>,
  known: Readonly<Record<Name, number>>,
): { parameters: Estimate[]; covariances: number[][] } {
  const covariances = varianceMatrix.map((row, i) =>
    row.map((value, j) => value / parameters[parameterNames[i]!] / parameters[parameterNames[j]!]),
  );
  return {
    parameters: parameterNames.map((name, index) => ({
      of: `ln ${name}`,
      estimate: Math.log(parameters[name]),
      truth: Math.log(known[name]),
      standardError: Math.sqrt(covariances[index]![index]!),
    })),
    covariances,
  };
}

interface LikelihoodFit<Name extends string> {
  readonly parameterNames: readonly Name[];
  readonly parameters: Readonly<Record<Name, number>>;
  readonly varianceMatrix: readonly (readonly number[])[];
}

/** The orders of each user that no campaign brought, in order of time. */
function ownOrders({ shop }: KnownWorld): Map<string, Date[]> {
  const orders = new Map<string, Date[]>();
  for (const { user_id, campaign_id, at } of shop.orders.rows()) {
    if (campaign_id !== null) continue;
    const times = orders.get(user_id) ?? [];
    times.push(at);
    orders.set(user_id, times);
  }
  for (const times of orders.values()) times.sort((a, b) => a.getTime() - b.getTime());
  return orders;
}

/** Purchase histories in shop time. Days are all that is known of moments: α = 20 makes half a day little. */
export function purchaseHistories(world: KnownWorld) {
  const end = world.clock[world.days]!;
  return [...ownOrders(world)].map(([user, times]) => {
    const first = world.shopTime(times[0]!);
    return { user, frequency: times.length - 1, recency: world.shopTime(times.at(-1)!) - first, T: end - first };
  });
}

/** r, α, a and b, with their covariances, and who has left, by groups of probability. */
export async function recoverPurchases(world: KnownWorld) {
  const histories = purchaseHistories(world);
  const summary = Table.fromObjects(histories).drop("user");
  const model = await new BetaGeoFitter().fit(summary);
  const hasLeft = new Map(world.shop["truth-users"].rows().map((row) => [row.user_id, Number(row.dropped_out)]));
  const alive = model.conditionalProbabilityAlive(summary);
  const groups = [0, 0.1, 0.3, 0.5, 0.7, 0.9].map((from, index, limits) => {
    const to = limits[index + 1] ?? 1;
    const members = alive.flatMap((p, row) =>
      p >= from && p < to ? [{ p, left: hasLeft.get(histories[row]!.user)! }] : [],
    );
    return {
      of: `customers gone among those alive with ${from} to ${to}`,
      estimate: sum(members.map(({ p }) => 1 - p)),
      truth: sum(members.map(({ left }) => left)),
      standardError: Math.sqrt(sum(members.map(({ p }) => p * (1 - p)))),
    };
  });
  return { ...onLogScale(model, truth.bgNbd), groups };
}

/** What each order is worth at base prices, by user. */
function spentAtBasePrices({ shop }: KnownWorld): Map<string, number[]> {
  const basePrice = new Map(shop.products.rows().map((row) => [row.product_id, row.price_cny]));
  const worth = new Map<string, number>();
  for (const { order_id, product_id, unit_price_cny, paid_cny } of shop.order_items.rows()) {
    const atBasePrice = (paid_cny * basePrice.get(product_id)!) / unit_price_cny;
    worth.set(order_id, (worth.get(order_id) ?? 0) + atBasePrice);
  }
  const spent = new Map<string, number[]>();
  for (const { order_id, user_id } of shop.orders.rows())
    spent.set(user_id, [...(spent.get(user_id) ?? []), worth.get(order_id)!]);
  return spent;
}

async function fitSpending(world: KnownWorld) {
  const spent = spentAtBasePrices(world);
  const amounts = [...spent.values()];
  const counts = amounts.map((list) => list.length);
  const means = amounts.map((list) => sum(list) / list.length);
  const model = await new GammaGammaFitter().fit(counts, means);
  return { users: [...spent.keys()], counts, means, model };
}

/** p, q and v of all orders at base prices, with their covariances. */
export async function recoverSpending(world: KnownWorld) {
  const { p, q, gamma } = truth.gammaGamma;
  return onLogScale((await fitSpending(world)).model, { p, q, v: gamma });
}

/** What users are expected to spend on an order, and truly do in the mean: fifths of all users, by what is expected of them. */
export async function recoverMeanOrders(world: KnownWorld): Promise<{ expected: number; truth: number }[]> {
  const { users, counts, means, model } = await fitSpending(world);
  const hidden = new Map(world.shop["truth-users"].rows().map((row) => [row.user_id, Number(row.mean_order_cny)]));
  const known = model
    .conditionalExpectedAverageProfit(counts, means)
    .map((expected, index) => ({ expected, truth: hidden.get(users[index]!)! }))
    .sort((a, b) => a.expected - b.expected);
  return [0, 1, 2, 3, 4].map((fifth) => {
    const members = known.slice((fifth * known.length) / 5, ((fifth + 1) * known.length) / 5);
    const mean = (of: "expected" | "truth") => sum(members.map((member) => member[of])) / members.length;
    return { expected: mean("expected"), truth: mean("truth") };
  });
}

/** The share of users without an order of their own so long after sign-up: some never order, the others come at a constant rate. */
export async function recoverFirstOrders(world: KnownWorld): Promise<Estimate[]> {
  const orders = ownOrders(world);
  const end = world.clock[world.days]!;
  const users = world.shop.users.rows().map(({ user_id, signed_up_at }) => {
    const begin = world.clock[world.dayOf(signed_up_at) + 1]!;
    const first = orders.get(user_id)?.[0];
    return { waited: (first === undefined ? end : world.shopTime(first)) - begin, ordered: first !== undefined };
  });
  const model = await new KaplanMeierFitter().fit(
    users.map(({ waited }) => waited),
    users.map(({ ordered }) => ordered),
  );
  const { share, rate } = truth.firstOrder;
  return [3, 7, 15, 30, 60].map((time) => ({
    of: `users without an order after ${time} days`,
    estimate: model.predict(time)[0]!,
    truth: 1 - share + share * Math.exp(-rate * time),
    standardError: model.standardErrorAt(time)[0]!,
  }));
}

/** Orders within 7 days of each campaign, regressed on treatment: the coefficient is the difference of both groups' means. */
export async function recoverTreatmentEffects({ shop }: KnownWorld): Promise<Estimate[]> {
  const times = new Map<string, number[]>();
  for (const { user_id, at } of shop.orders.rows()) times.set(user_id, [...(times.get(user_id) ?? []), at.getTime()]);
  const exposures = shop.exposures.rows();
  const estimates: Estimate[] = [];
  for (const [index, { campaign_id }] of shop.campaigns.rows().entries()) {
    const exposed = exposures.filter((row) => row.campaign_id === campaign_id);
    const treated = exposed.map(({ group }) => [Number(group === "treatment")]);
    const orders = exposed.map(({ user_id, assigned_at }) => {
      const from = assigned_at.getTime();
      return (times.get(user_id) ?? []).filter((at) => at >= from && at < from + 7 * dayMs).length;
    });
    const model = await new LinearRegression().fit(Matrix.fromRows(treated), orders);
    estimates.push({
      of: `lift of ${campaign_id}`,
      estimate: model.coef[0]!,
      truth: truth.campaignLifts[index % truth.campaignLifts.length]!,
      standardError: model.standardErrors[1]!,
    });
  }
  return estimates;
}

/** How stages follow each other, before interest begins to fade and after. */
export function recoverStages(world: KnownWorld): Estimate[] {
  const names = truth.stages.names.map((name) => name[0]!);
  const signUp = new Map(world.shop.users.rows().map((row) => [row.user_id, world.dayOf(row.signed_up_at)]));
  const before: string[][] = [];
  const after: string[][] = [];
  for (const { user_id, fades_from, stages } of world.shop["truth-users"].rows()) {
    const begin = start + (signUp.get(user_id)! + 1) * dayMs;
    const whole = fades_from === null ? Infinity : Math.ceil((fades_from.getTime() - begin) / (30 * dayMs));
    // The first period that begins after interest has begun to fade was drawn by the other matrix.
    before.push([...(stages as string)].slice(0, Math.max(1, whole)));
    after.push([...(stages as string)].slice(Math.max(0, whole - 1)));
  }
  const estimates = (stages: string[][], transitions: readonly (readonly number[])[], when: string) => {
    const matrix = transitionMatrix(
      stages.filter((path) => path.length > 0),
      { states: names },
    );
    return names.flatMap((from, row) =>
      names.flatMap((to, column) => {
        const p = transitions[row]![column]!;
        const { value, count } = matrix.probability(from, to);
        return p === 0 || p === 1 ? [] : [shareEstimate(`${from} → ${to} ${when}`, value!, count, p)];
      }),
    );
  };
  return [
    ...estimates(before, truth.stages.transitions, "before"),
    ...estimates(after, truth.stages.fading, "while interest fades"),
  ];
}

/** All rules from one product to another, in the baskets of orders. */
export async function findRules({ shop }: KnownWorld) {
  const found = await new FpGrowth({ minSupport: 0.0005, maxLength: 2 }).fit(shop.order_items, {
    basket: "order_id",
    item: "product_id",
  });
  return associationRules(found, { metric: "lift", minThreshold: 1, level: 0.9999 });
}
