import { Column, ParameterError, Table } from "../data/index.ts";
import { ZoneClock } from "../data/read/zone-clock.ts";
import { HistoryError } from "./history-error.ts";

export interface SummaryOptions {
  /** The column of what was paid; adds `monetaryValue`. */
  monetaryValueCol?: string;
  /** Purchases after this period are left out, ages are counted up to it. Default: the last purchase. */
  observationPeriodEnd?: Date;
  /** The unit in which time is counted, and in which several purchases are one: hours, days, or weeks from Monday. Default "D". */
  freq?: "h" | "D" | "W";
  /** Recency and T are divided by this: with "h" and 24 they are exact days. Default 1. */
  freqMultiplier?: number;
  /** Whether the first purchase counts in `frequency` and `monetaryValue`. The models of this library need false, the default. */
  includeFirstTransaction?: boolean;
  /** Whose days they are, for example "Asia/Shanghai". Default: the zone of the column of times. */
  timeZone?: string;
}

const unit = { h: 3_600_000, D: 86_400_000, W: 7 * 86_400_000 };
/** 1970-01-01 was a Thursday. */
const firstMonday = { h: 0, D: 0, W: 4 * 86_400_000 };

/**
 * From purchases to what `BetaGeoFitter` and `GammaGammaFitter` take, as lifetimes' `summary_data_from_transaction_data`: one row for each
 * customer in the order of their identifiers, with `frequency` (repeat periods in which they bought), `recency` and `T` (periods from
 * the first purchase to the last, and to the end) and, if asked for, `monetaryValue` (the mean of what they spent in a repeat period; 0
 * without one). Several purchases in one period are one, their values added up.
 * @param transactions one row for each purchase; rows without customer or time are an error
 * @throws TableError for a column that is not there; HistoryError for missing values, or when nothing is left
 */
export function summaryDataFromTransactionData(
  transactions: Table,
  customerIdCol: string,
  datetimeCol: string,
  options: SummaryOptions = {},
): Table {
  const { freq = "D", freqMultiplier = 1, includeFirstTransaction = false } = options;
  if (!(freq in unit) || !(freqMultiplier > 0)) {
    throw new ParameterError(
      `summaryDataFromTransactionData: freq must be "h", "D" or "W" and freqMultiplier positive, not ${JSON.stringify(freq)} and ${freqMultiplier}.`,
    );
  }
  const clock = new ZoneClock(options.timeZone ?? transactions.column(datetimeCol).zone ?? "UTC");
  const periods = purchasePeriods(transactions, datetimeCol, freq, clock);
  const amounts = options.monetaryValueCol === undefined ? undefined : present(transactions, options.monetaryValueCol);
  const end = options.observationPeriodEnd
    ? toPeriod(options.observationPeriodEnd.getTime(), freq, clock)
    : periods.reduce((last, period) => Math.max(last, period), -Infinity);
  const customers = collectCustomers(transactions.column(customerIdCol), periods, amounts, end);
  const kept = transactions
    .column(customerIdCol)
    .unique()
    .filter((customer) => customers.has(keyOf(customer)));
  if (kept.length === 0) throw new HistoryError("There are no purchases up to the end of the observation.");
  const rows = kept.map((customer) => customers.get(keyOf(customer))!);
  const ages = (pick: (customer: CustomerPeriods) => number) =>
    Float64Array.from(rows, (row) => (pick(row) - row.first) / freqMultiplier);
  const counted = (row: CustomerPeriods) => row.spent.size - (includeFirstTransaction ? 0 : 1);
  const columns = [
    transactions.column(customerIdCol).withValues(kept),
    new Column("frequency", "number", Float64Array.from(rows, counted)),
    new Column(
      "recency",
      "number",
      ages(({ last }) => last),
    ),
    new Column(
      "T",
      "number",
      ages(() => end),
    ),
  ];
  if (amounts === undefined) return new Table(columns);
  const spent = Float64Array.from(rows, (row) => meanSpent(row, includeFirstTransaction));
  return new Table([...columns, new Column("monetaryValue", "number", spent)]);
}

interface CustomerPeriods {
  first: number;
  last: number;
  /** What was spent, by period. */
  readonly spent: Map<number, number>;
}

function collectCustomers(
  identifiers: Column,
  periods: Float64Array,
  amounts: Float64Array | undefined,
  end: number,
): Map<unknown, CustomerPeriods> {
  const customers = new Map<unknown, CustomerPeriods>();
  for (let row = 0; row < periods.length; row++) {
    const period = periods[row]!;
    if (identifiers.isMissing(row)) throw missingError(identifiers.name, row);
    if (period > end) continue;
    const key = keyOf(identifiers.get(row));
    let customer = customers.get(key);
    if (customer === undefined) customers.set(key, (customer = { first: period, last: period, spent: new Map() }));
    customer.first = Math.min(customer.first, period);
    customer.last = Math.max(customer.last, period);
    customer.spent.set(period, (customer.spent.get(period) ?? 0) + (amounts?.[row] ?? 0));
  }
  return customers;
}

function meanSpent({ spent, first }: CustomerPeriods, includeFirst: boolean): number {
  let [sum, count] = [0, 0];
  for (const [period, amount] of spent) {
    if (period === first && !includeFirst) continue;
    sum += amount;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function purchasePeriods(transactions: Table, name: string, freq: keyof typeof unit, clock: ZoneClock): Float64Array {
  const column = transactions.column(name);
  if (column.type !== "date") {
    throw new HistoryError(`Column "${name}" holds ${column.type} values, not dates. Read it as dates first.`);
  }
  return present(transactions, name).map((instant) => toPeriod(instant, freq, clock));
}

function toPeriod(instant: number, freq: keyof typeof unit, clock: ZoneClock): number {
  return Math.floor((clock.toWall(instant) - firstMonday[freq]) / unit[freq]);
}

function present(transactions: Table, name: string): Float64Array {
  const values = transactions.column(name).toNumbers();
  const missing = values.findIndex((value) => Number.isNaN(value));
  if (missing >= 0) throw missingError(name, missing);
  return values;
}

function missingError(name: string, row: number): HistoryError {
  return new HistoryError(`Column "${name}", row ${row} is missing. Leave such rows out first (dropMissing).`);
}

/** Dates are equal when their times are. */
function keyOf(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}
