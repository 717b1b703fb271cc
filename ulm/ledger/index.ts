/** The account of the source articles' worked examples: what they print, what we compute, and a verdict on each. */
export { collectLedger, type ExecutedNotebook } from "./collect-ledger.ts";
export type { LedgerEntry, LedgerValue, Verdict } from "./ledger-entry.ts";
export type { Localized } from "./localized.ts";
export { LEDGER_MEDIA_TYPE, record, type LedgerSpec, type RecordedEntry } from "./record.ts";
