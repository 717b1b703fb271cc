import type { Table } from "../table.ts";

/** Leaves the rows without missing values in the given columns (all by default). */
export function dropMissing(table: Table, options: { columns?: readonly string[] } = {}): Table {
  const columns = (options.columns ?? table.columnNames).map((name) => table.column(name));
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  return table.take(rows.filter((row) => !columns.some((column) => column.isMissing(row))));
}
