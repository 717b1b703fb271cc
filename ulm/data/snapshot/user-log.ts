import type { Column } from "../column.ts";
import { requireRole, requireTimes } from "../roles/role-column.ts";
import type { RoledTable } from "../roles/role-map.ts";

/** How a user is known: the value of the user column. */
export type UserKey = string | number;

/** The rows of a table that say who and when. */
export interface UserLog {
  readonly users: Column;
  /** Milliseconds since 1970 UTC. */
  readonly times: Float64Array;
  /** Rows with neither user nor time missing. */
  readonly rows: readonly number[];
}

/** @param what names the table in errors: "orders", "events" */
export function userLog(source: RoledTable, what: string): UserLog {
  const users = requireRole(source, "user", what);
  const times = requireTimes(source, what);
  const rows: number[] = [];
  for (let row = 0; row < times.length; row++) {
    if (!users.isMissing(row) && !Number.isNaN(times[row])) rows.push(row);
  }
  return { users, times, rows };
}

/** Rows of each user with `from` ≤ time < `to`. */
export function rowsByUser(log: UserLog, from: number, to: number): Map<UserKey, number[]> {
  const byUser = new Map<UserKey, number[]>();
  for (const row of log.rows) {
    const time = log.times[row]!;
    if (time < from || time >= to) continue;
    const key = log.users.data[row]!;
    const known = byUser.get(key);
    if (known === undefined) byUser.set(key, [row]);
    else known.push(row);
  }
  return byUser;
}
