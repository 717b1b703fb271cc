import { bilingualHtml, bilingualPlain } from "./bilingual-html.ts";
import type { BilingualText } from "./bilingual-html.ts";
import type { DisplayBundle } from "./display.ts";
import { escapeHtml } from "./escape-html.ts";

/** What a column of figures holds: numbers with signs, units, bounds or spreads, and what stands where there is none. */
const figure = /^(–||[<>≈]? ?[-+−]?\d[\d,.]*(e[-+]?\d+)?( ?%)?( ± \d[\d.,]*( ?%)?)?)$/;

/**
 * A small table of findings with a title, in both languages, as a notebook shows it. Cells that are strings need no translation.
 * Columns of figures stand at the right.
 */
export function bilingualTable(
  title: BilingualText,
  heads: readonly BilingualText[],
  rows: readonly (readonly (BilingualText | string)[])[],
  note?: BilingualText,
): DisplayBundle {
  const html = (cell: BilingualText | string) => (typeof cell === "string" ? escapeHtml(cell) : bilingualHtml(cell));
  const plain = (cell: BilingualText | string) => (typeof cell === "string" ? cell : bilingualPlain(cell));
  const width = rows.reduce((most, row) => Math.max(most, row.length), heads.length);
  const columns = Array.from({ length: width }, (_, index) => rows.map((row) => row[index] ?? ""));
  const sides = columns.map((cells) => (cells.every(isFigure) ? "right" : "left"));
  const head = heads.map((text, index) => `<th style="text-align:${sides[index]}">${html(text)}</th>`).join("");
  const body = rows.map((row) => {
    const cells = row.map((cell, index) => {
      const wrap = sides[index] === "right" ? ";white-space:nowrap" : "";
      return `<td style="text-align:${sides[index]}${wrap}">${html(cell)}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  return {
    "text/html":
      `<table class="ulm-table"><caption>${html(title)}</caption>` +
      `<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>` +
      (note === undefined ? "" : `<p><small>${html(note)}</small></p>`),
    "text/plain": [
      plain(title),
      ...rows.map((row) => row.map(plain).join("  ")),
      ...(note === undefined ? [] : [plain(note)]),
    ].join("\n"),
  };
}

function isFigure(cell: BilingualText | string): boolean {
  return typeof cell === "string" && figure.test(cell);
}
