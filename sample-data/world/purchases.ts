import { fillBasket, paidFor, type Line } from "./basket.ts";
import { toInstant, type Calendar } from "./calendar.ts";
import { priceOf, type Product } from "./catalogue.ts";
import type { Campaign } from "./campaigns.ts";
import { createStream } from "./create-stream.ts";
import { drawGamma } from "./draw.ts";
import type { Lifetime } from "./lifetime.ts";
import { appeal, type Person } from "./person.ts";
import { opaqueId } from "./permute.ts";
import type { Emit } from "./tables.ts";
import { truth } from "./truth.ts";

export interface Item extends Line {
  id: string;
  /** CNY for the line. */
  paid: number;
}

export interface Order {
  id: string;
  /** Ms since 1970. */
  at: number;
  campaign?: Campaign;
  /** The visit that ended with the order; none for those of campaigns. */
  session: string;
  /** Whether the user leaves after it. */
  leaves: boolean;
  discount: number;
  items: Item[];
}

/** An order that is to be placed. */
export interface Intention {
  at: number;
  campaign?: Campaign;
}

/** The orders of one user, in order of time, which are written with their items. */
export function placeOrders(
  seed: number,
  person: Person,
  { moments, droppedOut }: Lifetime,
  prompted: readonly Intention[],
  world: { catalogue: readonly Product[]; calendar: Calendar; sold: Map<string, number[]> },
  emit: Emit,
): Order[] {
  const random = createStream(seed, "baskets", person.number);
  const appeals = world.catalogue.map((product) => appeal(person, product));
  const { p } = truth.gammaGamma;
  const intentions: Intention[] = [...moments.map((at) => ({ at })), ...prompted];
  return intentions
    .filter(({ at }) => at < world.calendar.end)
    .sort((a, b) => a.at - b.at)
    .map(({ at, campaign }, index) => {
      const id = `${person.id}-O${index + 1}`;
      const week = world.calendar.toWeek(at);
      const worth = drawGamma(random, p, p / person.hidden.meanOrder);
      const { lines, discount } = fillBasket(random, worth, week, world.catalogue, appeals);
      const items = lines.map((line, number) => {
        return { ...line, id: `${id}-${number + 1}`, paid: paidFor(line, week, discount) };
      });
      const session = campaign === undefined ? sessionId(seed, person.number, index) : "";
      const leaves = droppedOut && campaign === undefined && at === moments.at(-1);
      const order = { id, at, campaign, session, leaves, discount, items };
      writeOrder(person, order, week, world.sold, emit);
      return order;
    });
}

/**
 * @param index numbers a user's orders from 0, and other visits from 8192: an identifier does not tell which it is. The highest rate that
 *   is to be expected among ten million users, 0.77 a day, makes 2,800 orders and 4,400 other visits in ten years.
 */
export function sessionId(seed: number, number: number, index: number): string {
  return `S${opaqueId(seed, "session", number * 16_384 + index, 8)}`;
}

function writeOrder(person: Person, order: Order, week: number, sold: Map<string, number[]>, emit: Emit): void {
  emit("orders", {
    order_id: order.id,
    user_id: person.id,
    at: toInstant(order.at),
    session_id: order.session,
    campaign_id: order.campaign?.id ?? "",
    discount_share: order.discount.toFixed(4),
    amount_cny: order.items.reduce((total, { paid }) => total + paid, 0).toFixed(2),
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
