import type { DecodeText } from "../../packed-text.ts";
import { readCsvHeader } from "../csv-header.ts";
import type { CsvHeader } from "../csv-header.ts";
import type { CsvOptions } from "../csv-options.ts";
import { CsvScanner } from "../csv-scanner.ts";
import { findDelimiter } from "../find-delimiter.ts";

/** In characters; what the reader of texts takes to tell the delimiter. */
const sampleSize = 1 << 16;
/** In bytes: characters have at most four. */
export const beginningSize = 4 * sampleSize;
const byteOrderMark = "\uFEFF";

/** What the first lines of a text table tell. */
export interface Beginning {
  readonly header: CsvHeader;
  readonly delimiter: string;
  /** All rows of the sample that are complete, the header among them. */
  readonly rows: readonly (readonly string[])[];
  /** In which line of the file each begins, from 1. */
  readonly lines: readonly number[];
  /** The first byte behind the byte order mark. */
  readonly start: number;
}

/** Reads the first lines. @param decode these bytes @returns `undefined` when there are fewer than two, or Excel's line about the delimiter. @throws ReadError */
export function readBeginning(
  bytes: Uint8Array,
  options: CsvOptions,
  source: string,
  decode: DecodeText,
): Beginning | undefined {
  const text = decode(0, Math.min(bytes.length, beginningSize));
  const markLength = text.startsWith(byteOrderMark) ? 3 : 0;
  const sample = text.slice(markLength === 0 ? 0 : 1).slice(0, sampleSize);
  if (/^sep=/i.test(sample)) return undefined;
  const delimiter = options.delimiter ?? findDelimiter(sample);
  const rows: string[][] = [];
  const lines: number[] = [];
  const scanner = new CsvScanner(delimiter, source, (row) => {
    rows.push(Array.from({ length: row.count }, (_, index) => row.field(index)));
    lines.push(row.line);
  });
  scanner.feed(sample);
  if (rows.length < 2) return undefined;
  const header = readCsvHeader(rows[0]!, rows[1], options, source, 1);
  return { header, delimiter, rows, lines, start: markLength };
}
