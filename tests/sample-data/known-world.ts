import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCsv, type Table } from "ulm/data";
import { generateShop, type ShopSpec } from "../../sample-data/world/generate-shop.ts";
import { tables, type TableName } from "../../sample-data/world/tables.ts";
import { truth } from "../../sample-data/world/truth.ts";

const dayMs = 86_400_000;
const start = Date.UTC(2024, 0, 1);

/** A generated shop, read by the library, and what its truth says besides parameters. */
export interface KnownWorld {
  readonly shop: Readonly<Record<TableName, Table>>;
  /** What is hidden about the products. */
  readonly products: readonly {
    readonly product_id: string;
    readonly quality: number;
    readonly factors: readonly number[];
  }[];
  readonly days: number;
  /** Shop time, in which rates are constant, at the beginning of each day and at the end of the last. */
  readonly clock: readonly number[];
  /** The day of an instant, counted from 0. */
  dayOf(instant: Date): number;
  /** Shop time in the middle of the day of an instant: what is known of when something happened. */
  shopTime(instant: Date): number;
}

export async function createKnownWorld(spec: ShopSpec): Promise<KnownWorld> {
  const folder = await mkdtemp(join(tmpdir(), "known-world-"));
  try {
    await generateShop(spec, folder);
    const names = Object.keys(tables) as TableName[];
    const read = await Promise.all(
      names.map(async (name) => [name, await readCsv(join(folder, `${name}.csv`))] as const),
    );
    const { products } = JSON.parse(await readFile(join(folder, "truth.json"), "utf8"));
    const clock = shopClock(spec.days);
    const dayOf = (instant: Date) => Math.floor((instant.getTime() - start) / dayMs);
    return {
      shop: Object.fromEntries(read) as Record<TableName, Table>,
      products,
      days: spec.days,
      clock,
      dayOf,
      shopTime: (instant) => (clock[dayOf(instant)]! + clock[dayOf(instant) + 1]!) / 2,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** From the truth alone: how fast shop time runs on each weekday and in each month. */
function shopClock(days: number): number[] {
  const clock = [0];
  for (let day = 0; day < days; day++) {
    const date = new Date(start + day * dayMs);
    clock.push(clock[day]! + truth.weekdays[(date.getUTCDay() + 6) % 7]! * truth.months[date.getUTCMonth()]!);
  }
  return clock;
}
