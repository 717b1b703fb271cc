import { checkpoint } from "../../../compute/checkpoint.ts";
import type { Kernels } from "../../../compute/kernels/kernel.ts";
import { withKernels } from "../../../compute/kernels/with-kernels.ts";
import { ReadReport } from "../../read-report.ts";
import { Table } from "../../table.ts";
import type { CsvOptions } from "../csv-options.ts";
import { ReadError } from "../read-error.ts";
import { ValueRules } from "../value-rules.ts";
import { BulkColumn } from "./bulk-column.ts";
import type { CreateDecoder, ReadColumn } from "./bulk-column.ts";
import { BulkRows } from "./bulk-rows.ts";
import { ByteWindow } from "./byte-window.ts";
import type { ReadInto } from "./byte-window.ts";
import { encodeMissing } from "./plain-blanks.ts";
import { beginningSize, readBeginning } from "./read-beginning.ts";
import type { Beginning } from "./read-beginning.ts";
import { outcomeField, segmentStatus } from "./read-rows.ts";
import { SegmentArrays } from "./segment-arrays.ts";
import type { RowLayout } from "./segment-arrays.ts";

/** A file of text, and how to decode it. */
export interface BulkSource {
  /** What messages call it. */
  readonly source: string;
  /** In bytes, or about as many. */
  readonly size: number;
  readonly read: ReadInto;
  readonly isUtf8: (bytes: Uint8Array) => boolean;
  readonly createDecoder: CreateDecoder;
}

const [lineFeed, carriageReturn] = [10, 13];

/**
 * Reads a large regular table in a fraction of the time: numbers and dates are read from the bytes by a kernel, on all threads, and
 * texts stay bytes until they are asked for. `undefined` for everything that is not regular and plainly written in UTF-8; the
 * reader of texts then reads the file, so that both always agree.
 */
export async function readBulkCsv(source: BulkSource, options: CsvOptions): Promise<Table | undefined> {
  // Zones and decimal commas are for the reader of texts.
  if (options.zone !== undefined || options.decimal !== undefined || options.dates !== undefined) return undefined;
  try {
    return await withKernels("ulm.data.read", (kernels) => readPlainCsv(kernels, source, options));
  } catch (error) {
    // The reader of texts says it again, and knows the line.
    if (error instanceof ReadError) return undefined;
    throw error;
  }
}

async function readPlainCsv(kernels: Kernels, source: BulkSource, options: CsvOptions): Promise<Table | undefined> {
  const window = new ByteWindow(kernels, source.read);
  await window.fill();
  const head = window.bytes.slice(0, Math.min(window.length, beginningSize));
  const beginning = readBeginning(head, options, source.source, source.createDecoder(head, false));
  const code = beginning?.delimiter.charCodeAt(0) ?? 0;
  // Semicolons mean that there may be decimal commas.
  if (beginning === undefined || code > 127 || beginning.delimiter === ";") return undefined;
  const rules = new ValueRules(options);
  rules.checkColumns(beginning.header.names);
  const columns = startColumns(beginning, rules, source.source);
  const missing = encodeMissing(rules.missingTexts);
  if (columns === undefined || missing === undefined) return undefined;
  const isWindows = window.bytes[window.bytes.indexOf(lineFeed) - 1] === carriageReturn;
  const layout = { delimiter: code, lineEnd: isWindows ? carriageReturn : lineFeed, missing };
  const start = beginning.header.isFirstRow ? endOfHeader(kernels, window, layout, beginning) : beginning.start;
  const rows = new BulkRows(kernels, window, layout, columns, source.isUtf8);
  const isRead = start !== undefined && (await readWindows(rows, window, columns, source, start));
  return isRead ? finish(columns, source, beginning, rows.isAscii) : undefined;
}

function startColumns({ header, rows, lines }: Beginning, rules: ValueRules, source: string): BulkColumn[] | undefined {
  const first = header.isFirstRow ? 1 : 0;
  const columns: BulkColumn[] = [];
  for (const [index, name] of header.names.entries()) {
    const texts = rows.slice(first).map((row, place) => ({ text: row[index] ?? "", line: lines[first + place]! }));
    const column = BulkColumn.start(name, rules, source, texts);
    if (column === undefined) return undefined;
    columns.push(column);
  }
  return columns;
}

/** The names of the columns are read as the texts of a single row. */
function endOfHeader(kernels: Kernels, window: ByteWindow, layout: RowLayout, { header, start }: Beginning) {
  const types = header.names.map(() => "text" as const);
  const arrays = new SegmentArrays(kernels, types, layout, { segments: 1, segmentSize: window.length, capacity: 1 });
  arrays.bounds[1] = window.length;
  arrays.readFrom(window, 0, start);
  const outcome = arrays.outcome(0);
  const isRead = outcome[outcomeField.rows] === 1 && outcome[outcomeField.status] !== segmentStatus.irregular;
  return isRead ? outcome[outcomeField.end] : undefined;
}

/** @returns whether all rows are regular, plainly written UTF-8 */
async function readWindows(
  rows: BulkRows,
  window: ByteWindow,
  columns: readonly BulkColumn[],
  { size, source }: BulkSource,
  start: number,
): Promise<boolean> {
  for (let first = start, isFirst = true; ; first = 0, isFirst = false) {
    const end = await rows.read(first);
    if (end === undefined || (window.isLast ? end < window.length : end === 0)) return false;
    // From what the first window holds: arrays shall seldom grow.
    if (isFirst && end > first) columns.forEach((column) => column.reserve((1.02 * size) / (end - first)));
    if (window.isLast) return true;
    window.drop(end);
    await checkpoint(window.done, Math.max(size, window.done), source);
    await window.fill();
  }
}

function finish(
  bulk: readonly BulkColumn[],
  { source, createDecoder }: BulkSource,
  { header, delimiter }: Beginning,
  isAscii: boolean,
): Table | undefined {
  const read: ReadColumn[] = [];
  for (const column of bulk) {
    const finished = column.finish(createDecoder, isAscii);
    if (finished === undefined) return undefined;
    read.push(finished);
  }
  const columns = read.map(({ column }) => column);
  const report = new ReadReport(columns, {
    ...{ source, format: "CSV", encoding: "utf-8", delimiter },
    repaired: [...header.repaired, ...read.flatMap(({ repaired }) => repaired)],
    notes: [...header.notes, ...read.flatMap(({ notes }) => notes)],
    writtenAs: new Map(
      read.flatMap(({ column, writtenAs }) => (writtenAs === undefined ? [] : [[column.name, writtenAs] as const])),
    ),
  });
  return new Table(columns, report);
}
