import type { LedgerEntry, Verdict } from "./ledger-entry.ts";
import { LEDGER_MEDIA_TYPE } from "./record.ts";

/** As much of an executed notebook (nbformat 4) as collecting needs. */
export interface ExecutedNotebook {
  cells: readonly {
    id?: string;
    outputs?: readonly { output_type: string; data?: Record<string, unknown> }[];
  }[];
}

const verdicts: readonly Verdict[] = ["matches", "article-in-error", "not-reproducible"];

/**
 * The ledger entries that a notebook's run left in its outputs, in the order of its cells.
 *
 * @throws TypeError, naming the cell, when an output claims to be an entry and is not.
 */
export function collectLedger(notebook: ExecutedNotebook): LedgerEntry[] {
  return notebook.cells.flatMap((cell, index) =>
    (cell.outputs ?? [])
      .map((output) => output.data?.[LEDGER_MEDIA_TYPE])
      .filter((value) => value !== undefined)
      .map((value) => {
        if (!isEntry(value)) throw new TypeError(`Cell ${cell.id ?? index} shows a malformed ledger entry.`);
        return value;
      }),
  );
}

function isEntry(value: unknown): value is LedgerEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Partial<LedgerEntry>;
  return (
    typeof entry.id === "string" &&
    typeof entry.source === "object" &&
    entry.printed !== undefined &&
    entry.computed !== undefined &&
    typeof entry.derivation === "object" &&
    verdicts.includes(entry.verdict as Verdict)
  );
}
