import type { Random } from "../random.mjs";
import { toInstant, type Calendar } from "./calendar.ts";
import type { Product } from "./catalogue.ts";
import { createStream } from "./create-stream.ts";
import { drawNormal, drawOne } from "./draw.ts";
import { affinity, type Person } from "./person.ts";
import type { Item, Order } from "./purchases.ts";
import type { Emit } from "./tables.ts";
import { postTexts, reviewTexts, supportTexts, type Intent } from "./texts.ts";
import { truth } from "./truth.ts";

const hourMs = 3_600_000;

/** What follows orders: deliveries, returns, ratings, reviews; and messages and posts. */
export function followUp(seed: number, person: Person, orders: readonly Order[], calendar: Calendar, emit: Emit): void {
  const random = createStream(seed, "aftermath", person.number);
  const rated = new Set<Product>();
  for (const order of orders) {
    const deliveredAt = deliver(random, person, order, calendar, emit);
    if (deliveredAt >= calendar.end) continue;
    for (const item of order.items) {
      if (random.chance(0.45) && !rated.has(item.product)) {
        rated.add(item.product);
        rate(random, person, item, deliveredAt + random.below(120) * hourMs, calendar, emit);
      }
      giveBack(random, person, item, deliveredAt, calendar, emit);
    }
  }
  writeMessages(random, person, orders, calendar, emit);
  writePosts(random, person, orders, calendar, emit);
}

function deliver(random: Random, person: Person, { id, at }: Order, calendar: Calendar, emit: Emit): number {
  const shippedAt = at + (4 + random.below(30)) * hourMs;
  const deliveredAt = shippedAt + (16 + 14 * person.cityTier + random.below(48)) * hourMs;
  if (shippedAt < calendar.end) {
    emit("deliveries", {
      order_id: id,
      carrier: drawOne(random, ["Red Crane", "Quick Cart", "Post Road"]),
      shipped_at: toInstant(shippedAt),
      delivered_at: deliveredAt < calendar.end ? toInstant(deliveredAt) : "",
    });
  }
  return deliveredAt;
}

function rate(random: Random, person: Person, { id, product }: Item, at: number, calendar: Calendar, emit: Emit): void {
  const { mean, noise } = truth.rating;
  const liking = mean + product.quality + affinity(person.hidden.taste, product.factors) + noise * drawNormal(random);
  const stars = Math.min(5, Math.max(1, Math.round(liking)));
  const hasReview = random.chance(0.4);
  const mood = stars <= 2 ? "bad" : stars === 3 ? "fair" : "good";
  const text = drawOne<string>(random, reviewTexts[person.language][mood]);
  if (at >= calendar.end) return;
  const row = { user_id: person.id, product_id: product.id, at: toInstant(at), stars };
  emit("ratings", row);
  if (hasReview) {
    emit("reviews", { review_id: `${id}-V`, ...row, language: person.language, text: nameIn(text, person, product) });
  }
}

function giveBack(
  random: Random,
  person: Person,
  item: Item,
  deliveredAt: number,
  calendar: Calendar,
  emit: Emit,
): void {
  const share = truth.returnShare[person.hidden.fraud ? "fraud" : "usual"];
  const at = deliveredAt + (12 + random.below(24 * 7)) * hourMs;
  if (!random.chance(share) || at >= calendar.end) return;
  emit("returns", {
    return_id: `${item.id}-R`,
    order_item_id: item.id,
    at: toInstant(at),
    reason: drawOne(random, ["damaged", "not as described", "wrong size", "changed mind"]),
    refund_cny: item.paid.toFixed(2),
  });
}

function writeMessages(random: Random, person: Person, orders: readonly Order[], calendar: Calendar, emit: Emit): void {
  const visits: { at: number; orderId: string; intent: Intent }[] = [];
  for (const { id, at } of orders) {
    if (!random.chance(0.12)) continue;
    const intent = random.pick({ delivery: 0.4, return: 0.2, refund: 0.15, payment: 0.15, product: 0.1 });
    visits.push({ at: at + (6 + random.below(200)) * hourMs, orderId: id, intent });
  }
  if (random.chance(0.15)) {
    const intent = random.pick({ account: 0.6, product: 0.4 });
    visits.push({ at: person.signedUpAt + (1 + random.below(2000)) * hourMs, orderId: "", intent });
  }
  visits.forEach(({ at, orderId, intent }, index) => {
    const channel = drawOne(random, ["chat", "email", "phone"]);
    const text = drawOne<string>(random, supportTexts[intent][person.language]);
    if (at >= calendar.end) return;
    const row = {
      user_id: person.id,
      order_id: orderId,
      at: toInstant(at),
      channel,
      language: person.language,
      intent,
      text,
    };
    emit("support_messages", { message_id: `${person.id}-M${index + 1}`, ...row });
  });
}

function writePosts(random: Random, person: Person, orders: readonly Order[], calendar: Calendar, emit: Emit): void {
  orders.forEach(({ id, at, items }) => {
    if (!random.chance(0.06)) return;
    const postedAt = at + (24 + random.below(300)) * hourMs;
    const platform = drawOne(random, ["microblog", "video", "forum"]);
    const likes = random.poisson(6);
    const text = nameIn(drawOne<string>(random, postTexts[person.language]), person, items[0].product);
    if (postedAt >= calendar.end) return;
    const row = { user_id: person.id, at: toInstant(postedAt), platform, language: person.language, likes, text };
    emit("social_posts", { post_id: `${id}-P`, ...row });
  });
}

function nameIn(text: string, person: Person, product: Product): string {
  return text.replace("{product}", person.language === "zh" ? product.nameZh : product.nameEn);
}
