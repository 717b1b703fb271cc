import type { BilingualText } from "../../bilingual-html.ts";
import { checkpoint } from "../../../compute/checkpoint.ts";
import { readCsvHeader } from "../../read/csv-header.ts";
import { trimmedRepairs } from "../../read/column-notes.ts";
import { EmptyFileError } from "../../read/read-error.ts";
import { ValueRules } from "../../read/value-rules.ts";
import { recordsTable } from "../../read/records-table.ts";
import type { Table } from "../../table.ts";
import type { DataFile } from "../data-file.ts";
import { FileError } from "../file-error.ts";
import type { ReadOptions } from "../read-options.ts";
import { zipEntries } from "../zip-entries.ts";
import type { ZipEntry } from "../zip-entries.ts";
import type { FileFormat } from "./file-format.ts";
import { countErrorCells } from "./xlsx-errors.ts";
import { foreignFile } from "./foreign-file.ts";

/** In bytes; a workbook is held in memory several times over while it is read. */
const largestFile = 200_000_000;
/** What a workbook may unpack to: more is a mistake, or an attack. */
const largestContent = 2_000_000_000;

type Cell = string | number | boolean | Date | null;

/** One sheet of an Excel workbook: the first, or the one that the options name. Its first row that is not empty holds the names. */
export const xlsxFormat: FileFormat = {
  name: "Excel",
  extensions: [".xlsx"],
  hasSignature: isWorkbook,
  read: readWorkbook,
};

/** A zip archive whose first parts are those of an Office document. */
function isWorkbook(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, 4096));
  return text.startsWith("PK\u0003\u0004") && /\[Content_Types\]\.xml|xl\/|_rels\/|docProps\//.test(text);
}

async function readWorkbook(file: DataFile, options: ReadOptions): Promise<Table> {
  if (!isWorkbook(file.head)) {
    throw new FileError(
      file.source,
      foreignFile(file.head) ?? "this is not an Excel workbook. Is its extension right?",
    );
  }
  const bytes = Buffer.from(await file.bytes(largestFile));
  const entries = zipEntries(bytes);
  if (entries === undefined) throw broken(file, "its end is missing");
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (size > largestContent) {
    throw new FileError(
      file.source,
      `the workbook would unpack to ${Math.round(size / 1e6)} MB. Save the sheet as CSV UTF-8.`,
    );
  }
  const sheets = await readSheets(file, bytes);
  const sheet = findSheet(file, sheets, options.sheet);
  await checkpoint(1, 1, file.source);
  const rows = (sheet.data as Cell[][]).filter((row) => row.some((cell) => cell !== null && cell !== ""));
  if (rows.length === 0) throw new EmptyFileError(file.source, undefined, `the sheet "${sheet.sheet}" is empty.`);
  const texts = rows.slice(0, 2).map((row) => row.map(toText));
  const header = readCsvHeader(texts[0]!, texts[1], options, file.source, 1);
  const data = header.isFirstRow ? rows.slice(1) : rows;
  const rules = new ValueRules(options);
  const columns = header.names.map((name, index) => {
    const cells = data.map((row) => row[index] ?? null);
    return { name, ...trimCells(cells, rules) };
  });
  const values = new Map(columns.map(({ name, cells }) => [name, unify(cells)]));
  const errors = errorRepairs(file, entries, sheets.indexOf(sheet), header.names);
  const others = sheets.filter((each) => each !== sheet).map(({ sheet: name }) => JSON.stringify(name));
  const notes: BilingualText[] = [...header.notes];
  if (others.length > 0) {
    notes.push({
      en: `This is the sheet "${sheet.sheet}". There are others: ${others.join(", ")}; state sheet: "…".`,
      "zh-CN": `这是工作表“${sheet.sheet}”。还有其他工作表：${others.join("、")}；可指定 sheet: "…"。`,
    });
  }
  if (hasTimes(values)) {
    notes.push({
      en: "Dates in Excel have no zone; they were read as UTC.",
      "zh-CN": "Excel 中的日期没有时区，按 UTC 读取。",
    });
  }
  return recordsTable(values, options, {
    source: file.source,
    format: "Excel",
    repaired: [...header.repaired, ...errors, ...columns.flatMap(({ name, trimmed }) => trimmedRepairs(name, trimmed))],
    notes,
  });
}

async function readSheets(file: DataFile, bytes: Buffer) {
  // Loaded when the first workbook is read.
  const { default: readExcel } = await import("read-excel-file/node");
  try {
    return await readExcel(bytes, { trim: false });
  } catch (cause) {
    throw broken(file, (cause as Error).message, cause);
  }
}

/** What the report says of cells with errors. */
function errorRepairs(
  file: DataFile,
  entries: readonly ZipEntry[],
  sheet: number,
  names: readonly string[],
): BilingualText[] {
  try {
    return [...countErrorCells(entries, sheet)].flatMap(([index, { count, first }]) => {
      const name = names[index];
      if (name === undefined) return [];
      const cells =
        count === 1 ? `1 cell with an error (${first}) is` : `${count} cells with errors (the first is ${first}) are`;
      const zh = `列“${name}”：${count} 个错误单元格（${count === 1 ? "" : "首个为 "}${first}）现为缺失。`;
      return [{ en: `Column "${name}": ${cells} missing now.`, "zh-CN": zh }];
    });
  } catch (cause) {
    throw broken(file, (cause as Error).message, cause);
  }
}

function broken(file: DataFile, reason: string, cause?: unknown): FileError {
  return new FileError(file.source, `the workbook is broken or cut short (${reason}). Copy or save it again.`, {
    cause,
  });
}

function findSheet<Sheet extends { readonly sheet: string }>(
  file: DataFile,
  sheets: readonly Sheet[],
  asked: string | number | undefined,
): Sheet {
  const found = typeof asked === "string" ? sheets.find(({ sheet }) => sheet === asked) : sheets[(asked ?? 1) - 1];
  if (found !== undefined) return found;
  const names = sheets.map(({ sheet }, index) => `${index + 1} "${sheet}"`).join(", ");
  throw new FileError(
    file.source,
    `there is no sheet ${JSON.stringify(asked ?? 1)}. The sheets are: ${names || "none"}.`,
  );
}

/** Texts without the spaces around them, and how many had some. */
function trimCells(cells: readonly Cell[], rules: ValueRules): { cells: readonly Cell[]; trimmed: number } {
  let trimmed = 0;
  const plain = cells.map((cell) => {
    if (typeof cell !== "string") return cell;
    const text = cell.trim();
    if (text.length < cell.length && !rules.isMissing(text)) trimmed++;
    return text;
  });
  return { cells: plain, trimmed };
}

/** Mixed columns become text, in which a date is written as everywhere. */
function unify(cells: readonly Cell[]): readonly Cell[] {
  const hasDates = cells.some((cell) => cell instanceof Date);
  const isMixed = hasDates && cells.some((cell) => cell !== null && !(cell instanceof Date));
  return isMixed ? cells.map((cell) => (cell === null ? null : toText(cell))) : cells;
}

function toText(cell: Cell): string {
  return cell instanceof Date ? cell.toISOString() : String(cell ?? "").trim();
}

function hasTimes(values: ReadonlyMap<string, readonly Cell[]>): boolean {
  return [...values.values()].some((cells) =>
    cells.some((cell) => cell instanceof Date && cell.getTime() % 86_400_000 !== 0),
  );
}
