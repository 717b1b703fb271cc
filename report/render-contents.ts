import { escapeHtml } from "./escape-html.ts";
import type { ContentsEntry } from "./render-prose.ts";
import type { Speaker } from "./speaker.ts";

/** Deeper headings stay in the text. */
const deepest = 3;

/** The table of contents; nothing when there is nothing to choose between. */
export function renderContents(entries: readonly ContentsEntry[], speaker: Speaker): string {
  const listed = entries.filter(({ level, text }) => level <= deepest && text !== "");
  if (listed.length < 2) return "";
  const items = listed.map(({ level, text, anchor, language }) => {
    const attributes = language ? ` ulm-text" lang="${language}` : "";
    return `<li class="level-${level}${attributes}"><a href="#${escapeHtml(anchor)}">${escapeHtml(text)}</a></li>`;
  });
  return (
    `<nav class="contents" aria-labelledby="ulm-contents"><details open><summary id="ulm-contents">${speaker.message("contents")}</summary>` +
    `<ol>${items.join("")}</ol></details></nav>`
  );
}
