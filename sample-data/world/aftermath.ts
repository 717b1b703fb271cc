import type { Random } from "../random.mjs";
import { toInstant, type Calendar } from "./calendar.ts";
import type { Product } from "./catalogue.ts";
import { createStream } from "./create-stream.ts";
import { deliver, type Delivery } from "./delivery.ts";
import { drawNormal, drawOne } from "./draw.ts";
import { askAboutAccount, complain, writeMessages, type Concern } from "./messages.ts";
import { affinity, type Person } from "./person.ts";
import type { Item, Order } from "./purchases.ts";
import type { Emit } from "./tables.ts";
import { writePost } from "./texts/write-post.ts";
import { writeReview } from "./texts/write-review.ts";
import { truth } from "./truth.ts";

const hourMs = 3_600_000;

/** What one user's orders lead to; texts are drawn from a stream of their own. */
interface Aftermath {
  random: Random;
  wording: Random;
  person: Person;
  calendar: Calendar;
  emit: Emit;
}

/** What follows orders: deliveries, returns, ratings, reviews, posts; and messages, which follow all of it. */
export function followUp(seed: number, person: Person, orders: readonly Order[], calendar: Calendar, emit: Emit): void {
  const random = createStream(seed, "aftermath", person.number);
  const wording = createStream(seed, "wording", person.number);
  const after: Aftermath = { random, wording, person, calendar, emit };
  const rated = new Set<Product>();
  const concerns: Concern[] = [];
  for (const order of orders) {
    const delivery = deliver(random, person, order, calendar, emit);
    const returned: number[] = [];
    for (const item of order.items) {
      const liking = like(random, person, item.product, delivery);
      const rates = random.chance(truth.rating.share) && !rated.has(item.product);
      if (rates) {
        rated.add(item.product);
        rate(after, item, liking, delivery);
      }
      const at = giveBack(after, item, liking, delivery);
      if (at !== undefined) returned.push(at);
      if (random.chance(0.03)) post(after, item, liking, delivery);
    }
    concerns.push(...complain(random, order, delivery, returned));
  }
  concerns.push(...askAboutAccount(random, person));
  writeMessages(random, wording, person, concerns, calendar, emit);
}

/** How much a user likes what has come, in stars with fractions. */
function like(random: Random, { hidden }: Person, product: Product, { isLate }: Delivery): number {
  const { mean, noise, late } = truth.rating;
  const taste = affinity(hidden.taste, product.factors);
  return mean + product.quality + taste + (isLate ? late : 0) + noise * drawNormal(random);
}

function rate(
  { random, wording, person, calendar, emit }: Aftermath,
  { id, product }: Item,
  liking: number,
  { deliveredAt, isLate }: Delivery,
): void {
  const at = deliveredAt + random.below(120) * hourMs;
  const hasReview = random.chance(truth.rating.reviewShare);
  if (at >= calendar.end) return;
  const stars = Math.min(5, Math.max(1, Math.round(liking)));
  const row = { user_id: person.id, product_id: product.id, at: toInstant(at), stars };
  emit("ratings", { ...row, order_item_id: id });
  if (!hasReview) return;
  const text = writeReview(wording, person.language, product, stars, isLate);
  emit("reviews", { review_id: `${id}-V`, ...row, language: person.language, text });
}

/** @returns when an item is sent back; undefined when it is kept */
function giveBack(
  { random, person, calendar, emit }: Aftermath,
  item: Item,
  liking: number,
  { deliveredAt, isLate }: Delivery,
): number | undefined {
  const { usual, late, disliked, fraud } = truth.returns;
  const share = person.hidden.fraud ? fraud : usual * (isLate ? late : 1) * (liking < 2.5 ? disliked : 1);
  const at = deliveredAt + (12 + random.below(24 * 7)) * hourMs;
  if (!random.chance(share)) return undefined;
  const reasons = liking < 2.5 ? ["damaged", "not as described", "wrong size"] : ["wrong size", "changed mind"];
  const reason = drawOne(random, reasons);
  if (at < calendar.end) {
    const refund = { reason, refund_cny: item.paid.toFixed(2) };
    emit("returns", { return_id: `${item.id}-R`, order_item_id: item.id, at: toInstant(at), ...refund });
  }
  return at;
}

function post(
  { random, wording, person, calendar, emit }: Aftermath,
  { id, product }: Item,
  liking: number,
  { deliveredAt }: Delivery,
): void {
  const at = deliveredAt + random.below(300) * hourMs;
  const platform = drawOne(random, ["microblog", "video", "forum"]);
  const likes = random.poisson(6);
  const text = writePost(wording, person.language, product, liking);
  if (at >= calendar.end) return;
  const row = { user_id: person.id, at: toInstant(at), platform, language: person.language, likes, text };
  emit("social_posts", { post_id: `${id}-P`, ...row });
}
