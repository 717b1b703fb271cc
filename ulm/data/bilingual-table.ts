import { bilingualHtml, bilingualPlain } from "./bilingual-html.ts";
import type { BilingualText } from "./bilingual-html.ts";
import type { DisplayBundle } from "./display.ts";
import { escapeHtml } from "./escape-html.ts";

/** A small table of findings with a title, in both languages, as a notebook shows it. Cells that are strings need no translation. */
export function bilingualTable(
  title: BilingualText,
  heads: readonly BilingualText[],
  rows: readonly (readonly (BilingualText | string)[])[],
): DisplayBundle {
  const html = (cell: BilingualText | string) => (typeof cell === "string" ? escapeHtml(cell) : bilingualHtml(cell));
  const plain = (cell: BilingualText | string) => (typeof cell === "string" ? cell : bilingualPlain(cell));
  const head = heads.map((text) => `<th style="text-align:left">${html(text)}</th>`).join("");
  const body = rows.map(
    (row) => `<tr>${row.map((cell) => `<td style="text-align:left">${html(cell)}</td>`).join("")}</tr>`,
  );
  return {
    "text/html":
      `<table class="ulm-table"><caption>${html(title)}</caption>` +
      `<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`,
    "text/plain": [plain(title), ...rows.map((row) => row.map(plain).join("  "))].join("\n"),
  };
}
