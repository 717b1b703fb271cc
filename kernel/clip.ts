/** Characters of a message; of a longer one nobody reads the rest. */
const MESSAGE_LIMIT = 10_000;
/** Characters of a line of code that a frame shows, and how many of them stand before the place that matters. */
const WINDOW = 240;
const BEFORE = 100;

/** The beginning of a long text, and how much is missing. */
export function clipText(text: string, limit = MESSAGE_LIMIT): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit)}\n… ${(text.length - limit).toLocaleString("en")} more characters`;
}

/**
 * The part of a long line around a column, marked by dots where something is left out.
 *
 * @param column from 1
 * @returns the text, and the column in it
 */
export function clipLine(line: string, column: number): { text: string; column: number } {
  if (line.length <= WINDOW) return { text: line, column };
  const start = Math.max(0, Math.min(column - 1 - BEFORE, line.length - WINDOW));
  const end = start + WINDOW;
  const [before, after] = [start > 0 ? "…" : "", end < line.length ? "…" : ""];
  return { text: before + line.slice(start, end) + after, column: column - start + before.length };
}
