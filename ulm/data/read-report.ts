import type { BilingualText } from "./bilingual-html.ts";
import { bilingualTable } from "./bilingual-table.ts";
import type { ColumnType } from "./cell-value.ts";
import type { Column } from "./column.ts";
import { columnTypeText } from "./column-type-text.ts";
import { display } from "./display.ts";
import type { DisplayBundle } from "./display.ts";
import { detectPersonalData } from "./personal/detect-personal-data.ts";
import type { PersonalDataFinding } from "./personal/detect-personal-data.ts";
import { personalKindTexts } from "./personal/personal-data-kind.ts";
import { formatCell } from "./table-html.ts";

/** What a reader of files knows about how it made the columns; everything but `source` and `format` may be left out. */
export interface ReadFacts {
  readonly source: string;
  readonly format: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly dropped?: readonly DroppedText[];
  /** How many lines were left out, where that is more than `dropped` lists. */
  readonly droppedCount?: number;
  readonly repaired?: readonly BilingualText[];
  readonly notes?: readonly BilingualText[];
  readonly zone?: string;
  /** Column name → the format in which its dates or numbers were written. */
  readonly writtenAs?: ReadonlyMap<string, string>;
}

/** A line that is not in the table, and why. */
export interface DroppedLine {
  /** In the file, from 1. */
  readonly line: number;
  readonly reason: string;
}

/** The same in both languages. */
export interface DroppedText {
  readonly line: number;
  readonly reason: BilingualText;
}

/** What a report says in sentences, in both languages. */
export interface ReportTexts {
  readonly dropped: readonly DroppedText[];
  readonly repaired: readonly BilingualText[];
  readonly notes: readonly BilingualText[];
}

/** One column as it was read. */
export interface ColumnReport {
  readonly name: string;
  readonly type: ColumnType;
  readonly missing: number;
  /** How its values were written, where that was not plain: "DD/MM/YYYY", "1.234,56". */
  readonly writtenAs?: string;
  /** First and last instant of a column of dates. */
  readonly span?: { readonly from: Date; readonly to: Date };
}

/** Where a table comes from and what was done to make it one. In a notebook it shows itself. */
export class ReadReport {
  /** The file, as it was asked for. */
  readonly source: string;
  /** For example "CSV" or "JSON". */
  readonly format: string;
  /** Rows in the table. */
  readonly rows: number;
  /** Lines left out, and why: the first thousand. */
  readonly dropped: readonly DroppedLine[];
  /** How many lines were left out altogether. */
  readonly droppedCount: number;
  /** What was changed to make sense of the file: names given to nameless columns, guards taken off, … */
  readonly repaired: readonly string[];
  readonly columns: readonly ColumnReport[];
  /** Columns that look like personal data. Mask, pseudonymise or drop them before you share anything. */
  readonly personal: readonly PersonalDataFinding[];
  /** For example "utf-8" or "gb18030"; only of text. */
  readonly encoding: string | undefined;
  /** Only of text in columns. */
  readonly delimiter: string | undefined;
  /** The IANA zone in which times without one were read. */
  readonly zone: string;
  /** What a careful reader would want to know: values that kept a column from being numeric, assumptions about time. */
  readonly notes: readonly string[];
  /** `dropped`, `repaired` and `notes` in both languages. */
  readonly texts: ReportTexts;

  constructor(columns: readonly Column[], facts: ReadFacts) {
    this.source = facts.source;
    this.format = facts.format;
    this.rows = columns[0]?.length ?? 0;
    const { dropped = [], repaired = [], notes = [] } = facts;
    this.texts = { dropped, repaired, notes };
    this.dropped = dropped.map(({ line, reason }) => ({ line, reason: reason.en }));
    this.droppedCount = facts.droppedCount ?? this.dropped.length;
    this.repaired = repaired.map(({ en }) => en);
    this.columns = columns.map((column) => reportColumn(column, facts.writtenAs?.get(column.name)));
    this.personal = detectPersonalData({ columns });
    this.encoding = facts.encoding;
    this.delimiter = facts.delimiter;
    this.zone = facts.zone ?? "UTC";
    this.notes = notes.map(({ en }) => en);
  }

