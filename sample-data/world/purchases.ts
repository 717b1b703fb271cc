import type { Random } from "../random.mjs";
import { toInstant, type Calendar } from "./calendar.ts";
import { priceOf, type Product } from "./catalogue.ts";
import type { Campaign } from "./campaigns.ts";
import { createStream } from "./create-stream.ts";
import { drawExponential, drawGamma, drawIndex } from "./draw.ts";
import { appeal, type Person } from "./person.ts";
import { power } from "./portable-math.ts";
import type { Emit } from "./tables.ts";
import { truth } from "./truth.ts";

export interface Item {
  id: string;
  product: Product;
  quantity: number;
  /** CNY for the line. */
  paid: number;
}

export interface Order {
  id: string;
  /** Ms since 1970. */
  at: number;
  campaign?: Campaign;
  amount: number;
  items: Item[];
}

/** What the buy-till-you-die process did, in shop time. */
export interface Lifetime {
  activeShopDays: number;
  droppedOut: boolean;
  moments: number[];
}

/** Orders without a campaign, by BG/NBD (Fader, Hardie & Lee 2005): repeat orders until the user leaves or the shop's end. */
export function liveLifetime(seed: number, person: Person, calendar: Calendar): Lifetime {
  const random = createStream(seed, "orders", person.number);
  const { lambda, dropoutP } = person.hidden;
  const moments: number[] = [];
  const begin = calendar.toShopTime(person.signUpDay + 1);
  let now = begin + drawExponential(random, truth.firstOrder.rate);
  if (!random.chance(truth.firstOrder.share) || now >= calendar.shopEnd)
    return { activeShopDays: 0, droppedOut: false, moments };
  const first = now;
  const place = () => {
    // Moments of one day keep their order, a minute apart at least.
    const drawn = calendar.drawMoment(random, calendar.toDay(now));
    moments.push(Math.max(drawn, (moments.at(-1) ?? 0) + 60_000));
  };
  place();
  for (;;) {
    now += drawExponential(random, lambda);
    if (now >= calendar.shopEnd) return { activeShopDays: calendar.shopEnd - first, droppedOut: false, moments };
    place();
    if (random.chance(dropoutP)) return { activeShopDays: now - first, droppedOut: true, moments };
  }
}

/** Fills the orders of one user, in order of time, and writes them with their items. */
export function placeOrders(
  seed: number,
  person: Person,
  visits: readonly { at: number; campaign?: Campaign }[],
  world: { catalogue: readonly Product[]; calendar: Calendar; sold: Map<string, number[]> },
  emit: Emit,
): Order[] {
  const random = createStream(seed, "baskets", person.number);
  const weights = world.catalogue.map((product) => appeal(person, product));
  const { p } = truth.gammaGamma;
  return [...visits]
    .filter(({ at }) => at < world.calendar.end)
    .sort((a, b) => a.at - b.at)
    .map(({ at, campaign }, index) => {
      const id = `${person.id}-O${index + 1}`;
      const week = world.calendar.toWeek(at);
      const amount = Math.max(0.5, Number(drawGamma(random, p, person.hidden.spendRate).toFixed(2)));
      const order = { id, at, campaign, amount, items: fillBasket(random, id, amount, week, world.catalogue, weights) };
      writeOrder(person, order, week, world.sold, emit);
      return order;
    });
}

function fillBasket(
  random: Random,
  orderId: string,
  amount: number,
  week: number,
  catalogue: readonly Product[],
  weights: readonly number[],
): Item[] {
  const chosen = new Set<Product>();
  const size = 1 + drawIndex(random, [0.55, 0.3, 0.15]);
  while (chosen.size < size) chosen.add(chooseProduct(random, week, catalogue, weights));
  const ids = new Set([...chosen].map(({ id }) => id));
  for (const rule of truth.rules) {
    if (ids.has(rule.if) && random.chance(rule.confidence)) chosen.add(catalogue.find(({ id }) => id === rule.then)!);
  }
  const lines = [...chosen].map((product) => ({ product, quantity: random.chance(0.12) ? 2 : 1 }));
  const listed = lines.map(({ product, quantity }) => priceOf(product, week) * quantity);
  const total = listed.reduce((sum, value) => sum + value, 0);
  let left = Math.round(amount * 100);
  return lines.map(({ product, quantity }, index) => {
    const cents = index === lines.length - 1 ? left : Math.floor((amount * 100 * listed[index]) / total);
    left -= cents;
    return { id: `${orderId}-${index + 1}`, product, quantity, paid: cents / 100 };
  });
}

/** Draws by appeal until a product is taken at its price: so demand has the category's elasticity. */
function chooseProduct(
  random: Random,
  week: number,
  catalogue: readonly Product[],
  weights: readonly number[],
): Product {
  for (;;) {
    const product = catalogue[drawIndex(random, weights)];
    const relative = truth.priceLevels[product.levels[week]] / truth.priceLevels[0];
    if (random.chance(power(relative, truth.elasticity[product.category]))) return product;
  }
}

function writeOrder(person: Person, order: Order, week: number, sold: Map<string, number[]>, emit: Emit): void {
  emit("orders", {
    order_id: order.id,
    user_id: person.id,
    at: toInstant(order.at),
    session_id: order.campaign === undefined ? `${order.id}-S` : "",
    campaign_id: order.campaign?.id ?? "",
    amount_cny: order.amount.toFixed(2),
  });
  for (const { id, product, quantity, paid } of order.items) {
    sold.get(product.id)![week] += quantity;
    emit("order_items", {
      order_item_id: id,
      order_id: order.id,
      product_id: product.id,
      quantity,
      unit_price_cny: priceOf(product, week).toFixed(2),
      paid_cny: paid.toFixed(2),
    });
  }
}
