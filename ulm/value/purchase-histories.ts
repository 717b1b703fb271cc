import { Table } from "../data/index.ts";
import { HistoryError } from "./history-error.ts";
import { checkLengths, toNumberList } from "./number-list.ts";
import type { NumberList } from "./number-list.ts";

/**
 * What models of repeat buying know of customers: a table with columns `frequency`, `recency` and `T`, as `summaryDataFromTransactionData` makes
 * it, or the three lists. `frequency` counts repeat purchases, the first not among them; `recency` is the customer's age at the last
 * purchase (0 without a repeat), `T` the age at the end of the observation, both since the first purchase and in one unit of time.
 */
export type HistoryArguments =
  readonly [summary: Table] | readonly [frequency: NumberList, recency: NumberList, T: NumberList];

/** The same with how many customers each row stands for: a column `weights`, or a fourth list. Without it, one. */
export type WeightedHistoryArguments =
  | readonly [summary: Table]
  | readonly [frequency: NumberList, recency: NumberList, T: NumberList, weights?: NumberList];

export interface PurchaseHistories {
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly T: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** @throws HistoryError for histories that cannot be, naming the row */
export function purchaseHistories(source: WeightedHistoryArguments): PurchaseHistories {
  const [first, second, third, fourth] = source[0] instanceof Table ? tableColumns(source[0]) : source;
  const frequency = toNumberList(first as NumberList, "frequency");
  const recency = toNumberList(second!, "recency");
  const T = toNumberList(third!, "T");
  const weights = fourth === undefined ? undefined : toNumberList(fourth, "weights");
  checkLengths({ frequency, recency, T, weights });
  if (frequency.length === 0) throw new HistoryError("There are no customers to learn from.");
  checkFrequencies(frequency);
  for (let row = 0; row < frequency.length; row++) {
    const problem = historyProblem(frequency[row]!, recency[row]!, T[row]!);
    if (problem !== undefined) throw new HistoryError(`Row ${row}: ${problem}`);
  }
  if (weights !== undefined) checkWeights(weights);
  return { frequency, recency, T, weights };
}

/** @throws HistoryError for a frequency that is no count */
export function checkFrequencies(frequency: Float64Array): void {
  const bad = frequency.findIndex((value) => !(Number.isSafeInteger(value) && value >= 0));
  if (bad < 0) return;
  throw new HistoryError(`frequency: row ${bad} is ${frequency[bad]}. It counts repeat purchases: 0, 1, 2, …`);
}

/** @throws HistoryError for a weight that is not positive */
export function checkWeights(weights: Float64Array): void {
  const bad = weights.findIndex((value) => !(value > 0));
  if (bad >= 0)
    throw new HistoryError(`weights: row ${bad} is ${weights[bad]}. A weight counts customers: it is more than 0.`);
}

function tableColumns(table: Table): [NumberList, NumberList, NumberList, NumberList?] {
  const columns = ["frequency", "recency", "T"].map((name) => table.column(name)) as [
    NumberList,
    NumberList,
    NumberList,
  ];
  return table.has("weights") ? [...columns, table.column("weights")] : columns;
}

function historyProblem(frequency: number, recency: number, T: number): string | undefined {
  if (recency < 0) return `recency is ${recency}: the last purchase cannot come before the first.`;
  if (recency > T)
    return `recency ${recency} is more than T ${T}: the last purchase cannot come after the end of the observation.`;
  if (frequency === 0 && recency !== 0)
    return `recency is ${recency}, but without a repeat purchase (frequency 0) it must be 0.`;
  return undefined;
}
