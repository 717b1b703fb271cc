import Papa from "papaparse";
import type { Table } from "./table.ts";

/** The table as comma-separated text with a header; missing values are blank, dates in ISO form, quotes where needed. */
export function toCsv(table: Table, options: { delimiter?: string } = {}): string {
  const rows = Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((column) => {
      const value = column.get(row);
      return value instanceof Date ? value.toISOString() : value;
    }),
  );
  const text = Papa.unparse(
    { fields: table.columnNames, data: rows },
    { delimiter: options.delimiter ?? ",", newline: "\n" },
  );
  return `${text}\n`;
}
