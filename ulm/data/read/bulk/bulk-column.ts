import type { BilingualText } from "../../bilingual-html.ts";
import type { ColumnType } from "../../cell-value.ts";
import { Column } from "../../column.ts";
import { PackedText } from "../../packed-text.ts";
import type { DecodeText } from "../../packed-text.ts";
import { trimmedRepairs } from "../column-notes.ts";
import { ColumnReader } from "../column-reader.ts";
import { findLookAlike, lookedAt } from "../look-alike.ts";
import type { Example } from "../look-alike.ts";
import type { ValueRules } from "../value-rules.ts";
import { GrowingArray } from "./growing-array.ts";

/** Makes a function that decodes bytes; nothing but ASCII is decoded faster when that is known. */
export type CreateDecoder = (bytes: Uint8Array, isAscii: boolean) => DecodeText;

/** A column, and what the report says of it. */
export interface ReadColumn {
  readonly column: Column;
  readonly repaired: readonly BilingualText[];
  readonly notes: readonly BilingualText[];
  readonly writtenAs: string | undefined;
}

/** How many texts are not missing, how many of those are, or may be, numbers, and from how many spaces were taken off. */
export interface TextCounts {
  readonly present: number;
  readonly numbers: number;
  readonly perhapsNumbers: number;
  readonly trimmed: number;
}

/** So many values tell what a column is; all others are then checked against it. */
const sampleRows = 1000;
/** The largest place in a column's bytes that can be written down. */
const mostBytes = 0xffffffff;
/** A time of day without a zone. */
const naiveTime = "2000-01-01 00:00";

/**
 * One column that is read in bulk. A sample of its values goes through the reader of texts, which thus decides what the column is and
 * what is said of it; all values are then read from the bytes as what the sample is.
 */
export class BulkColumn {
  readonly name: string;
  readonly type: ColumnType;
  private readonly rules: ValueRules;
  private readonly source: string;
  private readonly sample: readonly Example[];
  private reader: ColumnReader;
  private readonly numbers = new GrowingArray(Float64Array);
  private readonly ends = new GrowingArray(Uint32Array);
  private readonly bytes = new GrowingArray(Uint8Array);
  private present = 0;
  private surelyNumbers = 0;
  private perhapsNumbers = 0;
  private trimmed = 0;
  private isNaive = false;

  private constructor(
    name: string,
    rules: ValueRules,
    source: string,
    sample: readonly Example[],
    reader: ColumnReader,
  ) {
    this.name = name;
    this.rules = rules;
    this.source = source;
    this.sample = sample;
    this.reader = reader;
    this.type = reader.toColumn().type;
  }

  /** @param texts the first of the column @returns `undefined` when they have to be passed twice @throws ReadError */
  static start(name: string, rules: ValueRules, source: string, texts: readonly Example[]): BulkColumn | undefined {
    const sample = texts.filter(({ text }) => !rules.isMissing(text)).slice(0, sampleRows);
    const reader = readTexts(name, rules, source, sample);
    return reader && new BulkColumn(name, rules, source, sample, reader);
  }

  /** Makes room for so many times what there is. */
  reserve(times: number): void {
    for (const array of [this.numbers, this.ends, this.bytes]) array.reserve(Math.ceil(array.length * times));
  }

  addNumbers(numbers: Float64Array, isNaive: boolean): void {
    this.numbers.append(numbers);
    this.isNaive ||= isNaive;
  }

  /** @param ends where each text ends among the bytes */
  addTexts(ends: Uint32Array, bytes: Uint8Array, counts: TextCounts): void {
    const before = this.bytes.length;
    this.bytes.append(bytes);
    const added = this.ends.append(ends);
    if (before > 0) for (let row = 0; row < added.length; row++) added[row]! += before;
    this.present += counts.present;
    this.surelyNumbers += counts.numbers;
    this.perhapsNumbers += counts.perhapsNumbers;
    this.trimmed += counts.trimmed;
  }

  /** `undefined` when the report might say something of the values that the sample does not know. @throws ReadError */
  finish(createDecoder: CreateDecoder, isAscii: boolean): ReadColumn | undefined {
    const { name, type } = this;
    if (type !== "text")
      return this.learnNaive() ? this.report(new Column(name, type, this.numbers.toArray())) : undefined;
    if (this.bytes.length > mostBytes) return undefined;
    const ends = this.ends.toArray();
    const decode = createDecoder(this.bytes.toArray(), isAscii);
    const texts = new PackedText({ ends, decode, missing: ends.length - this.present });
    const isLate = this.sample.length === 0 && this.present > 0 && this.rules.statedType(name) === undefined;
    if (isLate) return this.readLate(texts);
    return this.saysTheSame(texts) ? this.report(new Column(name, type, texts)) : undefined;
  }

  private report(column: Column): ReadColumn {
    const { reader, trimmed } = this;
    const notes = column.type === "number" ? reader.numberNotes(column.toNumbers()) : reader.notes();
    const repaired = column.type === "text" ? trimmedRepairs(this.name, trimmed) : [];
    return { column, repaired, notes, writtenAs: reader.writtenAs };
  }

  /** A column without values in the sample: most of it is empty, so that the reader of texts soon has read it. */
  private readLate(texts: PackedText): ReadColumn | undefined {
    const reader = readTexts(
      this.name,
      this.rules,
      this.source,
      texts.toArray().map((text, row) => ({ text: text ?? "", line: row + 1 })),
    );
    // It knows neither the other columns nor the lines that it would name.
    if (reader === undefined || reader.guards > 0) return undefined;
    if (reader.decimalEvidence === "," || reader.decimalEvidence === "either") return undefined;
    reader.checkDates();
    const column = reader.toColumn();
    if (column.type === "text" && reader.notes().length > 0) return undefined;
    this.reader = reader;
    return this.report(column);
  }

  /** Whether the report says of all texts what it says of the sample: nothing, or that all are identifiers. */
  private saysTheSame(texts: PackedText): boolean {
    const { present } = this;
    if (present === 0) return true;
    if (!this.knowsLook(texts)) return false;
    if (!this.reader.isNotedForLook && this.reader.notes().length > 0) return this.surelyNumbers === present;
    const odd = present - this.surelyNumbers - this.perhapsNumbers;
    return this.rules.statedType(this.name) === "text" || odd * 5 > present;
  }

  /** Whether the sample has as many texts as the reader of texts looks at, or there is nothing to see in those. */
  private knowsLook(texts: PackedText): boolean {
    if (this.sample.length >= Math.min(lookedAt, this.present)) return true;
    const first: Example[] = [];
    for (let row = 0; row < texts.length && first.length < lookedAt; row++) {
      const text = texts.get(row);
      if (typeof text === "string") first.push({ text, line: row });
    }
    return !this.reader.isNotedForLook && findLookAlike(first) === undefined;
  }

  /** The report is to know of times without a zone, wherever they are. */
  private learnNaive(): boolean {
    if (!this.isNaive) return true;
    const reader = readTexts(this.name, this.rules, this.source, [...this.sample, { text: naiveTime, line: 0 }]);
    if (reader === undefined) return false;
    this.reader = reader;
    return true;
  }
}

/** A reader that is content with one pass over the texts. */
function readTexts(
  name: string,
  rules: ValueRules,
  source: string,
  texts: readonly Example[],
): ColumnReader | undefined {
  const reader = new ColumnReader(name, rules, source);
  reader.begin();
  texts.forEach(({ text, line }) => reader.add(text, line));
  return reader.end() ? reader : undefined;
}
