/** One cell of a table; a missing one is `null`. */
export type CellValue = number | string | boolean | Date | null;

/** What a column holds. Dates are UTC instants. */
export type ColumnType = "number" | "text" | "boolean" | "date";
