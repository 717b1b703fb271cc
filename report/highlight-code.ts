import highlighter from "highlight.js/lib/common";
import { escapeHtml } from "./escape-html.ts";

/** Code as HTML with highlight.js's classes; plain when the language is unknown. */
export function highlightCode(code: string, language: string): string {
  if (!highlighter.getLanguage(language)) return escapeHtml(code);
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}
