import { Table } from "../table.ts";
import { SimpleImputer } from "./simple-imputer.ts";
import type { ImputeStrategy } from "./simple-imputer.ts";

/**
 * Fills the missing values of a table in one line: numbers by their mean (or `numbers`), text and booleans by their most frequent
 * value. Columns without missing values, and dates, are left alone. It learns from the whole table: to judge a model, put a
 * `SimpleImputer` into its pipeline instead, or the test rows leak into the training.
 */
export async function impute(table: Table, options: { numbers?: ImputeStrategy } = {}): Promise<Table> {
  const filled = new Map(table.columns.map((column) => [column.name, column]));
  for (const column of table.columns) {
    if (column.missing === 0 || column.type === "date") continue;
    const strategy = column.type === "number" ? (options.numbers ?? "mean") : "mostFrequent";
    const result = await new SimpleImputer({ strategy }).fitTransform(table.select(column.name));
    filled.set(column.name, result.column(column.name));
  }
  return new Table([...filled.values()], table.report);
}
