import type { Random } from "../random.mjs";
import { toInstant, type Calendar } from "./calendar.ts";
import type { Product } from "./catalogue.ts";
import { createStream } from "./create-stream.ts";
import { drawIndex, drawOne } from "./draw.ts";
import { interestAt, type Lifetime } from "./lifetime.ts";
import { appeal, type Person } from "./person.ts";
import { sessionId, type Order } from "./purchases.ts";
import type { Emit } from "./tables.ts";
import { truth } from "./truth.ts";

interface Visit {
  session: string;
  at: number;
  steps: readonly string[];
  /** What is looked at next. */
  choose: () => Product;
}

/** Visits to look around, and the one before each order, in order of time. */
export function browse(
  seed: number,
  person: Person,
  lifetime: Lifetime,
  orders: readonly Order[],
  { catalogue, calendar }: { catalogue: readonly Product[]; calendar: Calendar },
  emit: Emit,
): void {
  const random = createStream(seed, "sessions", person.number);
  const weights = catalogue.map((product) => appeal(person, product));
  const choose = () => catalogue[drawIndex(random, weights)];
  const idle = drawMoments(random, person, lifetime, calendar).map((at, index) => {
    return { session: sessionId(seed, person.number, 8192 + index), at, steps: walk(random), choose };
  });
  const buying = orders
    .filter(({ campaign }) => campaign === undefined)
    .map(({ session, at, items }) => {
      const searches = random.chance(truth.orderAfterSearch);
      const steps = searches ? ["search", "view", "add_to_cart"] : ["view", "add_to_cart"];
      return { session, at: at - 60_000 * steps.length, steps, choose: () => items[0].product };
    });
  const visits: Visit[] = [...idle, ...buying];
  for (const visit of visits.sort((a, b) => a.at - b.at)) writeVisit(random, person, visit, emit);
}

/** When a user looks around without an order: as often as `truth.visits` says, while interest lasts. */
function drawMoments(random: Random, person: Person, lifetime: Lifetime, calendar: Calendar): number[] {
  const begin = calendar.toShopTime(person.signUpDay + 1);
  const span = Math.max(0, calendar.shopEnd - begin);
  const moments: number[] = [];
  // In steps of 30 days: the Poisson draw takes time and precision in proportion to its mean.
  for (let from = 0; from < span; from += 30) {
    const length = Math.min(30, span - from);
    for (let left = random.poisson(visitRate(person) * length); left > 0; left--) {
      const day = calendar.toDay(begin + from + random.uniform() * length);
      const at = calendar.drawMoment(random, day);
      if (random.chance(interestAt(lifetime, at))) moments.push(at);
    }
  }
  return moments;
}

/** Visits a day of shop time. */
function visitRate({ hidden }: Person): number {
  const { perDay, even } = truth.visits;
  const { r, alpha } = truth.bgNbd;
  return perDay * (even + ((1 - even) * hidden.lambda * alpha) / r);
}

/** The steps of one visit, by the Markov chain of `truth.path`; at most 30. */
function walk(random: Random): string[] {
  const steps: string[] = [];
  let next: string = random.pick(truth.path.start);
  while (next !== "exit" && steps.length < 30) {
    steps.push(next);
    next = random.pick(truth.path[next as keyof typeof truth.path] as Record<string, number>);
  }
  return steps;
}

function writeVisit(random: Random, person: Person, { session, at, steps, choose }: Visit, emit: Emit): void {
  const device = random.chance(0.85) ? person.device : drawOne(random, ["android", "ios", "web"]);
  let product = choose();
  steps.forEach((type, index) => {
    // What is put into the cart is what was looked at before.
    if (index > 0 && type === "view") product = choose();
    const name = person.language === "zh" ? product.nameZh : product.nameEn;
    emit("events", {
      event_id: `${session}-${index + 1}`,
      user_id: person.id,
      session_id: session,
      at: toInstant(at + index * 45_000),
      type,
      product_id: type === "search" ? "" : product.id,
      query: type === "search" ? name.split(" ").slice(-3)[0] : "",
      device,
    });
  });
}
