/** When users come and what they do: hours, seasons and paths, as the library counts them, beside what is true. */
import { markovPaths, reachProbability, sequenceCounts, timeProfile, toSequences, TransitionMatrix } from "ulm/behave";
import type { PeriodKind } from "ulm/behave";
import type { Table } from "ulm/data";
import { truth } from "../../sample-data/world/truth.ts";
import type { KnownWorld } from "./known-world.ts";
import { dayMs, shareEstimate, start, sum } from "./recover.ts";
import type { Estimate } from "./recover.ts";

/** The shares of the hours among logins. */
export function recoverHours({ shop }: KnownWorld): Estimate[] {
  const total = sum([...truth.hours]);
  return timeProfile(shop.logins.column("at"), { by: "hour" }).periods.map(({ share, label, period }) =>
    shareEstimate(label.en, share, shop.logins.rowCount, truth.hours[period]! / total),
  );
}

/** The events of visits that end with an order, or of those that do not. */
function eventsOfVisits({ shop }: KnownWorld, withOrder: boolean): Table {
  const ordering = new Set(shop.orders.column("session_id").toArray());
  return shop.events.filter(({ session_id }) => ordering.has(session_id) === withOrder);
}

/** Visits without an order, which come at a constant rate in shop time for each user from the day after sign-up on, until interest fades. */
function visits(world: KnownWorld): Table {
  const seen = new Set<string>();
  return eventsOfVisits(world, false).filter(
    ({ session_id }) => !seen.has(session_id) && seen.add(session_id) !== undefined,
  );
}

/** Visits a day for each user, by weekday or month; the truth is what the speeds of shop time make of the same days and users. */
export function recoverSeasons(world: KnownWorld, by: Extract<PeriodKind, "weekday" | "month">): Estimate[] {
  const signUps = world.shop.users
    .column("signed_up_at")
    .toArray()
    .map((at) => world.dayOf(at as Date));
  const usersBy = Array.from({ length: world.days }, (_, day) => signUps.filter((signUp) => signUp < day).length);
  const exposure = (day: Date) => usersBy[world.dayOf(day)]!;
  const [from, to] = [new Date(start), new Date(start + world.days * dayMs)];
  const profile = timeProfile(visits(world).column("at"), { by, from, to, exposure });
  const expected = new Map<number, number>();
  const perShopDay = expectedVisits(world);
  for (let day = 0; day < world.days; day++) {
    const date = new Date(start + day * dayMs);
    const period = by === "month" ? date.getUTCMonth() : (date.getUTCDay() + 6) % 7;
    const speed = world.clock[day + 1]! - world.clock[day]!;
    expected.set(period, (expected.get(period) ?? 0) + perShopDay[day]! * speed);
  }
  return profile.periods
    .filter(({ exposure: observed }) => observed > 0)
    .map(({ period, label, rate, exposure: observed }) => ({
      of: label.en,
      estimate: rate!,
      truth: expected.get(period)! / observed,
      standardError: Math.sqrt(expected.get(period)!) / observed,
    }));
}

/** By day: how many visits a day of shop time all users together make, who visit as `truth.visits` says. */
function expectedVisits(world: KnownWorld): number[] {
  const { halfLifeDays } = truth.visits;
  const signUp = signUpDays(world);
  const expected = Array.from({ length: world.days }, () => 0);
  for (const { user_id, lambda, dropped_out, fades_from } of world.shop["truth-users"].rows()) {
    const rate = visitRate(lambda);
    const halfLife = dropped_out === 1 ? halfLifeDays.left : halfLifeDays.neverOrders;
    for (let day = signUp.get(user_id)! + 1; day < world.days; day++) {
      // In the middle of the day.
      const faded = fades_from === null ? 0 : Math.max(0, (start - fades_from.getTime()) / dayMs + day + 0.5);
      expected[day]! += rate * 0.5 ** (faded / halfLife);
    }
  }
  return expected;
}

/** Visits a day of shop time while interest lasts. */
function visitRate(lambda: number): number {
  const { perDay, even } = truth.visits;
  const { r, alpha } = truth.bgNbd;
  return perDay * (even + ((1 - even) * lambda * alpha) / r);
}

