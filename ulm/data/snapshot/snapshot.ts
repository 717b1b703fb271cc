import { bilingualTable } from "../bilingual-table.ts";
import { Column, compareCells } from "../column.ts";
import { display } from "../display.ts";
import type { DisplayBundle } from "../display.ts";
import { ParameterError } from "../estimator.ts";
import { checkParameters, oneOf } from "../parameter-rules.ts";
import { requireRole, requireTimes } from "../roles/role-column.ts";
import type { RoledTable } from "../roles/role-map.ts";
import { Table } from "../table.ts";
import type { Row } from "../table.ts";
import { TableError } from "../table-error.ts";
import { zoneOf } from "./day-clock.ts";
import type { ClickNames } from "./event-features.ts";
import { isReturn, orderLog } from "./purchases.ts";
import type { OrderLog, PurchaseUnit } from "./purchases.ts";
import { millisecondsPerDay, toInstants } from "./snapshot-windows.ts";
import type { Instants, SnapshotWindows } from "./snapshot-windows.ts";
import { userFeatures } from "./user-features.ts";
import { lastTime, userLabels } from "./user-labels.ts";
import { rowsByUser } from "./user-log.ts";
import type { UserKey } from "./user-log.ts";

/** The tables of a shop, with the roles of their columns. */
export interface SnapshotTables {
  /** Roles user and time; and order, amount (or price and quantity), item, category, returnTime where there are such columns. */
  readonly orders: RoledTable;
  /** Role user; time is the sign-up; `attributes` become features. */
  readonly users?: RoledTable;
  /** Roles user and time; and event, session where there are such columns. */
  readonly events?: RoledTable;
}

export interface SnapshotOptions extends SnapshotWindows {
  /**
   * Whom the snapshot holds: "active", who bought in the observation window (default), or "known", every row of `users` who had
   * signed up by then.
   */
  readonly population?: "active" | "known";
  /** What counts as one purchase. Default: "order" when that role is stated, else "row". */
  readonly purchase?: PurchaseUnit;
  /**
   * The IANA zone of days and of `asOf` where it states none. Default: that of the times of `orders`, which is the one in which they were
   * read, or UTC.
   */
  readonly zone?: string;
  /** Kinds of event whose ratio is the click rate. Default clicked "click", shown "impression", "exposure", "view". */
  readonly clicks?: ClickNames;
  /** Until when the tables are complete. Default: their last row. A horizon that ends later is an error. */
  readonly dataUntil?: Date;
}

/** Users as they were known at a moment, and what they did afterwards. Features and labels have the same users in the same order. */
export class Snapshot {
  /** One row per user: the identifier, then the features. All come from rows before `asOf`. */
  readonly features: Table;
  /** One row per user: the identifier, `churned`, `nextOrders`, `nextAmount`. All come from rows of the horizon. */
  readonly labels: Table;
  readonly asOf: Date;
  /** The window of the features: from the first moment until just before `asOf`. */
  readonly observationStart: Date;
  /** The window of the labels: from its first moment until just before `horizonEnd`. */
  readonly horizonStart: Date;
  readonly horizonEnd: Date;
  /** Of its days. */
  readonly zone: string;

  constructor(features: Table, labels: Table, instants: Instants, zone = "UTC") {
    this.features = features;
    this.labels = labels;
    this.asOf = new Date(instants.asOf);
    this.observationStart = new Date(instants.observationStart);
    this.horizonStart = new Date(instants.horizonStart);
    this.horizonEnd = new Date(instants.horizonEnd);
    this.zone = zone;
  }

  /** Features and labels side by side. */
  get table(): Table {
    return this.features.concatColumns(this.labels.drop(this.labels.columnNames[0]!));
  }

  /** Share of the users who churned; NaN without users. */
  get churnRate(): number {
    const churned = this.labels.column("churned").toNumbers();
    return churned.reduce((sum, value) => sum + value, 0) / churned.length;
  }

