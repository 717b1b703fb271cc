import { longestQuotedField, widestTable } from "./limits.ts";
import { QuoteError, RaggedRowError } from "./read-error.ts";

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** Takes one line of fields and the number of its first line in the file. The array is used again for the next one. */
export type OnRow = (fields: string[], count: number, line: number) => void;

/**
 * Splits delimited text into rows of fields, piece by piece (RFC 4180, and Unix or old Macintosh line ends). Spaces around a field
 * are removed unless it is quoted; blank lines are skipped. Its own, because line numbers stay exact, a row may be cut anywhere
 * between two pieces, and a field becomes a number without passing through an array of rows.
 */
export class CsvScanner {
  private readonly delimiter: number;
  private readonly source: string;
  private readonly onRow: OnRow;
  private readonly fields: string[] = [];
  private rest = "";
  /** Of the first character of `rest`. */
  private line = 1;
  /** Line ends inside the quotes of the row that is being scanned. */
  private innerLines = 0;

  /** @param delimiter one character */
  constructor(delimiter: string, source: string, onRow: OnRow) {
    this.delimiter = delimiter.charCodeAt(0);
    this.source = source;
    this.onRow = onRow;
  }

  /** Of what will be fed next. */
  get currentLine(): number {
    return this.line + countLineEnds(this.rest, 0, this.rest.length);
  }

  /** @throws QuoteError */
  feed(text: string): void {
    this.scan(this.rest + text, false);
  }

  /** What is left is the last row. @throws QuoteError */
  finish(): void {
    this.scan(this.rest, true);
  }

  private scan(text: string, isLast: boolean): void {
    let start = 0;
    while (start < text.length) {
      const next = this.scanRow(text, start, isLast);
      if (next < 0) break;
      start = next;
    }
    this.rest = text.slice(start);
  }

  /** Where the next row begins; -1 when this one is not complete. */
  private scanRow(text: string, start: number, isLast: boolean): number {
    const { fields, delimiter } = this;
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
        fields[count] = trim(text.slice(position, end));
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
      if (count > 1 || !isBlank || fields[0] !== "") this.onRow(fields, count, this.line);
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
    this.fields[count] = value.includes('""') ? value.replaceAll('""', '"') : value;
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
