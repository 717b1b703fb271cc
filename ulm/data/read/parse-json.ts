import type { BilingualText } from "../bilingual-html.ts";
import type { Table } from "../table.ts";
import type { CsvOptions } from "./csv-options.ts";
import { EmptyFileError, JsonError } from "./read-error.ts";
import { refuseDepth } from "./flatten-record.ts";
import { findJsonError } from "./find-json-error.ts";
import { quoteLongNumbers } from "./quote-long-numbers.ts";
import { RecordColumns } from "./record-columns.ts";
import { recordsTable } from "./records-table.ts";

/**
 * Reads JSON into a table. It may be an array of objects; an object of columns (`{ age: [31, 45], city: […] }`); what pandas writes
 * with `orient` split, columns or table; or an object with one of these in it (`{ data: […] }`). Nested objects become columns
 * `user.city`, lists become JSON text.
 * @param source what error messages and the report call the text
 * @throws EmptyFileError, JsonError, ValueTypeError
 */
export function parseJson(text: string, options: CsvOptions = {}, source = "JSON text", encoding = "utf-16"): Table {
  const plain = text.replace(/^\uFEFF/, "");
  if (plain.trim() === "") throw new EmptyFileError(source, undefined, "the file is empty.");
  const value = parse(quoteLongNumbers(plain), source);
  return refuseDepth(source, undefined, () => tableOf(value, options, source, encoding));
}

function tableOf(value: unknown, options: CsvOptions, source: string, encoding: string): Table {
  const notes: BilingualText[] = [];
  const found = findTable(value, notes);
  if (found === undefined) {
    const problem = `there is no table in this JSON: ${describe(value)}. It takes an array of objects, or an object of arrays of equal length.`;
    throw new JsonError(source, undefined, problem);
  }
  const facts = { source, format: "JSON", encoding, notes };
  if (found instanceof Map) return recordsTable(found, options, facts);
  const records = new RecordColumns(source);
  found.forEach((record) => records.add(record));
  return recordsTable(records.finish(), options, { ...facts, repaired: records.repaired });
}

function parse(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const position = findJsonError(text);
    const line = text.slice(0, position).split("\n").length;
    const place =
      position >= text.length
        ? "the text ends too early"
        : `unexpected ${JSON.stringify(text.slice(position, position + 20))}`;
    const isRecord = text.slice(0, position).trimEnd().endsWith("}") && text.startsWith("{", position);
    const advice = isRecord
      ? 'If each line is an object, say so: format: "ndjson".'
      : 'Is the file complete? If it is something else, say so: format: "csv".';
    const problem = `this is not valid JSON: ${place}. ${advice}`;
    throw new JsonError(source, line, problem, { cause });
  }
}

type Found = readonly object[] | ReadonlyMap<string, readonly unknown[]>;

/** The records or columns in a JSON value, in the shapes that programs write. */
function findTable(value: unknown, notes: BilingualText[], depth = 0): Found | undefined {
  if (Array.isArray(value)) return value.every(isObject) && value.length > 0 ? value : undefined;
  if (!isObject(value) || depth > 1) return undefined;
  const entries = Object.entries(value);
  return splitColumns(value) ?? columnsOf(entries) ?? indexedColumns(entries) ?? onlyTableIn(entries, notes, depth);
}

/** `{ columns: ["a", "b"], data: [[1, 2], …] }` */
function splitColumns(value: Record<string, unknown>): Found | undefined {
  const { columns, data } = value;
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every(Array.isArray)) return undefined;
  const names = columns.map(String);
  if (new Set(names).size < names.length || data.some((row) => row.length !== names.length)) return undefined;
  return new Map(names.map((name, index) => [name, data.map((row: unknown[]) => scalar(row[index]))]));
}

/** `{ a: [1, 2], b: [3, 4] }`, also inside `{ columns: … }` */
function columnsOf(entries: readonly [string, unknown][]): Found | undefined {
  const length = Array.isArray(entries[0]?.[1]) ? entries[0][1].length : -1;
  const areColumns = entries.every(
    ([, cells]) => Array.isArray(cells) && cells.length === length && !cells.some(isObject),
  );
  if (length < 0 || !areColumns) return undefined;
  return new Map(entries.map(([name, cells]) => [name, (cells as unknown[]).map(scalar)]));
}

/** `{ a: { 0: 1, 1: 2 }, b: { 0: 3, 1: 4 } }` */
function indexedColumns(entries: readonly [string, unknown][]): Found | undefined {
  const keys = isObject(entries[0]?.[1]) ? Object.keys(entries[0][1]) : [];
  if (keys.length === 0 || entries.length === 0) return undefined;
  const isColumn = (cells: unknown) =>
    isObject(cells) &&
    Object.keys(cells).length === keys.length &&
    keys.every((key, index) => key === String(index) && Object.hasOwn(cells, key) && !isObject(cells[key]));
  if (!entries.every(([, cells]) => isColumn(cells))) return undefined;
  return new Map(
    entries.map(([name, cells]) => [name, keys.map((key) => scalar((cells as Record<string, unknown>)[key]))]),
  );
}

/** `{ count: 2, results: [{…}, {…}] }`: the rest is left out, and the report says so. */
function onlyTableIn(entries: readonly [string, unknown][], notes: BilingualText[], depth: number): Found | undefined {
  const tables = entries.flatMap(([name, value]) => {
    const found =
      name === "schema" || (name === "columns" && !isObject(value)) ? undefined : findTable(value, [], depth + 1);
    return found === undefined ? [] : [{ name, found }];
  });
  if (tables.length !== 1) return undefined;
  const others = entries.map(([name]) => name).filter((name) => name !== tables[0]!.name);
  const names = others.slice(0, 8).join(", ");
  const isAll = others.length === 0;
  notes.push({
    en: `The table is the property "${tables[0]!.name}"${isAll ? "" : `; left out: ${names}`}.`,
    "zh-CN": `表格是属性“${tables[0]!.name}”${isAll ? "" : `；未读取：${names}`}。`,
  });
  return tables[0]!.found;
}

function scalar(value: unknown): unknown {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return "an empty array";
    const other = value.findIndex((item) => !isObject(item));
    const item = Array.isArray(value[other]) ? "an array" : describe(value[other]);
    return `an array whose item ${other + 1} is ${item}`;
  }
  if (!isObject(value)) return value === null ? "null" : `a ${typeof value}`;
  const names = Object.keys(value);
  return names.length === 0
    ? "an empty object"
    : `an object with ${names.slice(0, 6).join(", ")}${names.length > 6 ? ", …" : ""}`;
}
