import type { LedgerEntry } from "./ledger-entry.ts";
import { figureRows } from "./ledger-figures.ts";
import { verdictWords } from "./ledger-words.ts";

/** The entry as plain text, for terminals and diffs. */
export function ledgerText(entry: LedgerEntry): string {
  const { article, section } = entry.source;
  const rows = figureRows(entry).map(
    ({ name, printed, computed }) => `  ${name && `${name}: `}printed ${printed}, computed ${computed}`,
  );
  return [`${entry.id} (${article} §${section}) ${verdictWords[entry.verdict].en}`, ...rows].join("\n");
}
