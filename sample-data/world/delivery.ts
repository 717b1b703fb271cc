import type { Random } from "../random.mjs";
import { toInstant, type Calendar } from "./calendar.ts";
import { drawOne } from "./draw.ts";
import type { Person } from "./person.ts";
import type { Order } from "./purchases.ts";
import type { Emit } from "./tables.ts";
import { truth } from "./truth.ts";

export interface Delivery {
  promisedAt: number;
  deliveredAt: number;
  isLate: boolean;
}

const hourMs = 3_600_000;

/** Sends an order: within what was promised, 82 hours and 14 for each city tier, or half a day to four days too late. */
export function deliver(
  random: Random,
  person: Person,
  { id, at, leaves }: Order,
  calendar: Calendar,
  emit: Emit,
): Delivery {
  const isLate = random.chance(leaves ? truth.late.leaving : truth.late.usual);
  const carrier = drawOne(random, ["Red Crane", "Quick Cart", "Post Road"]);
  const shippedAt = at + (4 + random.below(30)) * hourMs;
  const promisedAt = at + (82 + 14 * person.cityTier) * hourMs;
  const inTime = shippedAt + (16 + 14 * person.cityTier + random.below(30)) * hourMs;
  const deliveredAt = isLate ? promisedAt + (12 + random.below(84)) * hourMs : inTime;
  if (shippedAt < calendar.end) {
    emit("deliveries", {
      order_id: id,
      carrier,
      shipped_at: toInstant(shippedAt),
      promised_at: toInstant(promisedAt),
      delivered_at: deliveredAt < calendar.end ? toInstant(deliveredAt) : "",
    });
  }
  return { promisedAt, deliveredAt, isLate };
}
