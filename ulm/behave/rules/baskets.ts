import { toLabels } from "../../data/index.ts";
import type { Label, Table } from "../../data/index.ts";
import { groupedRows } from "../grouped-rows.ts";

/** What was bought together: one list of items for each basket. Repeated items count once. */
export type Baskets = readonly (readonly Label[])[];

export interface BasketColumns {
  /** What lines of one basket share: an order, a session, a user. */
  basket: string;
  item: string;
}

/**
 * The items of each basket, from a table with one row for each line.
 * @throws TableError for a column that is not there, BehaviourError or TableError for missing values
 */
export function toBaskets(lines: Table, { basket, item }: BasketColumns): Label[][] {
  const items = toLabels(lines.column(item));
  return groupedRows(lines.column(basket)).map((rows) => rows.map((row) => items[row]!));
}