  /** From the earliest to the latest date of all columns; `undefined` without dates. */
  get span(): { readonly from: Date; readonly to: Date } | undefined {
    const spans = this.columns.flatMap(({ span }) => span ?? []);
    if (spans.length === 0) return undefined;
    const from = Math.min(...spans.map((span) => span.from.getTime()));
    const to = Math.max(...spans.map((span) => span.to.getTime()));
    return { from: new Date(from), to: new Date(to) };
  }

  [display](): DisplayBundle {
    const count = (number: number) => number.toLocaleString("en");
    const rows: (readonly [BilingualText, BilingualText | string])[] = [
      [{ en: "rows", "zh-CN": "行数" }, count(this.rows)],
      [
        { en: "format", "zh-CN": "格式" },
        [this.format, this.encoding, delimiterName(this.delimiter)].filter(Boolean).join(", "),
      ],
      [{ en: "columns", "zh-CN": "列" }, columnsText(this.columns)],
      ...(this.span === undefined
        ? []
        : [
            [
              { en: "dates", "zh-CN": "日期范围" },
              `${formatCell(this.span.from)} … ${formatCell(this.span.to)} (${this.zone})`,
            ] as const,
          ]),
      [{ en: "lines left out", "zh-CN": "略去的行" }, droppedText(this)],
      ...this.texts.repaired.map((text) => [{ en: "repaired", "zh-CN": "修正" }, text] as const),
      ...this.personal.map(
        ({ column, kind }) =>
          [
            { en: "looks like personal data", "zh-CN": "疑似个人信息" },
            { en: `${column}: ${kind}`, "zh-CN": `${column}：${personalKindTexts[kind]["zh-CN"]}` },
          ] as const,
      ),
      ...this.texts.notes.map((text) => [{ en: "note", "zh-CN": "注意" }, text] as const),
    ];
    const title = { en: `Read from ${this.source}`, "zh-CN": `读取自 ${this.source}` };
    return bilingualTable(
      title,
      [
        { en: "What", "zh-CN": "项目" },
        { en: "Finding", "zh-CN": "结果" },
      ],
      rows,
    );
  }
}

function reportColumn(column: Column, writtenAs: string | undefined): ColumnReport {
  const { name, type, missing } = column;
  const span = type === "date" ? dateSpan(column.toNumbers()) : undefined;
  return { name, type, missing, ...(writtenAs !== undefined && { writtenAs }), ...(span && { span }) };
}

function dateSpan(instants: Float64Array): { from: Date; to: Date } | undefined {
  let [from, to] = [Infinity, -Infinity];
  for (const instant of instants) {
    if (instant < from) from = instant;
    if (instant > to) to = instant;
  }
  return from <= to ? { from: new Date(from), to: new Date(to) } : undefined;
}

const shownColumns = 40;

function columnsText(columns: readonly ColumnReport[]): BilingualText {
  const shown = columns.slice(0, shownColumns).map((column) => {
    const { en, "zh-CN": chinese } = columnTypeText(column, column.writtenAs);
    return { en: `${column.name} (${en})`, "zh-CN": `${column.name}（${chinese}）` };
  });
  const count = columns.length;
  const rest = count > shownColumns ? [{ en: `… ${count} in all`, "zh-CN": `…… 共 ${count} 列` }] : [];
  const texts = [...shown, ...rest];
  return { en: texts.map(({ en }) => en).join("; "), "zh-CN": texts.map((text) => text["zh-CN"]).join("；") };
}

function droppedText({ droppedCount, texts: { dropped } }: ReadReport): BilingualText | string {
  if (droppedCount === 0) return "0";
  const first = dropped.slice(0, 3);
  const count = droppedCount.toLocaleString("en");
  const isMore = droppedCount > first.length;
  const en = first.map(({ line, reason }) => `line ${line}: ${reason.en}`).join("; ");
  const zh = first.map(({ line, reason }) => `第 ${line} 行：${reason["zh-CN"]}`).join("；");
  return { en: `${count} (${en}${isMore ? "; …" : ""})`, "zh-CN": `${count}（${zh}${isMore ? "；……" : ""}）` };
}

function delimiterName(delimiter: string | undefined): string | undefined {
  return delimiter === "\t" ? "tab" : delimiter && `"${delimiter}"`;
}
