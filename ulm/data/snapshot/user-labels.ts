import { roleColumn } from "../roles/role-column.ts";
import type { RoledTable } from "../roles/role-map.ts";
import type { Row } from "../table.ts";
import { purchasesIn } from "./purchases.ts";
import type { OrderLog } from "./purchases.ts";
import type { Instants } from "./snapshot-windows.ts";
import { rowsByUser } from "./user-log.ts";
import type { UserKey } from "./user-log.ts";

/** What each user did in the horizon, one object each: churned is to have no purchase in it. */
export function userLabels(users: readonly UserKey[], log: OrderLog, { horizonStart, horizonEnd }: Instants): Row[] {
  const horizon = rowsByUser(log, horizonStart, horizonEnd);
  return users.map((user) => {
    const rows = horizon.get(user) ?? [];
    const nextOrders = purchasesIn(log, rows).length;
    const nextAmount = rows.reduce((sum, row) => sum + (log.amounts?.[row] || 0), 0);
    return { churned: nextOrders === 0, nextOrders, ...(log.amounts && { nextAmount }) };
  });
}

/** The last moment that the tables tell of. */
export function lastTime(tables: readonly RoledTable[]): number {
  let last = -Infinity;
  for (const table of tables) {
    for (const time of roleColumn(table, "time")?.toNumbers() ?? []) if (time > last) last = time;
  }
  return last;
}
