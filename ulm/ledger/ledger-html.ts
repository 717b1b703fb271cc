import { bilingualHtml, escapeHtml } from "../data/index.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { figureRows } from "./ledger-figures.ts";
import { ledgerWords as words, verdictWords } from "./ledger-words.ts";
import type { Localized } from "./localized.ts";

/** The entry as HTML in both languages. It brings no colours of its own, so that it suits light and dark alike. */
export function ledgerHtml(entry: LedgerEntry): string {
  const { article, section } = entry.source;
  return [
    `<div class="ulm-ledger">`,
    `<p><strong>${escapeHtml(entry.id)}</strong> · ${bilingualHtml(words.source(article, section))} · <strong>${bilingualHtml(verdictWords[entry.verdict])}</strong></p>`,
    figureTable(entry),
    ...(entry.reason ? [paragraph(words.reason, entry.reason)] : []),
    paragraph(words.derivation, entry.derivation),
    ...(entry.smallestChange ? [paragraph(words.smallestChange, entry.smallestChange)] : []),
    `</div>`,
  ].join("\n");
}

function figureTable(entry: LedgerEntry): string {
  const rows = figureRows(entry);
  // A lone figure needs no name.
  const named = rows.some(({ name }) => name !== "");
  const heads = [...(named ? [words.figure] : []), words.printed, words.computed];
  const head = heads.map((word) => `<th>${bilingualHtml(word)}</th>`).join("");
  const body = rows.map(({ name, printed, computed }) => {
    const cells = [...(named ? [name] : []), printed, computed];
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
  });
  const caption = `${bilingualHtml(words.tolerance)} ±${entry.tolerance}`;
  return `<table class="ulm-table"><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function paragraph(title: Localized, text: Localized): string {
  return `<p><em>${bilingualHtml(title)}</em> ${bilingualHtml(text)}</p>`;
}
