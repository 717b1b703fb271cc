/** What the processes of the shop have to do with each other, counted and regressed by the library, beside what is true. */
import { LinearRegression, LogisticRegression } from "ulm/learn";
import { truth } from "../../sample-data/world/truth.ts";
import type { KnownWorld } from "./known-world.ts";
import { shareEstimate } from "./recover.ts";
import type { Estimate } from "./recover.ts";

const dayMs = 86_400_000;
/** After so many days everything has come that follows an order: deliveries, ratings and returns. */
const settledAfter = 25 * dayMs;

interface KnownOrder {
  readonly id: string;
  readonly user: string;
  readonly isLate: boolean;
  /** Whether the user left after it. */
  readonly isLast: boolean;
}

/** Orders that were delivered after the moment that was promised. */
export function lateOrders({ shop }: KnownWorld): ReadonlySet<string> {
  const late = shop.deliveries.filter((row) => row.delivered_at !== null && row.delivered_at > row.promised_at);
  return new Set(late.column("order_id").toArray() as string[]);
}

/** Orders so long before the end that all that follows from them is known. */
function settledOrders(world: KnownWorld): KnownOrder[] {
  const end = Date.UTC(2024, 0, 1) + world.days * dayMs;
  const late = lateOrders(world);
  const leftAt = new Map(
    world.shop["truth-users"].rows().map((row) => [row.user_id, row.left_at === null ? NaN : +row.left_at]),
  );
  return world.shop.orders
    .filter(({ at }) => at.getTime() < end - settledAfter)
    .rows()
    .map(({ order_id, user_id, campaign_id, at }) => ({
      id: order_id,
      user: user_id,
      isLate: late.has(order_id),
      isLast: campaign_id === null && +at === leftAt.get(user_id),
    }));
}

const share = <T>(of: string, cases: readonly T[], isHit: (one: T) => boolean, p: number): Estimate =>
  shareEstimate(of, cases.filter(isHit).length / cases.length, cases.length, p);

/** Late deliveries among the orders after which users left, and among all others. */
export function recoverLateness(world: KnownWorld): Estimate[] {
  const orders = settledOrders(world);
  const ofLast = (isLast: boolean) => orders.filter((order) => order.isLast === isLast);
  const odds = truth.late.leaving / truth.late.usual;
  const [last, others] = [ofLast(true), ofLast(false)];
  const lateOf = (list: readonly KnownOrder[]) => list.filter(({ isLate }) => isLate).length;
  return [
    share("late before leaving", last, ({ isLate }) => isLate, truth.late.leaving),
    share("late else", others, ({ isLate }) => isLate, truth.late.usual),
    {
      of: "ln how a late delivery multiplies the odds of leaving",
      estimate: Math.log(lateOf(last) / last.length / (lateOf(others) / others.length)),
      truth: Math.log(odds),
      standardError: Math.sqrt(1 / lateOf(last) - 1 / last.length + 1 / lateOf(others) - 1 / others.length),
    },
  ];
}

/** Of the items with a rating, shares sent back: in time or late, liked (3 stars and more) or not; and of all items of fraudulent accounts. */
export function recoverReturns(world: KnownWorld): Estimate[] {
  const { shop } = world;
  const { usual, late, disliked, fraud } = truth.returns;
  const orders = new Map(settledOrders(world).map((order) => [order.id, order]));
  const stars = new Map(shop.ratings.rows().map((row) => [row.order_item_id, row.stars]));
  const isFraud = new Map(shop["truth-users"].rows().map((row) => [row.user_id, row.fraud === 1]));
  const returned = new Set(shop.returns.column("order_item_id").toArray());
  const items = shop.order_items
    .rows()
    .flatMap(({ order_item_id: id, order_id }) =>
      orders.has(order_id) ? [{ item: id, stars: stars.get(id), ...orders.get(order_id)! }] : [],
    );
  const honest = items.filter((item) => !isFraud.get(item.user)! && item.stars !== undefined);
  const cell = (isLate: boolean, likes: boolean) =>
    share(
      `sent back: ${isLate ? "late" : "in time"}, ${likes ? "liked" : "disliked"}`,
      honest.filter((item) => item.isLate === isLate && item.stars! > 2 === likes),
      ({ item }) => returned.has(item),
      usual * (isLate ? late : 1) * (likes ? 1 : disliked),
    );
  return [
    ...[false, true].flatMap((isLate) => [cell(isLate, true), cell(isLate, false)]),
    share(
      "sent back by fraudulent accounts",
      items.filter((item) => isFraud.get(item.user)!),
      ({ item }) => returned.has(item),
      fraud,
    ),
  ];
}

