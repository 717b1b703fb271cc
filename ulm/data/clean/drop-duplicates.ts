import { checkParameters, oneOf } from "../parameter-rules.ts";
import type { Table } from "../table.ts";
import { groupRows } from "./group-rows.ts";

/**
 * Leaves each distinct row once. Missing values are equal to each other.
 * @param options.columns what makes rows equal. Default all columns
 * @param options.keep which of equal rows stays. Default "first"
 * @throws TableError for an unknown column, ParameterError
 */
export function dropDuplicates(
  table: Table,
  options: { columns?: readonly string[]; keep?: "first" | "last" } = {},
): Table {
  const { columns = table.columnNames, keep = "first" } = options;
  checkParameters("dropDuplicates", { keep }, { keep: oneOf("first", "last") });
  const keys = columns.map((name) => table.column(name).data);
  const { count, groups, firsts } = groupRows(keys, table.rowCount);
  if (keep === "first") return count === table.rowCount ? table : table.take(firsts);
  const lasts = new Int32Array(count);
  groups.forEach((group, row) => (lasts[group] = row));
  return table.take(lasts.sort());
}
