import type { DroppedLine } from "../read-report.ts";
import type { Table } from "../table.ts";
import type { CsvOptions } from "./csv-options.ts";
import { refuseDepth } from "./flatten-record.ts";
import { listedDrops, longestQuotedField } from "./limits.ts";
import { quoteLongNumbers } from "./quote-long-numbers.ts";
import { EmptyFileError, JsonError } from "./read-error.ts";
import { RecordColumns } from "./record-columns.ts";
import { recordsTable } from "./records-table.ts";

/** Takes newline-delimited JSON piece by piece: one object a line. Blank lines are skipped. */
export class NdjsonReader {
  private readonly records: RecordColumns;
  private readonly dropped: DroppedLine[] = [];
  private droppedCount = 0;
  private rest = "";
  private line = 0;
  private readonly options: CsvOptions;
  private readonly source: string;

  constructor(options: CsvOptions, source: string) {
    this.options = options;
    this.source = source;
    this.records = new RecordColumns(source);
  }

  /** @throws JsonError for a line that is no object, unless such lines are to be left out */
  feed(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop()!;
    for (const line of lines) this.addLine(line);
    if (this.rest.length > longestQuotedField) {
      const problem = `the line is longer than ${longestQuotedField} characters. If the file is one JSON document, say format: "json".`;
      throw new JsonError(this.source, this.line + 1, problem);
    }
  }

  end(): boolean {
    this.addLine(this.rest);
    this.rest = "";
    return true;
  }

  /** @throws EmptyFileError, ValueTypeError, AmbiguousDateError */
  toTable(encoding: string): Table {
    if (this.records.rowCount === 0)
      throw new EmptyFileError(this.source, undefined, "the file is empty: it has no records.");
    const { source, dropped, droppedCount } = this;
    const { repaired } = this.records;
    const facts = { source, format: "NDJSON", encoding, dropped, droppedCount, repaired };
    return recordsTable(this.records.finish(), this.options, facts);
  }

  private addLine(text: string): void {
    this.line++;
    if (text.trim() === "") return;
    const { record, reason, cause } = parseRecord(text);
    if (record !== undefined) return refuseDepth(this.source, this.line, () => this.records.add(record, this.line));
    if (this.options.onRaggedRow !== "drop") {
      const advice = `Correct the line, or leave such lines out with onRaggedRow: "drop".`;
      throw new JsonError(this.source, this.line, `${reason}. ${advice}`, { cause });
    }
    this.droppedCount++;
    if (this.dropped.length < listedDrops) this.dropped.push({ line: this.line, reason });
  }
}

function parseRecord(text: string): { record?: object; reason: string; cause?: unknown } {
  try {
    const value: unknown = JSON.parse(quoteLongNumbers(text));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { record: value, reason: "" };
    return { reason: "this is JSON, but not an object" };
  } catch (cause) {
    return { reason: "this is not valid JSON", cause };
  }
}
