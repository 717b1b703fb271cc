import { joinLines, type Multiline, type Output } from "../contents/notebook.ts";

/** Types that cannot do anything: they are drawn, never run, so nobody needs to vouch for them. */
const passiveTypes = [
  /^text\/(plain|latex)$/,
  /^image\/(png|jpeg|gif|webp|bmp)$/,
  /^application\/json$/,
  // Our renderer draws charts without eval and without network.
  /^application\/vnd\.vega(lite)?\.v\d+\+json$/,
  /^application\/vnd\.ulm\.[a-z.]+\+json$/,
  /^application\/vnd\.jupyter\.(stdout|stderr|error)$/,
];

export interface ActiveContent {
  mimeType: string;
  /** Canonical: the same for text as one string or as lines, and for JSON whatever the order of its keys. */
  text: string;
}

/** The parts of an output that could do something in the page: HTML, SVG, JavaScript, and every type we do not know. */
export function activeContentOf(output: Output): ActiveContent[] {
  if (output.data === undefined || output.data === null) return [];
  return Object.entries(output.data)
    .filter(([mimeType]) => !passiveTypes.some((passive) => passive.test(mimeType)))
    .map(([mimeType, content]) => ({ mimeType, text: toCanonicalText(content) }));
}

function toCanonicalText(content: unknown): string {
  const isText =
    typeof content === "string" || (Array.isArray(content) && content.every((line) => typeof line === "string"));
  return isText ? joinLines(content as Multiline) : JSON.stringify(content, sortKeys);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
