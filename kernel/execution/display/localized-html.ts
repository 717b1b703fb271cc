import { languages, type Localized } from "../../../notebooks/localized.ts";
import { escapeHtml } from "./escape-html.ts";

/** A text in both languages; the app and reports hide the one that is not chosen. */
export function localizedHtml(text: Localized): string {
  if (languages.every((language) => text[language] === text.en)) return escapeHtml(text.en);
  return languages
    .map((language) => `<span class="ulm-text" lang="${language}">${escapeHtml(text[language])}</span>`)
    .join(" ");
}
