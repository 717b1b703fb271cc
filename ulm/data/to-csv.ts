import type { CellValue } from "./cell-value.ts";
import { guardFormula } from "./read/formula-guard.ts";
import type { Table } from "./table.ts";

export interface ToCsvOptions {
  /** One character. Default a comma. */
  delimiter?: string;
  /**
   * Whether text that a spreadsheet would take for a formula (`=HYPERLINK(…)`, `@SUM(…)`) gets an apostrophe before it, so that
   * opening the file computes nothing. Reading takes it off again. Numbers are never touched. Default true
   */
  guardFormulas?: boolean;
}

/** In one piece. */
export const rowsAtOnce = 10_000;

/**
 * The table as comma-separated text with a header; missing values are blank, dates in ISO form, quotes where needed. `parseCsv`
 * restores it, except that empty text and texts such as NA become missing, and text that looks like numbers or dates takes
 * their type.
 */
export function toCsv(table: Table, options: ToCsvOptions = {}): string {
  return [...csvPieces(table, options)].join("");
}

/** The same in pieces of some thousand rows. */
export function* csvPieces(table: Table, options: ToCsvOptions = {}): Generator<string, void> {
  const { delimiter = ",", guardFormulas = true } = options;
  const writeText = (text: string) => {
    const guarded = guardFormulas ? guardFormula(text) : text;
    return guarded !== text || needsQuotes(text, delimiter) ? `"${guarded.replaceAll('"', '""')}"` : text;
  };
  // A row of one blank would be a blank line, which is no row.
  const blank = table.columnCount === 1 ? '""' : "";
  const writeValue = (value: CellValue) => {
    if (value === null) return blank;
    if (typeof value === "string") return writeText(value);
    return typeof value === "number" ? writeNumber(value) : value instanceof Date ? value.toISOString() : String(value);
  };
  yield `${table.columnNames.map(writeText).join(delimiter)}\n`;
  for (let start = 0; start < table.rowCount; start += rowsAtOnce) {
    let piece = "";
    for (let row = start; row < Math.min(start + rowsAtOnce, table.rowCount); row++) {
      table.columns.forEach((column, index) => {
        piece += (index > 0 ? delimiter : "") + writeValue(column.get(row));
      });
      piece += "\n";
    }
    yield piece;
  }
}

/** Empty text, spaces that reading would remove, and what would end a field or a line. */
function needsQuotes(text: string, delimiter: string): boolean {
  return text === "" || text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text);
}

/** Whole numbers of more than fifteen digits with an exponent: without, they look like identifiers. */
function writeNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) >= 1e15 ? value.toExponential() : String(value);
}
