import type { BilingualText } from "../bilingual-html.ts";
import type { Table } from "../table.ts";
import type { CsvOptions } from "./csv-options.ts";
import { DroppedLines } from "./dropped-lines.ts";
import { refuseDepth } from "./flatten-record.ts";
import { longestQuotedField } from "./limits.ts";
import { LineSplitter } from "./line-splitter.ts";
import { quoteLongNumbers } from "./quote-long-numbers.ts";
import { EmptyFileError, JsonError } from "./read-error.ts";
import { RecordColumns } from "./record-columns.ts";
import { recordsTable } from "./records-table.ts";

/** Takes newline-delimited JSON piece by piece: one object a line. Blank lines are skipped. */
export class NdjsonReader {
  private readonly records: RecordColumns;
  private readonly drops = new DroppedLines();
  private readonly lines: LineSplitter;
  private readonly options: CsvOptions;
  private readonly source: string;

  constructor(options: CsvOptions, source: string) {
    this.options = options;
    this.source = source;
    this.records = new RecordColumns(source);
    const refuse = (line: number) => {
      const problem = `the line is longer than ${longestQuotedField} characters. If the file is one JSON document, say format: "json".`;
      throw new JsonError(source, line, problem);
    };
    this.lines = new LineSplitter(longestQuotedField, (text, line) => this.addLine(text, line), refuse);
  }

  /** @throws JsonError for a line that is no object, unless such lines are to be left out */
  feed(text: string): void {
    this.lines.feed(text);
  }

  /** One pass is enough: always true. */
  end(): boolean {
    this.lines.finish();
    return true;
  }

  /** @throws EmptyFileError, ValueTypeError, AmbiguousDateError */
  toTable(encoding: string): Table {
    const { source, records } = this;
    if (records.rowCount === 0) throw new EmptyFileError(source, undefined, "the file is empty: it has no records.");
    const { dropped, droppedCount } = this.drops;
    const facts = { source, format: "NDJSON", encoding, dropped, droppedCount, repaired: records.repaired };
    return recordsTable(records.finish(), this.options, facts);
  }

  private addLine(text: string, line: number): void {
    if (text.trim() === "") return;
    const { record, reason = notJson, cause } = parseRecord(text);
    if (record !== undefined) return refuseDepth(this.source, line, () => this.records.add(record, line));
    if (this.options.onRaggedRow !== "drop") {
      const advice = `Correct the line, or leave such lines out with onRaggedRow: "drop".`;
      throw new JsonError(this.source, line, `${reason.en}. ${advice}`, { cause });
    }
    this.drops.add(line, reason);
  }
}

const notJson: BilingualText = { en: "this is not valid JSON", "zh-CN": "不是有效的 JSON" };
const noObject: BilingualText = { en: "this is JSON, but not an object", "zh-CN": "是 JSON，但不是对象" };

function parseRecord(text: string): { record?: object; reason?: BilingualText; cause?: unknown } {
  try {
    const value: unknown = JSON.parse(quoteLongNumbers(text));
    const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
    return isRecord ? { record: value } : { reason: noObject };
  } catch (cause) {
    return { reason: notJson, cause };
  }
}
