import { parseCell } from "./cell-text.ts";
import type { CompletenessResult } from "./protocol.ts";

/** Unterminated string: it ends with its line, whatever follows. */
const hopeless = new Set([1002]);

/** Unterminated template literal, unterminated comment: more text can end both. */
const openEnded = new Set([1160, 1010]);

/** Whether a console should run the text, wait for more of it, or neither. */
export function completeness(source: string): CompletenessResult {
  const [error] = parseCell(source).syntaxErrors;
  if (!error) return { status: "complete" };
  if (hopeless.has(error.code)) return { status: "invalid" };
  const isAtEnd = error.start >= source.trimEnd().length;
  return isAtEnd || openEnded.has(error.code)
    ? { status: "incomplete", indent: nextIndent(source) }
    : { status: "invalid" };
}

/** As deep as the last line, and deeper when it opens a bracket. */
function nextIndent(source: string): string {
  const last = source.trimEnd().split("\n").at(-1)!;
  const own = /^[ \t]*/.exec(last)![0];
  return /[{([]$/.test(last) ? `${own}  ` : own;
}
