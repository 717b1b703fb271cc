import { Column } from "../../column.ts";
import { missingStart, PackedText } from "../../packed-text.ts";
import type { DecodeBytes } from "../../packed-text.ts";
import { ColumnReader } from "../column-reader.ts";
import { isGuarded } from "../formula-guard.ts";
import { isIdentifier, parseNumber } from "../number-format.ts";
import type { ValueRules } from "../value-rules.ts";
import { isPlainNaiveTime, readPlainBoolean, readPlainDate, readPlainNumber } from "./parse-plain.ts";
import type { PlainReader } from "./parse-plain.ts";
import type { ScannedFields } from "./scan-fields.ts";

/** Of the digit; numbers and formulas begin with no larger one. */
const nine = 57;
/** How many values tell what a column is; the others are then checked against it. */
const sampleRows = 1000;
const plainReaders: Readonly<Record<string, PlainReader>> = {
  number: readPlainNumber,
  boolean: readPlainBoolean,
  date: readPlainDate,
};

/** A column, and what the report says of it. */
export interface BulkColumn {
  readonly column: Column;
  readonly notes: readonly string[];
  readonly writtenAs: string | undefined;
}

/** What the columns of one file have in common. */
export interface BulkSource {
  readonly fields: ScannedFields;
  readonly rules: ValueRules;
  readonly source: string;
  readonly decode: DecodeBytes;
}

/**
 * One column of a regular table. A sample of its values goes through the reader of texts, which thus decides what the column is and
 * what is said of it; all values are then read from the bytes as what the sample is. `undefined` when one of them is not written
 * plainly, so that only the reader of texts knows what to make of the column.
 */
export function readBulkColumn(source: BulkSource, name: string, index: number): BulkColumn | undefined {
  let reader = new ColumnReader(name, source.rules, source.source);
  const cells = new ColumnCells(source, index);
  const sample = cells.firstRows(sampleRows);
  if (!readRows(reader, cells, sample)) return undefined;
  const { type } = reader.toColumn();
  const plain = plainReaders[type];
  const column = plain === undefined ? cells.readTexts(reader, name) : cells.readValues(plain, name, type);
  if (column === undefined) return undefined;
  const naive = type === "date" ? cells.firstNaiveTime() : -1;
  if (naive > sample.at(-1)!) {
    // The report is to know of it.
    reader = new ColumnReader(name, source.rules, source.source);
    readRows(reader, cells, [...sample, naive]);
  }
  return { column, notes: reader.notes(), writtenAs: reader.writtenAs };
}

/** Whether the reader is content with one pass. */
function readRows(reader: ColumnReader, cells: ColumnCells, rows: readonly number[]): boolean {
  reader.begin();
  for (const row of rows) reader.add(cells.text(row), row + 1);
  return reader.end();
}

/** The cells of one column. */
class ColumnCells {
  readonly rowCount: number;
  private readonly source: BulkSource;
  private readonly index: number;

  constructor(source: BulkSource, index: number) {
    this.source = source;
    this.index = index;
    this.rowCount = source.fields.rowCount;
  }

  text(row: number): string {
    const { fields, decode } = this.source;
    const at = row * fields.width + this.index;
    const text = decode(fields.bytes, fields.starts[at]!, fields.ends[at]!);
    return fields.doubledQuotes.has(at) ? text.replaceAll('""', '"') : text;
  }

  isMissing(row: number): boolean {
    const { starts, ends, width } = this.source.fields;
    const at = row * width + this.index;
    return starts[at] === ends[at] || (this.mayBeMissing(at) && this.source.rules.isMissing(this.text(row)));
  }

  /** The first rows with a value. */
  firstRows(count: number): number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.rowCount && rows.length < count; row++) if (!this.isMissing(row)) rows.push(row);
    return rows;
  }

  /** In a column of plain dates, the first row that states a time but no zone; -1 without one. */
  firstNaiveTime(): number {
    const { bytes, starts, ends, width } = this.source.fields;
    for (let row = 0, at = this.index; row < this.rowCount; row++, at += width) {
      if (isPlainNaiveTime(bytes, starts[at]!, ends[at]!) && !this.isMissing(row)) return row;
    }
    return -1;
  }

  /** Numbers, booleans or dates; `undefined` when one is not written plainly. */
  readValues(read: PlainReader, name: string, type: "number" | "boolean" | "date" | "text"): Column | undefined {
    const { bytes, starts, ends, width } = this.source.fields;
    const data = new Float64Array(this.rowCount);
    for (let row = 0, at = this.index; row < data.length; row++, at += width) {
      const value = starts[at] === ends[at] ? NaN : read(bytes, starts[at]!, ends[at]!);
      if (Number.isNaN(value) && !this.isMissing(row)) return undefined;
      data[row] = value;
    }
    return new Column(name, type, data);
  }

  /** Texts; `undefined` when the report might say something of them that the sample does not know. */
  readTexts(sample: ColumnReader, name: string): Column | undefined {
    const { fields, rules, decode } = this.source;
    const { bytes, doubledQuotes, width } = fields;
    const starts = new Uint32Array(this.rowCount);
    const ends = new Uint32Array(this.rowCount);
    const unusual = new Map<number, string>();
    let missing = 0;
    let numeric = 0;
    for (let row = 0, at = this.index; row < this.rowCount; row++, at += width) {
      const start = fields.starts[at]!;
      const first = bytes[start]!;
      starts[row] = start;
      ends[row] = fields.ends[at]!;
      if (start === ends[row] || (rules.mayBeMissing(first, ends[row]! - start) && this.isMissing(row))) {
        starts[row] = missingStart;
        missing++;
      } else if (first <= nine) {
        const text = this.text(row);
        if (isGuarded(text)) return undefined;
        if (isIdentifier(text) || !Number.isNaN(parseNumber(text))) numeric++;
      }
      if (doubledQuotes.size > 0 && doubledQuotes.has(at)) unusual.set(row, this.text(row));
    }
    const present = this.rowCount - missing;
    if (!this.saysTheSame(sample, rules.statedType(name) === "text", present, present - numeric)) return undefined;
    return new Column(name, "text", new PackedText({ bytes, starts, ends, decode, unusual, missing }));
  }

  /** Whether the report says of all values what it says of the sample: nothing, or that all are identifiers. */
  private saysTheSame(sample: ColumnReader, isStated: boolean, present: number, odd: number): boolean {
    if (present === 0) return true;
    return sample.notes().length > 0 ? odd === 0 : isStated || odd * 5 > present;
  }

  /** Few texts begin like one that means "missing". */
  private mayBeMissing(at: number): boolean {
    const { starts, ends, bytes } = this.source.fields;
    return this.source.rules.mayBeMissing(bytes[starts[at]!]!, ends[at]! - starts[at]!);
  }
}
