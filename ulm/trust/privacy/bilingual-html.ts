import { escapeHtml } from "../../data/index.ts";
import type { Localized } from "../../ledger/index.ts";

/** Both texts, marked, so that the app and reports can hide the language that is not chosen. */
export function bilingualHtml(text: Localized): string {
  const spans = (["en", "zh-CN"] as const).map(
    (language) => `<span class="ulm-text" lang="${language}">${escapeHtml(text[language])}</span>`,
  );
  return spans.join(" ");
}
