import type { Reading } from "./reading.ts";

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** 1,234,567.89 and, as in Switzerland, 1'234'567.89. */
const grouped = /^[+-]?\d{1,3}(?:(?:,\d{3})+|(?:['’]\d{3})+)(?:\.\d*)?$/;
/** 1234,5 and 1.234.567,89 and 1 234 567,89. */
const decimalComma = /^[+-]?(?:\d+|\d{1,3}(?:(?:\.\d{3})+|(?:[ \u00A0\u202F]\d{3})+))(?:,\d+)?(?:[eE][+-]?\d+)?$/;
const infinite = /^[+-]?inf(?:inity)?$/i;
/** Postcodes, telephone and account numbers: arithmetic would lose their zeros, their plus or their last digits. */
const identifier = /^(?:[+-]?(?:0\d+|\d{16,})|\+\d{8,})$/;

/** Powers of ten up to the largest by which fifteen digits may be divided without error. */
const powersOfTen = Array.from({ length: 16 }, (_, power) => 10 ** power);

/** A number with a decimal point, perhaps grouped by commas; NaN for anything else. */
export function parseNumber(text: string): number {
  const common = parseDigits(text, 0, text.length, true);
  return Number.isNaN(common) ? parseUncommon(text) : common;
}

/**
 * The number that stands at a place in a text, if it is as most are: up to fifteen digits, perhaps a sign and a point. These need no
 * general conversion: they and the power of ten are exact, so their quotient is the nearest number (Clinger 1990).
 */
export function parseDigits(text: string, start: number, end: number, mayHavePoint: boolean): number {
  const first = text.charCodeAt(start);
  let whole = 0;
  let point = -1;
  let position = first === 45 || first === 43 ? start + 1 : start;
  const digits = end - position;
  for (; position < end; position++) {
    const code = text.charCodeAt(position);
    if (code >= 48 && code <= 57) whole = whole * 10 + code - 48;
    else if (code === 46 && point < 0 && mayHavePoint) point = position;
    else return NaN;
  }
  if (digits > 15 || digits < 1 || (point >= 0 && digits === 1)) return NaN;
  const size = point < 0 ? whole : whole / powersOfTen[end - 1 - point]!;
  return first === 45 ? -size : size;
}

function parseUncommon(text: string): number {
  if (plain.test(text)) return Number(text);
  if (grouped.test(text)) return Number(text.replace(/[,'’]/g, ""));
  if (infinite.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  const trimmed = text.trim();
  return trimmed.length < text.length ? parseNumber(trimmed) : NaN;
}

function parseDecimalComma(text: string): number {
  const trimmed = text.trim();
  return decimalComma.test(trimmed) ? Number(trimmed.replace(/[. \u00A0\u202F]/g, "").replace(",", ".")) : NaN;
}

/** Whether digits name something instead of counting it: leading zeros, a plus before eight or more, or more than 15 of them. */
export function isIdentifier(text: string): boolean {
  const first = text.charCodeAt(0);
  const mayBe = first === 48 || first === 43 || first === 45 || text.length > 15;
  return mayBe && identifier.test(text);
}

/** Digits only: the same number whatever the decimal sign. */
export function isPlainInteger(text: string): boolean {
  for (let position = 0; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** 1,234.56 */
export const pointNumbers: Reading = { type: "number", name: "1,234.56", parse: parseNumber };
/** 1.234,56 */
export const commaNumbers: Reading = { type: "number", name: "1.234,56", parse: parseDecimalComma };
