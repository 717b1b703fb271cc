/**
 * What the library says about a generated shop, beside what is true there. Everything is estimated by public functions of the library; the
 * truth is taken from `truth.ts` and from the hidden files of the shop only to compare.
 */
import {
  associationRules,
  FpGrowth,
  markovPaths,
  reachProbability,
  sequenceCounts,
  timeProfile,
  toSequences,
  transitionMatrix,
  TransitionMatrix,
} from "ulm/behave";
import type { PeriodKind } from "ulm/behave";
import { cholesky, choleskySolve, createRandom } from "ulm/compute";
import { Matrix, Table } from "ulm/data";
import { LinearRegression } from "ulm/learn";
import { MatrixFactorization } from "ulm/recommend";
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

const dayMs = 86_400_000;
const start = Date.UTC(2024, 0, 1);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
/** A share of so many cases, whose standard error under the truth is binomial. */
export const shareEstimate = (of: string, share: number, cases: number, p: number): Estimate => ({
  of,
  estimate: share,
  truth: p,
  standardError: Math.sqrt((p * (1 - p)) / cases),
});

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

/** r, α, a and b, on the scale of logarithms, on which their errors are nearly normal; and who has left, by groups of probability. */
export async function recoverPurchases(world: KnownWorld): Promise<Estimate[]> {
  const histories = purchaseHistories(world);
  const summary = Table.fromObjects(histories).drop("user");
  const model = await new BetaGeoFitter().fit(summary);
  const parameters = model.parameterNames.map((name) => ({
    of: `ln ${name}`,
    estimate: Math.log(model.parameters[name]),
    truth: Math.log(truth.bgNbd[name]),
    standardError: model.standardErrors[name] / model.parameters[name],
  }));
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
  return [...parameters, ...groups];
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

/** p, q and v of all orders at base prices, on the scale of logarithms. */
export async function recoverSpending(world: KnownWorld): Promise<Estimate[]> {
  const { model } = await fitSpending(world);
  const known = { p: truth.gammaGamma.p, q: truth.gammaGamma.q, v: truth.gammaGamma.gamma };
  return model.parameterNames.map((name) => ({
    of: `ln ${name}`,
    estimate: Math.log(model.parameters[name]),
    truth: Math.log(known[name]),
    standardError: model.standardErrors[name] / model.parameters[name],
  }));
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

/** The shares of the hours among logins. */
export function recoverHours({ shop }: KnownWorld): Estimate[] {
  const total = sum([...truth.hours]);
  return timeProfile(shop.logins.column("at"), { by: "hour" }).periods.map(({ share, label, period }) =>
    shareEstimate(label.en, share, shop.logins.rowCount, truth.hours[period]! / total),
  );
}

/** The events of visits that end with an order, or of those that do not. */
function eventsOfVisits({ shop }: KnownWorld, withOrder: boolean): Table {
  const ordering = new Set(shop.orders.column("session_id").toArray());
  return shop.events.filter(({ session_id }) => ordering.has(session_id) === withOrder);
}

/** Visits without an order, which come at a constant rate in shop time for each user from the day after sign-up on, until interest fades. */
function visits(world: KnownWorld): Table {
  const seen = new Set<string>();
  return eventsOfVisits(world, false).filter(
    ({ session_id }) => !seen.has(session_id) && seen.add(session_id) !== undefined,
  );
}

/** Visits a day for each user, by weekday or month; the truth is what the speeds of shop time make of the same days and users. */
export function recoverSeasons(world: KnownWorld, by: Extract<PeriodKind, "weekday" | "month">): Estimate[] {
  const signUps = world.shop.users
    .column("signed_up_at")
    .toArray()
    .map((at) => world.dayOf(at as Date));
  const usersBy = Array.from({ length: world.days }, (_, day) => signUps.filter((signUp) => signUp < day).length);
  const exposure = (day: Date) => usersBy[world.dayOf(day)]!;
  const [from, to] = [new Date(start), new Date(start + world.days * dayMs)];
  const profile = timeProfile(visits(world).column("at"), { by, from, to, exposure });
  const expected = new Map<number, number>();
  const perShopDay = expectedVisits(world);
  for (let day = 0; day < world.days; day++) {
    const date = new Date(start + day * dayMs);
    const period = by === "month" ? date.getUTCMonth() : (date.getUTCDay() + 6) % 7;
    const speed = world.clock[day + 1]! - world.clock[day]!;
    expected.set(period, (expected.get(period) ?? 0) + perShopDay[day]! * speed);
  }
  return profile.periods
    .filter(({ exposure: observed }) => observed > 0)
    .map(({ period, label, rate, exposure: observed }) => ({
      of: label.en,
      estimate: rate!,
      truth: expected.get(period)! / observed,
      standardError: Math.sqrt(expected.get(period)!) / observed,
    }));
}

/** By day: how many visits a day of shop time all users together make, who visit as `truth.visits` says. */
function expectedVisits(world: KnownWorld): number[] {
  const { perDay, even, halfLifeDays } = truth.visits;
  const { r, alpha } = truth.bgNbd;
  const signUp = new Map(world.shop.users.rows().map((row) => [row.user_id, world.dayOf(row.signed_up_at)]));
  const expected = Array.from({ length: world.days }, () => 0);
  for (const { user_id, lambda, dropped_out, fades_from } of world.shop["truth-users"].rows()) {
    const rate = perDay * (even + ((1 - even) * lambda * alpha) / r);
    const halfLife = dropped_out === 1 ? halfLifeDays.left : halfLifeDays.neverOrders;
    for (let day = signUp.get(user_id)! + 1; day < world.days; day++) {
      // In the middle of the day.
      const faded = fades_from === null ? 0 : Math.max(0, (start - fades_from.getTime()) / dayMs + day + 0.5);
      expected[day]! += rate * 0.5 ** (faded / halfLife);
    }
  }
  return expected;
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

/** The steps of visits without an order, and who ever puts something into the cart. */
export function recoverPaths(world: KnownWorld): Estimate[] {
  const paths = markovPaths(toSequences(eventsOfVisits(world, false), { by: "session_id", time: "at", state: "type" }));
  const steps = Object.entries(truth.path).flatMap(([from, row]) =>
    Object.entries(row as Record<string, number>).map(([to, p]) => {
      const { value, count } = paths.probability(from, to);
      return shareEstimate(`${from} → ${to}`, value!, count, p);
    }),
  );
  const states = [...Object.keys(truth.path), "exit"];
  const known = new TransitionMatrix(
    states,
    states.map((from) =>
      states.map(
        (to) =>
          (truth.path as Record<string, Record<string, number>>)[from]?.[to] ??
          Number(from === "exit" && to === "exit"),
      ),
    ),
  );
  const reached = reachProbability(known, "start", "add_to_cart");
  const begun = paths.totals[paths.states.indexOf("start")]!;
  const carts = shareEstimate("ever in the cart", reachProbability(paths, "start", "add_to_cart"), begun, reached);
  const sequences = toSequences(eventsOfVisits(world, true), { by: "session_id", time: "at", state: "type" });
  const searched = sequenceCounts(sequences)
    .rows()
    .find(({ path }) => path === "search → view → add_to_cart")!;
  return [
    ...steps,
    carts,
    shareEstimate("orders after a search", searched.share, sequences.length, truth.orderAfterSearch),
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

/** How well ratings that were held back are predicted: root mean squared errors. */
export interface TasteRecovery {
  /** `MatrixFactorization`, which knows the other ratings only. */
  readonly found: number;
  /** Somebody who also knows the properties of all products and the noise, and learns each user's tastes from the same ratings, exactly. */
  readonly oracle: number;
  /** Somebody who knows nothing but the mean of all ratings. */
  readonly mean: number;
  /** How much of each hidden property of the products is a linear function of the factors that were found (R²). */
  readonly properties: readonly number[];
}

/** A fifth of the ratings is held back; tastes are those of truth: four, normal, which is what the unweighted penalty assumes. */
export async function recoverTastes({ shop, products }: KnownWorld): Promise<TasteRecovery> {
  const random = createRandom(5);
  const isHeld = Array.from({ length: shop.ratings.rowCount }, () => random.random() < 0.2);
  const train = shop.ratings.filter((_, row) => !isHeld[row]!);
  const test = shop.ratings.filter((_, row) => isHeld[row]!);
  const { factors: nFactors } = truth.rating;
  const model = await new MatrixFactorization({ nFactors, reg: 4, weighted: false }).fit(train, {
    ...{ user: "user_id", item: "product_id", rating: "stars" },
  });
  const known = new Map(products.map((product) => [product.product_id, product]));
  const oracle = tasteOracle(train, known);
  const tested = test.rows();
  const mean = sum(train.column("stars").toArray() as number[]) / train.rowCount;
  const error = (predicted: readonly number[]) =>
    // No rating is beyond 1 and 5.
    Math.sqrt(
      sum(tested.map(({ stars }, row) => (Math.min(5, Math.max(1, predicted[row]!)) - stars) ** 2)) / tested.length,
    );
  const properties: number[] = [];
  for (let factor = 0; factor < nFactors; factor++) {
    const hidden = model.itemNames.map((name) => known.get(name as string)!.factors[factor]!);
    properties.push((await new LinearRegression().fit(model.itemFactors, hidden)).rSquared);
  }
  return {
    found: error(model.predict(test.column("user_id"), test.column("product_id"))),
    oracle: error(tested.map(({ user_id, product_id }) => oracle(user_id, product_id))),
    mean: error(tested.map(() => mean)),
    properties,
  };
}

/** Bayes' rule: tastes are standard normal, ratings add normal noise and rounding (variance 1/12) to liking. */
function tasteOracle(train: Table, known: ReadonlyMap<string, KnownWorld["products"][number]>) {
  const size = truth.rating.factors;
  const variance = truth.rating.noise ** 2 + 1 / 12;
  const rated = new Map<string, { product_id: string; stars: number }[]>();
  for (const { user_id, product_id, stars } of train.rows())
    rated.set(user_id, [...(rated.get(user_id) ?? []), { product_id, stars }]);
  return (user: string, item: string) => {
    const precision = new Float64Array(size * size);
    const right = new Float64Array(size);
    for (let k = 0; k < size; k++) precision[k * size + k] = variance;
    for (const { product_id, stars } of rated.get(user) ?? []) {
      const { quality, factors } = known.get(product_id)!;
      factors.forEach((a, i) => {
        right[i]! += a * (stars - truth.rating.mean - quality);
        factors.forEach((b, j) => (precision[i * size + j]! += a * b));
      });
    }
    const taste = choleskySolve(cholesky(precision, size), right);
    const { quality, factors } = known.get(item)!;
    return truth.rating.mean + quality + factors.reduce((liking, value, k) => liking + value * taste[k]!, 0);
  };
}
