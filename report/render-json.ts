import { escapeHtml } from "./escape-html.ts";

/** Entries drawn per list or object, and levels; a report is for reading, the notebook keeps the rest. */
const maxEntries = 200;
const maxDepth = 12;

/** A JSON value as a tree of foldable branches, the first level open. */
export function renderJson(value: unknown): string {
  return `<div class="json">${renderNode(value, 0)}</div>`;
}

function renderNode(value: unknown, depth: number): string {
  if (typeof value !== "object" || value === null) return renderLeaf(value);
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const size = isList ? `[${entries.length}]` : `{${entries.length}}`;
  if (entries.length === 0) return `<span class="json-size">${isList ? "[]" : "{}"}</span>`;
  if (depth >= maxDepth) return `<span class="json-size">${size} …</span>`;
  const items = entries
    .slice(0, maxEntries)
    .map(([key, child]) => `<li><span class="json-key">${escapeHtml(key)}</span> ${renderNode(child, depth + 1)}</li>`);
  const rest = entries.length > maxEntries ? `<li>… ${entries.length - maxEntries}</li>` : "";
  return `<details${depth === 0 ? " open" : ""}><summary class="json-size">${size}</summary><ul>${items.join("")}${rest}</ul></details>`;
}

function renderLeaf(value: unknown): string {
  const kind = value === null ? "null" : typeof value;
  return `<span class="json-${kind}">${escapeHtml(JSON.stringify(value) ?? "null")}</span>`;
}
