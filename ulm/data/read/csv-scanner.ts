import { longestQuotedField, widestTable } from "./limits.ts";
import { QuoteError, RaggedRowError } from "./read-error.ts";

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** One row of fields, which lie in the text until somebody asks for them. The object is used again for the next row. */
export class CsvRow {
  text = "";
  /** Number of fields. */
  count = 0;
  /** Of the first line of the row in the file. */
  line = 1;
  /** Where each field begins and ends in the text; of quoted ones `quoted` has the value instead. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly quoted: (string | undefined)[] = [];

  /** The value of a field: without its quotes, or else without spaces around it. */
  field(index: number): string {
    return this.quoted[index] ?? trim(this.text.slice(this.starts[index], this.ends[index]));
  }

  /** Whether there were spaces around a field that its value does not have. */
  isTrimmed(index: number, value: string): boolean {
    return this.quoted[index] === undefined && value.length < this.ends[index]! - this.starts[index]!;
  }

  fields(): string[] {
    return Array.from({ length: this.count }, (_, index) => this.field(index));
  }
}

/**
 * Splits delimited text into rows of fields, piece by piece (RFC 4180, and Unix or old Macintosh line ends). Spaces around a field
 * are removed unless it is quoted; blank lines are skipped. Its own, because line numbers stay exact, a row may be cut anywhere
 * between two pieces, and a field becomes a number without passing through an array of rows.
 */
export class CsvScanner {
  private readonly delimiter: number;
  private readonly source: string;
  private readonly onRow: (row: CsvRow) => void;
  private readonly row = new CsvRow();
  private rest = "";
  /** Of the first character of `rest`. */
  private line = 1;
  /** Line ends inside the quotes of the row that is being scanned. */
  private innerLines = 0;

  /** @param delimiter one character */
  constructor(delimiter: string, source: string, onRow: (row: CsvRow) => void) {
    this.delimiter = delimiter.charCodeAt(0);
    this.source = source;
    this.onRow = onRow;
  }

  /** Of what will be fed next. */
  get currentLine(): number {
    return this.line + countLineEnds(this.rest, 0, this.rest.length);
  }

  /** @throws QuoteError, RaggedRowError */
  feed(text: string): void {
    // The row that was cut is completed by itself, so that the piece is scanned as it is: a string put together of two is several
    // times slower to go through.
    const end = this.rest === "" ? 0 : text.indexOf("\n") + 1;
    const left = this.scan(this.rest + text.slice(0, end), 0, false);
    this.rest = left === "" ? this.scan(text, end, false) : this.scan(left + text.slice(end), 0, false);
  }

  /** What is left is the last row. @throws QuoteError, RaggedRowError */
  finish(): void {
    this.rest = this.scan(this.rest, 0, true);
  }

  /** Takes all rows that are complete; what is left. */
  private scan(text: string, start: number, isLast: boolean): string {
    this.row.text = text;
    while (start < text.length) {
      const next = this.scanRow(text, start, isLast);
      if (next < 0) break;
      start = next;
    }
    return text.slice(start);
  }

  /** Where the next row begins; -1 when this one is not complete. */
  private scanRow(text: string, start: number, isLast: boolean): number {
    const { row, delimiter } = this;
    this.innerLines = 0;
    let isBlank = true;
    let count = 0;
    for (let position = start; ; position++) {
      let end = position;
      if (text.charCodeAt(position) === quote) {
        end = this.scanQuoted(text, start, position, isLast, count);
        if (end < 0) return -1;
        isBlank = false;
      } else {
        for (; end < text.length; end++) {
          const code = text.charCodeAt(end);
          if (code === delimiter || code === lineFeed || code === carriageReturn) break;
        }
        row.starts[count] = position;
        row.ends[count] = end;
        row.quoted[count] = undefined;
      }
      count++;
      if (count > widestTable) {
        const problem = `there are more than ${widestTable} fields. Is this a table, and is ${JSON.stringify(String.fromCharCode(delimiter))} its delimiter?`;
        throw new RaggedRowError(this.source, this.line, problem);
      }
      position = end;
      if (end < text.length && text.charCodeAt(end) === delimiter) continue;
      // At the end of a piece, the field may go on, or the second half of a line end may follow.
      if (!isLast && (end >= text.length || (end + 1 === text.length && text.charCodeAt(end) === carriageReturn)))
        return -1;
      row.count = count;
      row.line = this.line;
      if (count > 1 || !isBlank || row.field(0) !== "") this.onRow(row);
      this.line += 1 + this.innerLines;
      return end + (text.charCodeAt(end) === carriageReturn && text.charCodeAt(end + 1) === lineFeed ? 2 : 1);
    }
  }

  /** Takes a quoted field; the position just behind it, -1 when it is not complete. */
  private scanQuoted(text: string, start: number, open: number, isLast: boolean, count: number): number {
    let close = text.indexOf('"', open + 1);
    while (close >= 0 && text.charCodeAt(close + 1) === quote) close = text.indexOf('"', close + 2);
    if (close < 0 || (close + 1 === text.length && !isLast)) {
      if (!isLast && text.length - open <= longestQuotedField) return -1;
      const line = this.line + countLineEnds(text, start, open);
      const end = isLast ? "is never closed" : `goes on for more than ${longestQuotedField} characters`;
      const problem = `a quoted field that starts here ${end}. Add the missing ", or write quotes inside a field as "".`;
      throw new QuoteError(this.source, line, problem);
    }
    const value = text.slice(open + 1, close);
    this.row.quoted[count] = value.includes('""') ? value.replaceAll('""', '"') : value;
    if (value.includes("\n") || value.includes("\r")) this.innerLines += countLineEnds(text, open, close);
    let end = close + 1;
    while (text.charCodeAt(end) === 32) end++;
    const code = text.charCodeAt(end);
    if (end >= text.length || code === this.delimiter || code === lineFeed || code === carriageReturn) return end;
    const problem = 'text follows a closing quote. Write quotes inside a field as "".';
    throw new QuoteError(this.source, this.line + countLineEnds(text, start, close), problem);
  }
}

/** `text.trim()`, at once where there is plainly nothing to trim. */
function trim(text: string): string {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  return first > 32 && first < 128 && last > 32 && last < 128 ? text : text.trim();
}

/** Unix, Windows and old Macintosh line ends. */
export function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let position = from; position < to; position++) {
    const code = text.charCodeAt(position);
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(position + 1) !== lineFeed)) count++;
  }
  return count;
}
