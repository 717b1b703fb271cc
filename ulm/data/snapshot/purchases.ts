import { TableError } from "../table-error.ts";
import { roleAmounts, roleColumn } from "../roles/role-column.ts";
import type { RoledTable } from "../roles/role-map.ts";
import { checkParameters, oneOf } from "../parameter-rules.ts";
import { dayNumbers, zoneOf } from "./day-clock.ts";
import { userLog } from "./user-log.ts";
import type { UserLog } from "./user-log.ts";

/** What counts as one purchase: all lines of an order, all of a day, or each row. */
export type PurchaseUnit = "order" | "day" | "row";

/** Rows of orders, and how they make purchases. */
export interface OrderLog extends UserLog {
  /** NaN where missing. `undefined` without amounts: then no row is a return. */
  readonly amounts: Float64Array | undefined;
  /** Rows with the same mark are one purchase of their user. */
  purchaseOf(row: number): string | number;
}

/** One purchase: its first time and the sum of its positive amounts. */
export interface Purchase {
  readonly time: number;
  readonly amount: number;
}

/** How purchases are told from each other. */
export interface PurchaseRule {
  /** Default: "order" when the role is stated, else "row". */
  readonly purchase?: PurchaseUnit | undefined;
  /** The IANA zone of the days. Default: that of the column of times. */
  readonly zone?: string | undefined;
}

/** What counts as one purchase of these rows. @param caller for the message @throws ParameterError, TableError */
export function purchaseUnit(orders: RoledTable, caller: string, asked: PurchaseUnit | undefined): PurchaseUnit {
  const resolved = asked ?? (orders.roles.order === undefined ? "row" : "order");
  checkParameters(caller, { purchase: resolved }, { purchase: oneOf("order", "day", "row") });
  if (resolved === "order" && orders.roles.order === undefined) {
    throw new TableError('Purchases are to be counted per order: state the role "order", or count per "day" or "row".');
  }
  return resolved;
}

/** @param caller for messages */
export function orderLog(orders: RoledTable, caller: string, { purchase, zone }: PurchaseRule = {}): OrderLog {
  const unit = purchaseUnit(orders, caller, purchase);
  const order = roleColumn(orders, "order");
  const log = userLog(orders, "orders");
  const days = unit === "day" ? dayNumbers(log.times, zoneOf(orders, zone)) : undefined;
  const purchaseOf = (row: number) => {
    if (days !== undefined) return days[row]!;
    if (unit === "row") return row;
    return order!.isMissing(row) ? `row ${row}` : order!.data[row]!;
  };
  return { ...log, amounts: roleAmounts(orders), purchaseOf };
}

/** Whether a row is goods that came back: its amount is negative. */
export function isReturn({ amounts }: OrderLog, row: number): boolean {
  return amounts !== undefined && amounts[row]! < 0;
}

/** The purchases in some rows of one user, in order of time; returns are not among them. */
export function purchasesIn(log: OrderLog, rows: readonly number[]): Purchase[] {
  const purchases = new Map<string | number, Purchase>();
  for (const row of rows) {
    if (isReturn(log, row)) continue;
    const mark = log.purchaseOf(row);
    const amount = log.amounts?.[row] ?? 0;
    const before = purchases.get(mark);
    purchases.set(mark, {
      time: Math.min(before?.time ?? Infinity, log.times[row]!),
      amount: (before?.amount ?? 0) + (Number.isNaN(amount) ? 0 : amount),
    });
  }
  return [...purchases.values()].sort((a, b) => a.time - b.time);
}
