import type { Random } from "../random.mjs";
import { toInstant, type Calendar } from "./calendar.ts";
import type { Product } from "./catalogue.ts";
import type { Delivery } from "./delivery.ts";
import { drawOne } from "./draw.ts";
import type { Person } from "./person.ts";
import type { Order } from "./purchases.ts";
import type { Emit } from "./tables.ts";
import { intents, type Intent } from "./texts/intents.ts";
import { writeMessage } from "./texts/write-message.ts";
import { truth } from "./truth.ts";

/** Why somebody writes to the shop. */
export interface Concern {
  at: number;
  intent: Intent;
  order?: Order;
}

const hourMs = 3_600_000;

/** What an order gives reason to write about, as often as `truth.messages` says. */
export function complain(
  random: Random,
  order: Order,
  { promisedAt, isLate }: Delivery,
  returned: readonly number[],
): Concern[] {
  const { messages } = truth;
  const concerns: Concern[] = [];
  const add = (share: number, at: number, weights: Partial<Record<Intent, number>>) => {
    const intent = random.pick(weights as Record<Intent, number>);
    if (random.chance(share)) concerns.push({ at, intent, order });
  };
  if (isLate) add(messages.late, promisedAt + random.below(12) * hourMs, { delivery: 1 });
  for (const at of returned) {
    add(messages.returned, at + (random.below(200) - 12) * hourMs, { return: 0.55, refund: 0.45 });
  }
  if (order.leaves) {
    add(messages.leaving, promisedAt + random.below(240) * hourMs, { product: 0.4, payment: 0.3, refund: 0.3 });
  }
  const any = { delivery: 0.35, return: 0.15, refund: 0.1, payment: 0.2, product: 0.2 };
  add(messages.usual, order.at + (6 + random.below(200)) * hourMs, any);
  return concerns;
}

export function askAboutAccount(random: Random, { signedUpAt }: Person): Concern[] {
  if (!random.chance(truth.messages.account)) return [];
  const intent = random.pick({ account: 0.75, product: 0.25 });
  return [{ at: signedUpAt + (1 + random.below(2000)) * hourMs, intent }];
}

/** Writes all messages of one user, in order of time. The agent's label may be wrong; `truth-messages` has what is meant. */
export function writeMessages(
  random: Random,
  wording: Random,
  person: Person,
  concerns: readonly Concern[],
  calendar: Calendar,
  emit: Emit,
): void {
  const { language } = person;
  [...concerns]
    .sort((a, b) => a.at - b.at)
    .forEach(({ at, intent, order }, index) => {
      const channel = drawOne(random, ["chat", "email", "phone"]);
      const noted = random.chance(truth.wording.mislabelled) ? drawOne(random, intents) : intent;
      const product: Product | undefined = order && drawOne(random, order.items).product;
      const { text, second } = writeMessage(wording, language, intent, product);
      if (at >= calendar.end) return;
      const id = `${person.id}-M${index + 1}`;
      emit("support_messages", {
        message_id: id,
        user_id: person.id,
        order_id: order?.id ?? "",
        at: toInstant(at),
        channel,
        language,
        intent: noted,
        text,
      });
      emit("truth-messages", { message_id: id, intent, second_intent: second ?? "" });
    });
}