  [display](): DisplayBundle {
    const span = (from: Date, to: Date) => `[${from.toISOString()}, ${to.toISOString()})`;
    const users = this.features.rowCount;
    const rate = users > 0 ? `${(this.churnRate * 100).toFixed(1)} %` : "–";
    return bilingualTable(
      { en: `Snapshot of ${this.asOf.toISOString()}`, "zh-CN": `快照 ${this.asOf.toISOString()}` },
      [
        { en: "What", "zh-CN": "项目" },
        { en: "Value", "zh-CN": "数值" },
      ],
      [
        [{ en: "Users", "zh-CN": "用户数" }, users > 0 ? String(users) : nobody],
        [{ en: "Days are of the zone", "zh-CN": "日期所在时区" }, this.zone],
        [{ en: "Features see", "zh-CN": "特征窗口" }, span(this.observationStart, this.asOf)],
        [{ en: "Labels see", "zh-CN": "标签窗口" }, span(this.horizonStart, this.horizonEnd)],
        [{ en: "Churned", "zh-CN": "流失率" }, rate],
        [{ en: "Features", "zh-CN": "特征" }, this.features.columnNames.slice(1).join(", ")],
      ],
    );
  }
}

/**
 * Users as a model would have seen them at `asOf`, and what they did afterwards: features from rows with
 * `asOf` − observationDays ≤ time < `asOf` (tenure from all rows before), labels from rows with
 * `asOf` + gapDays ≤ time < `asOf` + gapDays + horizonDays. So no label can leak into a feature.
 *
 * Features: recencyDays, frequency (purchases), monetary (amounts less returns), averageOrder, daysBetweenOrders, recentShare
 * (of purchases, in the later half of the window), tenureDays, returns, returnRate, pieces, distinctItems, favouriteCategory,
 * favouriteShare, events, sessions, daysSinceEvent, clickRate, `events_<kind>`, and the users' attributes; those whose roles are stated.
 * Rows without user or time are left out; rows without amount count as purchases of 0.
 * @throws TableError when roles are missing or the data end before the horizon does; ParameterError
 */
export function snapshot(tables: SnapshotTables, options: SnapshotOptions): Snapshot {
  checkTables(tables);
  const { population: whom = "active", purchase } = options;
  checkParameters("snapshot", { population: whom }, { population: oneOf("active", "known") });
  const zone = zoneOf(tables.orders, options.zone);
  const instants = toInstants(options, zone);
  checkUserTypes(tables);
  checkHorizon(tables, instants, options.dataUntil);
  const log = orderLog(tables.orders, "snapshot", { purchase, zone });
  if (whom === "active") checkBeginning(log, instants);
  const known = knownUsers(tables.users, instants.asOf);
  const users = population(whom, log, known, instants);
  const clicks = options.clicks ?? { shown: ["impression", "exposure", "view"], clicked: ["click"] };
  const signUps = new Map<UserKey, number>();
  for (const [user, { time }] of known ?? []) if (!Number.isNaN(time)) signUps.set(user, time);
  const features = userFeatures(users, { ...tables, events: tables.events, log, signUps, clicks }, instants);
  const identifiers = new Column(
    log.users.name,
    log.users.type,
    log.users.type === "text" ? (users as string[]) : Float64Array.from(users as number[]),
  );
  const attributes = (tables.users?.roles.attributes ?? []).map((name) => {
    const column = tables.users!.table.column(name);
    const values = users.map((user) => (known!.has(user) ? column.get(known!.get(user)!.row) : null));
    return column.withValues(values);
  });
  return new Snapshot(
    new Table([identifiers, ...toColumns(features), ...attributes]),
    new Table([identifiers, ...toColumns(userLabels(users, log, instants))]),
    instants,
    zone,
  );
}

const nobody = { en: "0: nobody bought in the window of the features", "zh-CN": "0：特征窗口内无人购买" };

