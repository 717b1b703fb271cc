import { compareCells } from "../column.ts";
import { roleColumn } from "../roles/role-column.ts";
import type { RoledTable } from "../roles/role-map.ts";
import type { Row } from "../table.ts";
import { eventFeatures } from "./event-features.ts";
import type { ClickNames } from "./event-features.ts";
import { isReturn, purchasesIn } from "./purchases.ts";
import type { OrderLog } from "./purchases.ts";
import { millisecondsPerDay } from "./snapshot-windows.ts";
import type { Instants } from "./snapshot-windows.ts";
import { rowsByUser } from "./user-log.ts";
import type { UserKey } from "./user-log.ts";

interface FeatureInput {
  readonly orders: RoledTable;
  readonly log: OrderLog;
  readonly events: RoledTable | undefined;
  /** Sign-up times before `asOf`. */
  readonly signUps: ReadonlyMap<UserKey, number>;
  readonly clicks: ClickNames;
}

/** What is known of each user at `asOf`, one object each, from rows before it only. */
export function userFeatures(
  users: readonly UserKey[],
  input: FeatureInput,
  { observationStart, asOf }: Instants,
): Row[] {
  const { orders, log, events, signUps } = input;
  const observed = rowsByUser(log, observationStart, asOf);
  const ever = rowsByUser(log, -Infinity, asOf);
  const activity = events && eventFeatures(events, observationStart, asOf, input.clicks);
  return users.map((user) => {
    const rows = observed.get(user) ?? [];
    const first = signUps.get(user) ?? purchasesIn(log, ever.get(user) ?? [])[0]?.time;
    return {
      ...purchaseFeatures(log, rows, observationStart, asOf),
      tenureDays: first === undefined ? null : (asOf - first) / millisecondsPerDay,
      ...returnFeatures(orders, log, rows, asOf),
      ...preferenceFeatures(orders, log, rows),
      ...activity?.(user),
    };
  });
}

/** Recency, frequency, monetary value and rhythm of the purchases. */
function purchaseFeatures(log: OrderLog, rows: readonly number[], start: number, end: number) {
  const purchases = purchasesIn(log, rows);
  const frequency = purchases.length;
  const [first, last] = [purchases[0], purchases.at(-1)];
  const recent = purchases.filter(({ time }) => time >= (start + end) / 2).length;
  const gross = purchases.reduce((sum, { amount }) => sum + amount, 0);
  const net = rows.reduce((sum, row) => sum + (log.amounts?.[row] || 0), 0);
  const span = frequency > 1 ? (last!.time - first!.time) / millisecondsPerDay : undefined;
  return {
    recencyDays: last === undefined ? null : (end - last.time) / millisecondsPerDay,
    frequency,
    ...(log.amounts && { monetary: net, averageOrder: frequency > 0 ? gross / frequency : null }),
    daysBetweenOrders: span === undefined ? null : span / (frequency - 1),
    recentShare: frequency > 0 ? recent / frequency : null,
  };
}

/** Goods that had come back by `asOf`: rows with a negative amount, and rows whose return time has passed. */
function returnFeatures(orders: RoledTable, log: OrderLog, rows: readonly number[], asOf: number) {
  const returnTimes = roleColumn(orders, "returnTime")?.toNumbers();
  if (log.amounts === undefined && returnTimes === undefined) return {};
  const returns = rows.filter((row) => isReturn(log, row) || (returnTimes?.[row] ?? NaN) < asOf).length;
  const bought = rows.filter((row) => !isReturn(log, row)).length;
  return { returns, returnRate: bought > 0 ? returns / bought : null };
}

/** What the user buys: pieces, variety, and the category bought most often (the first in order among equals). */
function preferenceFeatures(orders: RoledTable, log: OrderLog, rows: readonly number[]) {
  const bought = rows.filter((row) => !isReturn(log, row));
  const quantity = roleColumn(orders, "quantity")?.toNumbers();
  const item = roleColumn(orders, "item");
  const category = roleColumn(orders, "category");
  const counts = new Map<string | number, number>();
  for (const row of category === undefined ? [] : bought) {
    const value = category!.data[row]!;
    if (!category!.isMissing(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [favourite, times] = [...counts].sort((a, b) => b[1] - a[1] || compareCells(a[0], b[0]))[0] ?? [null, 0];
  return {
    ...(quantity && { pieces: bought.reduce((sum, row) => sum + (quantity[row] || 0), 0) }),
    ...(item && { distinctItems: new Set(bought.map((row) => item.data[row])).size }),
    ...(category && {
      favouriteCategory: favourite === null ? null : String(favourite),
      favouriteShare: bought.length > 0 ? times / bought.length : null,
    }),
  };
}
