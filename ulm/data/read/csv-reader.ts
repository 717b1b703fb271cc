import type { BilingualText } from "../bilingual-html.ts";
import { ParameterError } from "../estimator.ts";
import { ReadReport } from "../read-report.ts";
import { Table } from "../table.ts";
import { ColumnReader } from "./column-reader.ts";
import { readCsvHeader } from "./csv-header.ts";
import type { CsvHeader } from "./csv-header.ts";
import type { CsvOptions } from "./csv-options.ts";
import { countLineEnds, CsvScanner } from "./csv-scanner.ts";
import type { CsvRow } from "./csv-scanner.ts";
import { DroppedLines } from "./dropped-lines.ts";
import { findDelimiter } from "./find-delimiter.ts";
import { EmptyFileError, EncodingError, RaggedRowError } from "./read-error.ts";
import { ValueRules } from "./value-rules.ts";

/** In characters: enough to tell the delimiter. */
const sampleSize = 1 << 16;
/** Excel's own way to state the delimiter, in a line before the header. */
const excelDelimiter = /^sep=([^"\r\n])\r?\n/i;

/**
 * Makes a table of delimited text that comes piece by piece. One pass is enough for most files; `end` tells when the text has to
 * come once more, because a value far down has changed what a column is. The text is never held as a whole.
 */
export class CsvReader {
  private readonly options: CsvOptions;
  private readonly source: string;
  private readonly rules: ValueRules;
  private delimiter: string | undefined;
  private header: CsvHeader | undefined;
  private columns: ColumnReader[] = [];
  private scanner: CsvScanner | undefined;
  /** The beginning of the text, until it suffices to find the delimiter. */
  private sample = "";
  private firstRow: { readonly fields: string[]; readonly trimmed: boolean[]; readonly line: number } | undefined;
  private skippedLines = 0;
  private isLaterPass = false;
  private readonly drops = new DroppedLines();
  private hasSettledDecimals = false;

  /** @throws ParameterError for options that make no sense */
  constructor(options: CsvOptions, source: string) {
    const { delimiter } = options;
    if (delimiter !== undefined && (delimiter.length !== 1 || /["\r\n]/.test(delimiter))) {
      throw new ParameterError(`delimiter is ${JSON.stringify(delimiter)}; it must be one character, and no quote.`);
    }
    this.options = options;
    this.source = source;
    this.rules = new ValueRules(options);
    this.delimiter = delimiter;
  }

  /** @throws ReadError */
  feed(text: string): void {
    this.refuseNul(text);
    if (this.scanner !== undefined) return this.scanner.feed(text);
    this.sample += text;
    if (this.sample.length >= sampleSize) this.start();
  }

  /** Ends a pass: whether the table is complete, or the text has to come again. @throws ReadError */
  end(): boolean {
    if (this.scanner === undefined) this.start();
    this.scanner!.finish();
    if (this.header === undefined && this.firstRow !== undefined) this.takeHeader(undefined);
    if (this.header === undefined) {
      throw new EmptyFileError(this.source, undefined, "the file is empty: it has no lines of data.");
    }
    const areComplete = this.columns.map((column) => column.end()).every(Boolean) && this.settleDecimals();
    this.isLaterPass = true;
    this.scanner = undefined;
    this.sample = "";
    if (!areComplete) this.columns.forEach((column) => column.begin());
    return areComplete;
  }

  /** The table, once it is complete. @throws AmbiguousDateError */
  toTable(encoding: string, notes: readonly BilingualText[] = []): Table {
    this.columns.forEach((column) => column.checkDates());
    const columns = this.columns.map((column) => column.toColumn());
    const report = new ReadReport(columns, {
      source: this.source,
      format: "CSV",
      encoding,
      delimiter: this.delimiter!,
      zone: this.rules.clock.zone,
      dropped: this.drops.dropped,
      droppedCount: this.drops.droppedCount,
      repaired: [...this.header!.repaired, ...this.columns.flatMap((column) => column.repairs)],
      notes: [...notes, ...this.header!.notes, ...this.columns.flatMap((column) => column.notes())],
      writtenAs: new Map(
        this.columns.flatMap(({ name, writtenAs }) => (writtenAs === undefined ? [] : [[name, writtenAs]])),
      ),
    });
    return new Table(columns, report);
  }

  /** Begins to scan once the delimiter can be told. */
  private start(): void {
    const stated = excelDelimiter.exec(this.sample);
    const text = stated === null ? this.sample : this.sample.slice(stated[0].length);
    this.skippedLines = stated === null ? 0 : 1;
    this.delimiter ??= stated?.[1] ?? findDelimiter(text.slice(0, sampleSize));
    this.sample = "";
    let isFirst = true;
    const takeLater = (row: CsvRow) => {
      if (isFirst && this.header!.isFirstRow) isFirst = false;
      else this.addRow(row);
    };
    const takeRow = (row: CsvRow) => {
      if (this.header !== undefined) this.addRow(row);
      else if (this.firstRow === undefined) {
        const fields = row.fields();
        this.firstRow = {
          fields,
          trimmed: fields.map((field, index) => row.isTrimmed(index, field)),
          line: this.lineOf(row),
        };
      } else {
        this.takeHeader(row.fields());
        this.addRow(row);
      }
    };
    this.scanner = new CsvScanner(this.delimiter, this.source, this.isLaterPass ? takeLater : takeRow);
    this.scanner.feed(text);
  }

  /** @param second the second row, where there is one */
  private takeHeader(second: readonly string[] | undefined): void {
    const { fields, trimmed, line } = this.firstRow!;
    this.header = readCsvHeader(fields, second, this.options, this.source, line);
    this.rules.checkColumns(this.header.names);
    this.columns = this.header.names.map((name) => new ColumnReader(name, this.rules, this.source));
    if (this.header.isFirstRow) return;
    if (fields.length !== this.columns.length) this.dropRow(fields.length, line);
    else this.columns.forEach((column, index) => column.addField(fields[index]!, trimmed[index]!, line));
  }

  private addRow(row: CsvRow): void {
    const { columns } = this;
    const line = this.lineOf(row);
    if (row.count !== columns.length) return this.dropRow(row.count, line);
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index]!;
      const isTaken =
        row.quoted[index] === undefined && column.addInPlace(row.text, row.starts[index]!, row.ends[index]!);
      if (isTaken) continue;
      const field = row.field(index);
      column.addField(field, row.isTrimmed(index, field), line);
    }
  }

  private lineOf(row: CsvRow): number {
    return row.line + this.skippedLines;
  }

  private dropRow(count: number, line: number): void {
    if (this.isLaterPass) return;
    const reason = `${count} ${count === 1 ? "field" : "fields"} instead of ${this.columns.length}`;
    if (this.options.onRaggedRow !== "drop") {
      const isTitle = this.columns.length === 1 && line <= 2 + this.skippedLines;
      const title = isTitle
        ? "Is the line before it a title? Then remove it, so that the names of the columns come first. "
        : "";
      const advice = `${title}Correct the line, or leave such lines out with onRaggedRow: "drop". The delimiter is ${JSON.stringify(this.delimiter)}.`;
      throw new RaggedRowError(this.source, line, `${reason}. ${advice}`);
    }
    this.drops.add(line, { en: reason, "zh-CN": `有 ${count} 个字段，应为 ${this.columns.length} 个` });
  }

  /** A file has one decimal sign: columns that either would fit follow the others. Whether nothing has to be read again. */
  private settleDecimals(): boolean {
    if (this.hasSettledDecimals) return true;
    this.hasSettledDecimals = true;
    const evidence = new Set(this.columns.map((column) => column.decimalEvidence));
    const sign = evidence.has(",") === evidence.has(".") ? undefined : evidence.has(",") ? "," : ".";
    return this.columns.map((column) => column.settleDecimal(sign, this.delimiter!)).every(Boolean);
  }

  private refuseNul(text: string): void {
    const position = text.indexOf("\0");
    if (position < 0) return;
    const line =
      (this.scanner?.currentLine ?? 1 + countLineEnds(this.sample, 0, this.sample.length)) + this.skippedLines;
    const problem =
      "there is a NUL character: this is not a text file, or it is UTF-16 without its mark (then state the encoding).";
    throw new EncodingError(this.source, line + countLineEnds(text, 0, position), problem);
  }
}
