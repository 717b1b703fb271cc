import { inspect } from "node:util";
import { escapeHtml } from "./escape-html.ts";
import { SHOWN_COLUMNS, type TableView } from "./table-view.ts";

/** Draws the first rows of a table with the type of each column and the table's size. */
export function tableHtml(view: TableView): string {
  const columns = view.columns.slice(0, SHOWN_COLUMNS);
  const types = columns.map((_, index) => columnType(view.rows.map((row) => row[index])));
  const head = columns.map((name, index) => {
    const align = types[index] === "number" ? "right" : "left";
    return `<th style="text-align:${align}">${escapeHtml(name)}<br><small>${escapeHtml(types[index])}</small></th>`;
  });
  const body = view.rows.map((row) => `<tr>${columns.map((_, index) => cellHtml(row[index])).join("")}</tr>`);
  return (
    `<table class="ulm-table"><thead><tr>${head.join("")}</tr></thead>` +
    `<tbody>${body.join("")}</tbody></table>${sizeHtml(view)}`
  );
}

function cellHtml(value: unknown): string {
  if (value === null || value === undefined) return "<td></td>";
  const align = typeof value === "number" || typeof value === "bigint" ? "right" : "left";
  return `<td style="text-align:${align}">${escapeHtml(cellText(value))}</td>`;
}

function cellText(value: unknown): string {
  if (typeof value === "string") return value.length > 200 ? `${value.slice(0, 200)}…` : value;
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(8)));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (typeof value === "object") return inspect(value, { depth: 1, breakLength: Infinity, maxArrayLength: 5 });
  return String(value);
}

function columnType(values: readonly unknown[]): string {
  const types = new Set(values.filter((value) => value !== null && value !== undefined).map(typeName));
  return types.size === 0 ? "empty" : [...types].sort().join(" | ");
}

function typeName(value: unknown): string {
  if (value instanceof Date) return "date";
  return Array.isArray(value) ? "array" : typeof value;
}

function sizeHtml({ rowCount, rows, columns }: TableView): string {
  const size = `${rowCount.toLocaleString("en")} rows × ${columns.length.toLocaleString("en")} columns`;
  const shown = [
    rows.length < rowCount ? `first ${rows.length} rows` : "",
    columns.length > SHOWN_COLUMNS ? `first ${SHOWN_COLUMNS} columns` : "",
  ].filter((part) => part !== "");
  return `<p><small>${size}${shown.length > 0 ? ` (${shown.join(", ")} shown)` : ""}</small></p>`;
}
