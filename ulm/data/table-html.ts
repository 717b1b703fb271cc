import { bilingualHtml } from "./bilingual-html.ts";
import type { BilingualText } from "./bilingual-html.ts";
import type { CellValue } from "./cell-value.ts";
import { columnTypeText } from "./column-type-text.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Table } from "./table.ts";

/** Tables up to this length are shown whole; of longer ones the first rows. */
const longestWhole = 25;
const rowsOfLong = 10;
const columnsShown = 30;
const longestText = 60;

/** The first rows of a table, its size and its types, for a notebook. */
export function tableHtml(table: Table): string {
  const columns = table.columns.slice(0, columnsShown);
  const alignment = (index: number) => (columns[index]!.type === "number" ? "right" : "left");
  const heads = columns.map((column, index) => {
    const type = bilingualHtml(columnTypeText(column));
    return `<th style="text-align:${alignment(index)}">${escapeHtml(column.name)}<br><small style="font-weight:normal;opacity:.7">${type}</small></th>`;
  });
  const bodyRows = Array.from({ length: countShown(table) }, (_, row) => {
    const cells = columns.map(
      (column, index) => `<td style="text-align:${alignment(index)}">${cellHtml(column.get(row))}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  return (
    `<table class="ulm-table"><thead><tr>${heads.join("")}</tr></thead><tbody>${bodyRows.join("")}</tbody></table>` +
    `<p class="ulm-table-size"><small>${bilingualHtml(tableSize(table))}</small></p>`
  );
}

/** The same as aligned text, for consoles. */
export function tableText(table: Table): string {
  const columns = table.columns.slice(0, columnsShown);
  const lines = [
    columns.map((column) => column.name),
    ...Array.from({ length: countShown(table) }, (_, row) => columns.map((column) => formatCell(column.get(row)))),
  ];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]!.length)));
  const text = lines.map((line) =>
    line
      .map((cell, index) =>
        columns[index]!.type === "number" ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!),
      )
      .join("  ")
      .trimEnd(),
  );
  return [...text, tableSize(table).en].join("\n");
}

/** A value as people read it: six significant digits, dates without an empty time, long text cut. */
export function formatCell(value: CellValue): string {
  if (value === null) return "–";
  if (typeof value === "number") return formatNumber(value);
  if (value instanceof Date) return value.toISOString().replace("T00:00:00.000Z", "").replace(".000Z", "Z");
  const text = String(value);
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(6)));
}

function cellHtml(value: CellValue): string {
  return value === null ? `<span style="opacity:.5">–</span>` : escapeHtml(formatCell(value));
}

function countShown({ rowCount }: Table): number {
  return rowCount <= longestWhole ? rowCount : rowsOfLong;
}

function tableSize(table: Table): BilingualText {
  const rows = table.rowCount.toLocaleString("en");
  const columns = table.columnCount.toLocaleString("en");
  const areRowsCut = table.rowCount > countShown(table);
  const areColumnsCut = table.columnCount > columnsShown;
  const shown = {
    en: [
      areRowsCut ? `first ${countShown(table)} rows shown` : "",
      areColumnsCut ? `first ${columnsShown} columns shown` : "",
    ].filter(Boolean),
    "zh-CN": [areRowsCut ? `前 ${countShown(table)} 行` : "", areColumnsCut ? `前 ${columnsShown} 列` : ""].filter(
      Boolean,
    ),
  };
  return {
    en: `${rows} rows × ${columns} columns${shown.en.length > 0 ? ` (${shown.en.join(", ")})` : ""}`,
    "zh-CN": `${rows} 行 × ${columns} 列${shown["zh-CN"].length > 0 ? `（显示${shown["zh-CN"].join("、")}）` : ""}`,
  };
}
