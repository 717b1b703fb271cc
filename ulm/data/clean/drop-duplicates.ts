import type { Table } from "../table.ts";

/**
 * Leaves each distinct row once. Missing values are equal to each other.
 * @param options.columns what makes rows equal. Default all columns
 * @param options.keep which of equal rows stays. Default "first"
 */
export function dropDuplicates(
  table: Table,
  options: { columns?: readonly string[]; keep?: "first" | "last" } = {},
): Table {
  const columns = (options.columns ?? table.columnNames).map((name) => table.column(name));
  const kept = new Map<string, number>();
  for (let row = 0; row < table.rowCount; row++) {
    // Text is quoted, so that no two different rows share a key.
    const key = columns
      .map(({ data }) => (typeof data[row] === "string" ? JSON.stringify(data[row]) : String(data[row])))
      .join();
    if (options.keep === "last" || !kept.has(key)) kept.set(key, row);
  }
  return table.take([...kept.values()].sort((a, b) => a - b));
}
