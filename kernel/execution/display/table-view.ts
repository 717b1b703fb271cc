/** The first rows of something tabular, ready to be drawn. */
export interface TableView {
  columns: string[];
  /** The first rows, cells in the order of `columns`. */
  rows: unknown[][];
  rowCount: number;
}

export const SHOWN_ROWS = 20;
export const SHOWN_COLUMNS = 40;

/** How many rows are looked at to find the columns of ragged rows. */
const SAMPLED_ROWS = 100;

/** A view of an array of row objects or of an Arquero-like table; undefined for anything else. */
export function tableFrom(value: unknown): TableView | undefined {
  if (Array.isArray(value)) return fromRows(value);
  return isColumnTable(value) ? fromColumnTable(value) : undefined;
}

function fromRows(rows: readonly unknown[]): TableView | undefined {
  const sample = rows.slice(0, SAMPLED_ROWS);
  if (sample.length === 0 || !sample.every(isRecord)) return undefined;
  const columns = [...new Set(sample.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return undefined;
  const shown = sample.slice(0, SHOWN_ROWS).map((row) => columns.map((column) => row[column]));
  return { columns, rows: shown, rowCount: rows.length };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== "object") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What Arquero's tables offer, and whoever wants to be shown like them. */
interface ColumnTable {
  columnNames(): string[];
  numRows(): number;
  objects(options: { limit: number }): Record<string, unknown>[];
}

function isColumnTable(value: unknown): value is ColumnTable {
  if (value === null || typeof value !== "object") return false;
  const { columnNames, numRows, objects } = value as Partial<ColumnTable>;
  return typeof columnNames === "function" && typeof numRows === "function" && typeof objects === "function";
}

function fromColumnTable(table: ColumnTable): TableView {
  const columns = table.columnNames();
  const rows = table.objects({ limit: SHOWN_ROWS }).map((row) => columns.map((column) => row[column]));
  return { columns, rows, rowCount: table.numRows() };
}
