import { createStream } from "./create-stream.ts";
import { truth } from "./truth.ts";

/** The weeks in which a product has run out, because its supplier failed; never in the first. */
export function drawOutages(seed: number, index: number, weeks: number): ReadonlySet<number> {
  const random = createStream(seed, "supply", index);
  const out = new Set<number>();
  for (let week = 1; week < weeks; week++) {
    if (!random.chance(truth.supply.failure)) continue;
    const length = 1 + random.below(truth.supply.weeks);
    for (let end = Math.min(weeks, week + length); week < end; week++) out.add(week);
  }
  return out;
}

export function isInStock({ outages }: { outages: ReadonlySet<number> }, week: number): boolean {
  return !outages.has(week);
}

export interface StockWeek {
  /** 0 in weeks without stock. */
  offered: number;
  opening: number;
  received: number;
  sold: number;
  closing: number;
}

/**
 * The stock of one product week by week. On Sunday there is left what two weeks sell, in the mean of the last four, or `leastUnits`.
 * Before an outage nothing comes in any more: what is left is sold, and the week before it ends with nothing.
 * @param sold units by week
 */
export function keepStock(sold: readonly number[], outages: ReadonlySet<number>): StockWeek[] {
  const { openingUnits, leastUnits } = truth.supply;
  // At most so much may be left after each week for it to be gone when the outage begins.
  const most = sold.map(() => Infinity);
  for (let week = sold.length - 1; week >= 0; week--) {
    if (outages.has(week) || outages.has(week + 1)) most[week] = 0;
    else if (week + 1 < sold.length) most[week] = most[week + 1] + sold[week + 1];
  }
  let opening = Math.min(openingUnits, most[0] + sold[0]);
  return sold.map((units, week) => {
    const recent = sold.slice(Math.max(0, week - 3), week + 1);
    const mean = recent.reduce((total, count) => total + count, 0) / recent.length;
    const wanted = Math.min(most[week], Math.max(leastUnits, Math.ceil(2 * mean)));
    const closing = Math.max(wanted, opening - units);
    const offered = Number(!outages.has(week));
    const row = { offered, opening, received: closing - opening + units, sold: units, closing };
    opening = closing;
    return row;
  });
}
