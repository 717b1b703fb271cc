import type { Calendar } from "./calendar.ts";
import { createStream } from "./create-stream.ts";
import { drawExponential } from "./draw.ts";
import type { Person } from "./person.ts";
import { power } from "./portable-math.ts";
import { truth } from "./truth.ts";

/** What the buy-till-you-die process did. */
export interface Lifetime {
  /** Shop time from the first order until the user left or the shop ended. */
  activeShopDays: number;
  /** When orders without a campaign are placed, ms since 1970. */
  moments: number[];
  /** Whether the user left after the last of them. */
  droppedOut: boolean;
  /** From when on interest fades, ms since 1970: some time before the last order of those who leave; sign-up of those who never order. */
  fadesFrom: number | undefined;
}

const dayMs = 86_400_000;

/** Orders without a campaign, by BG/NBD (Fader, Hardie & Lee 2005): repeat orders until the user leaves or the shop's end. */
export function liveLifetime(seed: number, person: Person, calendar: Calendar): Lifetime {
  const random = createStream(seed, "orders", person.number);
  const { lambda, dropoutP } = person.hidden;
  const moments: number[] = [];
  const begin = calendar.toShopTime(person.signUpDay + 1);
  let now = begin + drawExponential(random, truth.firstOrder.rate);
  const orders = random.chance(truth.firstOrder.share);
  if (!orders || now >= calendar.shopEnd) {
    return { activeShopDays: 0, droppedOut: false, moments, fadesFrom: orders ? undefined : person.signedUpAt };
  }
  const first = now;
  const place = () => {
    // Moments of one day keep their order, a minute apart at least.
    const drawn = calendar.drawMoment(random, calendar.toDay(now));
    moments.push(Math.max(drawn, (moments.at(-1) ?? 0) + 60_000));
  };
  place();
  for (;;) {
    now += drawExponential(random, lambda);
    if (now >= calendar.shopEnd) break;
    place();
    if (random.chance(dropoutP)) {
      return { activeShopDays: now - first, droppedOut: true, moments, fadesFrom: beginToFade(seed, person, moments) };
    }
  }
  return { activeShopDays: calendar.shopEnd - first, droppedOut: false, moments, fadesFrom: undefined };
}

/**
 * Interest fades before the last order, so that a shop can see it coming; the orders themselves stay those of BG/NBD. A stream of its own: what
 * fades changes no order.
 */
function beginToFade(seed: number, person: Person, moments: readonly number[]): number {
  const lead = drawExponential(createStream(seed, "fading", person.number), 1 / truth.visits.leadDays);
  return Math.max(person.signedUpAt, Math.round(moments.at(-1)! - lead * dayMs));
}

/** How much of a user's interest is left: 1 until it fades, then halved again and again. */
export function interestAt({ fadesFrom, droppedOut }: Lifetime, at: number): number {
  if (fadesFrom === undefined || at <= fadesFrom) return 1;
  const { left, neverOrders } = truth.visits.halfLifeDays;
  return power(0.5, (at - fadesFrom) / dayMs / (droppedOut ? left : neverOrders));
}