/** @throws TableError for tables without roles */
function checkTables(tables: SnapshotTables): void {
  for (const [name, source] of Object.entries({ ...tables, orders: tables?.orders })) {
    const roled = source as Partial<RoledTable> | undefined;
    if (roled === undefined && name !== "orders") continue;
    if (roled?.table instanceof Table && typeof roled.roles === "object") continue;
    throw new TableError(
      `snapshot: ${name} must be a table whose columns have roles: snapshot({ ${name}: ulm.data.roles(${name}), … }, …), ` +
        `or { table: ${name}, roles: { user: "…", time: "…" } }.`,
    );
  }
}

/** Before the first row there is nothing to learn from. */
function checkBeginning({ times, rows }: OrderLog, { asOf }: Instants): void {
  const first = rows.reduce((earliest, row) => Math.min(earliest, times[row]!), Infinity);
  if (rows.length === 0 || first < asOf) return;
  throw new TableError(
    `asOf is ${new Date(asOf).toISOString()}, but the orders begin on ${new Date(first).toISOString()}: nothing is known of anybody ` +
      "then. Choose a later asOf.",
  );
}

/** Rows of the table of users who had signed up by `asOf`; all of them when sign-up is not stated. */
function knownUsers(users: RoledTable | undefined, asOf: number) {
  if (users === undefined) return undefined;
  const identifiers = requireRole(users, "user", "users");
  const times = users.roles.time === undefined ? undefined : requireTimes(users, "users");
  const known = new Map<UserKey, { row: number; time: number }>();
  for (let row = 0; row < identifiers.length; row++) {
    const time = times?.[row] ?? NaN;
    if (identifiers.isMissing(row) || (times !== undefined && !(time < asOf))) continue;
    const user = identifiers.data[row]!;
    if (known.has(user)) throw new TableError(`The table of users has two rows for ${JSON.stringify(user)}. Keep one.`);
    known.set(user, { row, time });
  }
  return known;
}

function population(
  which: "active" | "known",
  log: OrderLog,
  known: ReadonlyMap<UserKey, unknown> | undefined,
  { observationStart, asOf }: Instants,
): UserKey[] {
  if (which === "known") {
    if (known === undefined) throw new ParameterError('population "known" needs a table of users.');
    return [...known.keys()].sort(compareCells);
  }
  const rows = rowsByUser(log, observationStart, asOf);
  const bought = [...rows].filter(([, own]) => own.some((row) => !isReturn(log, row)));
  return bought.map(([user]) => user).sort(compareCells);
}

/** The identifiers of all tables must be comparable. */
function checkUserTypes({ orders, users, events }: SnapshotTables): void {
  const type = requireRole(orders, "user", "orders").type;
  for (const [what, table] of Object.entries({ users, events })) {
    const other = table && requireRole(table, "user", what);
    if (other === undefined || other.type === type) continue;
    throw new TableError(
      `Users are ${type} values in orders, but ${other.type} values in ${what} (column "${other.name}"): ` +
        `nobody would match. Read both with the same type, for example types: { ${JSON.stringify(other.name)}: "text" }.`,
    );
  }
}

/** Users whose future is not in the data must not pass for churned. */
function checkHorizon({ orders, events }: SnapshotTables, { horizonEnd }: Instants, dataUntil?: Date): void {
  const until = dataUntil?.getTime() ?? lastTime(events === undefined ? [orders] : [orders, events]);
  // Data end with their last row, a little before the day does.
  if (horizonEnd <= until + millisecondsPerDay) return;
  if (until === -Infinity) throw new TableError("The table of orders has no row with a time.");
  throw new TableError(
    `The horizon ends on ${new Date(horizonEnd).toISOString()}, but the data end on ${new Date(until).toISOString()}: users ` +
      "would be called churned whose future is unknown. Choose an earlier asOf or a shorter horizon, or state dataUntil.",
  );
}

/** All-missing text would pass for numbers. */
function toColumns(rows: readonly Row[]): readonly Column[] {
  return Table.fromObjects(rows, { favouriteCategory: "text" }).columns;
}