function signUpDays({ shop, dayOf }: KnownWorld): Map<string, number> {
  return new Map(shop.users.rows().map((row) => [row.user_id, dayOf(row.signed_up_at)]));
}

/**
 * What is left of visits in the months around the last order of those who leave, against what they would be if nothing faded; without a look at
 * when the interest of each begins to fade. Users vary, so the standard errors are of sums over users.
 */
export function recoverFading(world: KnownWorld): Estimate[] {
  const signUp = signUpDays(world);
  const times = new Map<string, number[]>();
  for (const { user_id, at } of visits(world).rows()) times.set(user_id, [...(times.get(user_id) ?? []), +at]);
  // Before the sign-up nothing fades: six months are more than the lead of nearly all.
  const leavers = world.shop["truth-users"]
    .rows()
    .filter(({ user_id, left_at }) => left_at !== null && world.dayOf(left_at) - signUp.get(user_id)! > 180)
    .filter(({ left_at }) => world.dayOf(left_at) + 31 < world.days);
  return [-90, -60, -30, 0].map((from) => {
    let [observed, unfaded, expected, squares] = [0, 0, 0, 0];
    for (const { user_id, lambda, left_at } of leavers) {
      const begin = (+left_at - start) / dayMs + from;
      const seen = (times.get(user_id) ?? []).filter((at) => {
        const day = (at - start) / dayMs;
        return day >= begin && day < begin + 30;
      }).length;
      let ofUser = 0;
      for (let step = 0.5; step < 30; step++) {
        const day = Math.floor(begin + step);
        const full = visitRate(lambda) * (world.clock[day + 1]! - world.clock[day]!);
        unfaded += full;
        ofUser += full * expectedInterest(from + step);
      }
      observed += seen;
      expected += ofUser;
      squares += (seen - ofUser) ** 2;
    }
    return {
      of: `visits ${from} to ${from + 30} days from the last order`,
      estimate: observed / unfaded,
      truth: expected / unfaded,
      standardError: Math.sqrt(squares) / unfaded,
    };
  });
}

/** The mean interest so many days after the last order: the lead is exponential, and then interest halves. */
function expectedInterest(days: number): number {
  const { leadDays, halfLifeDays } = truth.visits;
  const atLeaving = 1 / (1 + (leadDays * Math.LN2) / halfLifeDays.left);
  if (days >= 0) return atLeaving * 0.5 ** (days / halfLifeDays.left);
  const fades = Math.exp(days / leadDays);
  return 1 - fades + fades * atLeaving;
}

/** The steps of visits without an order, and who ever puts something into the cart. */
export function recoverPaths(world: KnownWorld): Estimate[] {
  const paths = markovPaths(toSequences(eventsOfVisits(world, false), { by: "session_id", time: "at", state: "type" }));
  const steps = Object.entries(truth.path).flatMap(([from, row]) =>
    Object.entries(row as Record<string, number>).map(([to, p]) => {
      const { value, count } = paths.probability(from, to);
      return shareEstimate(`${from} → ${to}`, value!, count, p);
    }),
  );
  const states = [...Object.keys(truth.path), "exit"];
  const known = new TransitionMatrix(
    states,
    states.map((from) =>
      states.map(
        (to) =>
          (truth.path as Record<string, Record<string, number>>)[from]?.[to] ??
          Number(from === "exit" && to === "exit"),
      ),
    ),
  );
  const reached = reachProbability(known, "start", "add_to_cart");
  const begun = paths.totals[paths.states.indexOf("start")]!;
  const carts = shareEstimate("ever in the cart", reachProbability(paths, "start", "add_to_cart"), begun, reached);
  const sequences = toSequences(eventsOfVisits(world, true), { by: "session_id", time: "at", state: "type" });
  const searched = sequenceCounts(sequences)
    .rows()
    .find(({ path }) => path === "search → view → add_to_cart")!;
  return [
    ...steps,
    carts,
    shareEstimate("orders after a search", searched.share, sequences.length, truth.orderAfterSearch),
  ];
}
