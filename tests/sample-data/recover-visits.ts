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
  const { perDay, even, halfLifeDays } = truth.visits;
  const { r, alpha } = truth.bgNbd;
  const signUp = new Map(world.shop.users.rows().map((row) => [row.user_id, world.dayOf(row.signed_up_at)]));
  const expected = Array.from({ length: world.days }, () => 0);
  for (const { user_id, lambda, dropped_out, fades_from } of world.shop["truth-users"].rows()) {
    const rate = perDay * (even + ((1 - even) * lambda * alpha) / r);
    const halfLife = dropped_out === 1 ? halfLifeDays.left : halfLifeDays.neverOrders;
    for (let day = signUp.get(user_id)! + 1; day < world.days; day++) {
      // In the middle of the day.
      const faded = fades_from === null ? 0 : Math.max(0, (start - fades_from.getTime()) / dayMs + day + 0.5);
      expected[day]! += rate * 0.5 ** (faded / halfLife);
    }
  }
  return expected;
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
