import type { Random } from "../random.mjs";
import { toInstant, type Calendar } from "./calendar.ts";
import type { Product } from "./catalogue.ts";
import { createStream } from "./create-stream.ts";
import { drawIndex, drawOne } from "./draw.ts";
import { appeal, type Person } from "./person.ts";
import type { Order } from "./purchases.ts";
import type { Emit } from "./tables.ts";
import { truth } from "./truth.ts";

/** Sessions of looking around, and the session before each order. */
export function browse(
  seed: number,
  person: Person,
  orders: readonly Order[],
  { catalogue, calendar }: { catalogue: readonly Product[]; calendar: Calendar },
  emit: Emit,
): void {
  const random = createStream(seed, "sessions", person.number);
  const weights = catalogue.map((product) => appeal(person, product));
  const begin = calendar.toShopTime(person.signUpDay + 1);
  const span = Math.max(0, calendar.shopEnd - begin);
  // In steps of 30 days: the Poisson draw takes time and precision in proportion to its mean.
  for (let from = 0, count = 0; from < span; from += 30) {
    const length = Math.min(30, span - from);
    for (let left = random.poisson(truth.sessionsPerDay * length); left > 0; left--) {
      const day = calendar.toDay(begin + from + random.uniform() * length);
      const at = calendar.drawMoment(random, day);
      writeSession(
        random,
        person,
        `${person.id}-B${++count}`,
        at,
        walk(random),
        () => catalogue[drawIndex(random, weights)],
        emit,
      );
    }
  }
  for (const { id, at, campaign, items } of orders) {
    if (campaign !== undefined) continue;
    const steps = random.chance(truth.orderAfterSearch) ? ["search", "view", "add_to_cart"] : ["view", "add_to_cart"];
    writeSession(random, person, `${id}-S`, at - 60_000 * steps.length, steps, () => items[0].product, emit);
  }
}

/** The steps of one session, by the Markov chain of `truth.path`; at most 30. */
function walk(random: Random): string[] {
  const steps: string[] = [];
  let next: string = random.pick(truth.path.start);
  while (next !== "exit" && steps.length < 30) {
    steps.push(next);
    next = random.pick(truth.path[next as keyof typeof truth.path] as Record<string, number>);
  }
  return steps;
}

function writeSession(
  random: Random,
  person: Person,
  session: string,
  at: number,
  steps: readonly string[],
  choose: () => Product,
  emit: Emit,
): void {
  const device = random.chance(0.85) ? person.device : drawOne(random, ["android", "ios", "web"]);
  let product = choose();
  steps.forEach((type, index) => {
    // What is put into the cart is what was looked at before.
    if (index > 0 && type === "view") product = choose();
    emit("events", {
      event_id: `${session}-${index + 1}`,
      user_id: person.id,
      session_id: session,
      at: toInstant(at + index * 45_000),
      type,
      product_id: type === "search" ? "" : product.id,
      query:
        type === "search" ? (person.language === "zh" ? product.nameZh : product.nameEn).split(" ").slice(-3)[0] : "",
      device,
    });
  });
}
