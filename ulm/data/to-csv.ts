import type { Column } from "./column.ts";
import { oneDay } from "./read/civil-time.ts";
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
    if (isPlain(text, delimiter)) return text;
    const guarded = guardFormulas ? guardFormula(text) : text;
    return guarded !== text || needsQuotes(text, delimiter) ? `"${guarded.replaceAll('"', '""')}"` : text;
  };
  // A row of one blank would be a blank line, which is no row.
  const blank = table.columnCount === 1 ? '""' : "";
  const writers = table.columns.map((column) => cellWriter(column, writeText, blank));
  yield `${table.columnNames.map(writeText).join(delimiter)}\n`;
  for (let start = 0; start < table.rowCount; start += rowsAtOnce) {
    let piece = "";
    for (let row = start; row < Math.min(start + rowsAtOnce, table.rowCount); row++) {
      for (let index = 0; index < writers.length; index++) {
        if (index > 0) piece += delimiter;
        piece += writers[index]!(row);
      }
      piece += "\n";
    }
    yield piece;
  }
}

/** Writes the cells of one column. */
function cellWriter({ type, data }: Column, writeText: (text: string) => string, blank: string) {
  if (!(data instanceof Float64Array)) {
    return (row: number) => {
      const text = data[row]!;
      return text === null ? blank : writeText(text);
    };
  }
  const write =
    type === "number" ? writeNumber : type === "boolean" ? (value: number) => String(value === 1) : isoWriter();
  return (row: number) => {
    const value = data[row]!;
    return Number.isNaN(value) ? blank : write(value);
  };
}

/** Letters, digits and what else never needs a closer look, up to a length at which looking pays. */
const plainText = /^[\w\u3400-\uD7FF](?:[\w. :/()#&\-\u00C0-\uD7FF]{0,60}[\w\u3400-\uD7FF])?$/;

/** Whether a text neither looks like a formula nor holds anything that would end a field or a line; most are so. */
function isPlain(text: string, delimiter: string): boolean {
  return plainText.test(text) && !text.includes(delimiter);
}

/** Empty text, spaces that reading would remove, and what would end a field or a line. */
function needsQuotes(text: string, delimiter: string): boolean {
  return text === "" || text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text);
}

/** Whole numbers of more than fifteen digits with an exponent: without, they look like identifiers. */
function writeNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) >= 1e15 ? value.toExponential() : String(value);
}

/** What `toISOString` writes; days come again and again, and are written once. */
function isoWriter(): (time: number) => string {
  let [day, dayText] = [NaN, ""];
  return (time) => {
    // Of parts of a millisecond nothing is written, before 1970 either.
    const whole = Math.trunc(time);
    const today = Math.floor(whole / oneDay);
    if (today !== day)
      [day, dayText] = [today, new Date(today * oneDay).toISOString().slice(0, -"00:00:00.000Z".length)];
    const milliseconds = whole - today * oneDay;
    const seconds = Math.floor(milliseconds / 1000);
    const minutes = Math.floor(seconds / 60);
    const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
    return `${dayText}${clock}.${String(milliseconds % 1000).padStart(3, "0")}Z`;
  };
}

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

function two(number: number): string {
  return twoDigits[number]!;
}
