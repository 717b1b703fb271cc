import { parseNumber } from "./number-format.ts";

/**
 * What makes a spreadsheet compute a cell instead of showing it: = + - @, a tab or a carriage return at its beginning, and the wide
 * forms that Japanese and Chinese versions take as well (OWASP, "CSV Injection").
 */
const formula = /^[=+\-@\t\r＝＋－＠]/;
const guarded = /^'+[=+\-@\t\r＝＋－＠]/;

/**
 * Text that a spreadsheet would take for a formula, with an apostrophe before it, so that it is shown instead. Text that already
 * looks guarded gets one more: reading takes exactly one off. Plain numbers such as -5 or +8613800000000 compute nothing and stay.
 */
export function guardFormula(text: string): string {
  const isHarmless = !formula.test(text) || !Number.isNaN(parseNumber(text));
  return isHarmless && !isGuarded(text) ? text : `'${text}`;
}

/** Whether a text is a formula behind an apostrophe. */
export function isGuarded(text: string): boolean {
  return text.charCodeAt(0) === 39 && guarded.test(text);
}
