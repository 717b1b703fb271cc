import { roleColumn } from "../roles/role-column.ts";
import type { RoledTable } from "../roles/role-map.ts";
import type { Row } from "../table.ts";
import { millisecondsPerDay } from "./snapshot-windows.ts";
import { rowsByUser, userLog } from "./user-log.ts";
import type { UserKey } from "./user-log.ts";

/** Which kinds of event make the click rate: clicks of what was shown. */
export interface ClickNames {
  readonly shown: readonly string[];
  readonly clicked: readonly string[];
}

/**
 * Features of events with `from` ≤ time < `to`: their number, sessions, days since the last, the number of each kind that occurs
 * in the window, and the click rate.
 */
export function eventFeatures(
  events: RoledTable,
  from: number,
  to: number,
  clicks: ClickNames,
): (user: UserKey) => Row {
  const log = userLog(events, "events");
  const byUser = rowsByUser(log, from, to);
  const kind = roleColumn(events, "event");
  const session = roleColumn(events, "session");
  const kindOf = (row: number) => String(kind!.get(row) ?? "");
  const kinds = new Set<string>();
  if (kind !== undefined) for (const rows of byUser.values()) for (const row of rows) kinds.add(kindOf(row));
  const named = [...kinds].filter((name) => name !== "").sort();
  return (user) => {
    const rows = byUser.get(user) ?? [];
    const last = rows.reduce((latest, row) => Math.max(latest, log.times[row]!), -Infinity);
    const count = (names: readonly string[]) => rows.filter((row) => names.includes(kindOf(row))).length;
    return {
      events: rows.length,
      ...(session && { sessions: new Set(rows.map((row) => session.data[row])).size }),
      daysSinceEvent: rows.length > 0 ? (to - last) / millisecondsPerDay : null,
      ...(kind && { clickRate: count(clicks.shown) > 0 ? count(clicks.clicked) / count(clicks.shown) : null }),
      ...Object.fromEntries(named.map((name) => [`events_${name}`, count([name])])),
    };
  };
}