/** Orders somebody wrote about: late ones or not, of users who stay and send nothing back, and in which an item was sent back. */
export function recoverMessages(world: KnownWorld): Estimate[] {
  const { shop } = world;
  const { late, usual, returned, leaving } = truth.messages;
  const written = new Set(shop.support_messages.column("order_id").toArray());
  const orderOf = new Map(shop.order_items.rows().map((row) => [row.order_item_id, row.order_id]));
  const returns = new Map<string, number>();
  for (const item of shop.returns.column("order_item_id").toArray()) {
    const order = orderOf.get(item)!;
    returns.set(order, (returns.get(order) ?? 0) + 1);
  }
  const orders = settledOrders(world);
  const of = (isLate: boolean, isLast: boolean, items: number) =>
    orders.filter(
      (order) => order.isLate === isLate && order.isLast === isLast && (returns.get(order.id) ?? 0) === items,
    );
  const either = (...shares: number[]) => 1 - shares.reduce((none, p) => none * (1 - p), 1);
  const isWritten = ({ id }: KnownOrder) => written.has(id);
  return [
    share("messages: nothing happened", of(false, false, 0), isWritten, usual),
    share("messages: late", of(true, false, 0), isWritten, either(usual, late)),
    share("messages: an item sent back", of(false, false, 1), isWritten, either(usual, returned)),
    share("messages: leaving", of(false, true, 0), isWritten, either(usual, leaving)),
  ];
}

/** Slopes of channels on dropout_p and of tiers on the logarithm of the mean order, against the first choice, by logistic regression; age on lambda by least squares. */
export async function recoverTraits({ shop }: KnownWorld): Promise<Estimate[]> {
  const users = shop.users.rows();
  const hidden = shop["truth-users"].rows();
  const { channel, cityTier, age, personalisation } = truth.traits;
  const slope = async (
    of: string,
    x: number[],
    isOther: (row: number) => boolean,
    among: (row: number) => boolean,
    known: number,
  ) => {
    const rows = users.map((_, row) => row).filter(among);
    const model = await new LogisticRegression({ penalty: "none" }).fit(
      rows.map((row) => [x[row]!]),
      rows.map((row) => Number(isOther(row))),
    );
    return { of, estimate: model.coef[0]![0]!, truth: known, standardError: model.standardErrors[1]! };
  };
  const dropout = hidden.map((row) => row.dropout_p as number);
  const spending = hidden.map((row) => Math.log(row.mean_order_cny as number));
  const estimates: Estimate[] = [];
  for (const name of ["social", "advert", "referral"] as const) {
    const among = (row: number) => users[row]!.channel === name || users[row]!.channel === "search";
    estimates.push(
      await slope(`${name} on dropout_p`, dropout, (row) => users[row]!.channel === name, among, channel[name].slope),
    );
  }
  for (const tier of [2, 3]) {
    const among = (row: number) => users[row]!.city_tier === tier || users[row]!.city_tier === 1;
    const known = cityTier[tier - 1]!.slope - cityTier[0].slope;
    estimates.push(
      await slope(`tier ${tier} on spending`, spending, (row) => users[row]!.city_tier === tier, among, known),
    );
  }
  const { r, alpha } = truth.bgNbd;
  // Ages are cut at 18 and 75, which flattens the slope: where rates are low few are cut.
  const rates = hidden.map((row) => (row.lambda * alpha) / r - 1);
  const rows = rates.flatMap((rate, row) => (rate < 1 ? [row] : []));
  const model = await new LinearRegression().fit(
    rows.map((row) => [rates[row]!]),
    rows.map((row) => 2024 - users[row]!.birth_year),
  );
  estimates.push({
    of: "age on rate",
    estimate: model.coef[0]!,
    truth: age.perRate,
    standardError: model.standardErrors[1]!,
  });
  for (const [persuadable, p] of [personalisation.others, personalisation.persuadable].entries()) {
    const members = users.filter((_, row) => hidden[row]!.persuadable === persuadable);
    estimates.push(
      share(`consent of persuadable = ${persuadable}`, members, (row) => row.personalisation_consent === 1, p),
    );
  }
  return estimates;
}
