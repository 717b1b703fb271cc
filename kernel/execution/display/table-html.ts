import { inspect } from "node:util";
import type { Localized } from "../../../notebooks/localized.ts";
import { escapeHtml } from "./escape-html.ts";
import { localizedHtml } from "./localized-html.ts";
import { SHOWN_COLUMNS, type TableView } from "./table-view.ts";

/** Draws the first rows of a table with the type of each column and the table's size. */
export function tableHtml(view: TableView): string {
  const columns = view.columns.slice(0, SHOWN_COLUMNS);
  const types = columns.map((_, index) => columnType(view.rows.map((row) => row[index])));
  const head = columns.map((name, index) => {
    const align = types[index] === "number" ? "right" : "left";
    return `<th style="text-align:${align}">${escapeHtml(name)}<br><small style="font-weight:normal;opacity:.7">${localizedHtml(typeText(types[index]))}</small></th>`;
  });
  const body = view.rows.map((row) => `<tr>${columns.map((_, index) => cellHtml(row[index])).join("")}</tr>`);
  return (
    `<table class="ulm-table"><thead><tr>${head.join("")}</tr></thead>` +
    `<tbody>${body.join("")}</tbody></table><p><small>${localizedHtml(tableSize(view, SHOWN_COLUMNS))}</small></p>`
  );
}

function cellHtml(value: unknown): string {
  if (value === null || value === undefined) return "<td></td>";
  const align = isNumeric(value) ? "right" : "left";
  return `<td style="text-align:${align}">${escapeHtml(cellText(value))}</td>`;
}

/** A value of a table, on one line or few. */
export function cellText(value: unknown): string {
  if (typeof value === "string") return value.length > 200 ? `${value.slice(0, 200)}…` : value;
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(8)));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (typeof value === "object") return inspect(value, { depth: 1, breakLength: Infinity, maxArrayLength: 5 });
  return String(value);
}

export function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

/** The types of a column's values, joined by a bar; "empty" without values. */
function columnType(values: readonly unknown[]): string {
  const types = new Set(values.filter((value) => value !== null && value !== undefined).map(typeName));
  return types.size === 0 ? "empty" : [...types].sort().join(" | ");
}

function typeName(value: unknown): string {
  if (value instanceof Date) return "date";
  return Array.isArray(value) ? "array" : typeof value;
}

const chineseTypes: Readonly<Record<string, string>> = {
  number: "数值",
  bigint: "大整数",
  string: "文本",
  boolean: "布尔",
  date: "日期",
  array: "数组",
  object: "对象",
  function: "函数",
  symbol: "符号",
  empty: "空",
};

function typeText(types: string): Localized {
  return { en: types, "zh-CN": types.replace(/\w+/g, (type) => chineseTypes[type] ?? type) };
}

/** How many rows and columns a table has, and how many of them are shown. */
export function tableSize({ rowCount, rows, columns }: TableView, shownColumns: number): Localized {
  const [rowTotal, columnTotal] = [rowCount, columns.length].map((count) => count.toLocaleString("en"));
  const areRowsCut = rows.length < rowCount;
  const areColumnsCut = columns.length > shownColumns;
  const english = [
    areRowsCut ? `first ${some(rows.length, "row")}` : "",
    areColumnsCut ? `first ${shownColumns} columns` : "",
  ];
  const chinese = [areRowsCut ? `前 ${rows.length} 行` : "", areColumnsCut ? `前 ${shownColumns} 列` : ""];
  const join = (parts: string[], separator: string) => parts.filter((part) => part !== "").join(separator);
  const isCut = areRowsCut || areColumnsCut;
  return {
    en: `${some(rowCount, "row")} × ${some(columns.length, "column")}${isCut ? ` (${join(english, ", ")} shown)` : ""}`,
    "zh-CN": `${rowTotal} 行 × ${columnTotal} 列${isCut ? `（显示${join(chinese, "、")}）` : ""}`,
  };
}

function some(count: number, unit: string): string {
  return `${count.toLocaleString("en")} ${unit}${count === 1 ? "" : "s"}`;
}
