/** Reads one field of bytes as a value of one type; NaN when it is not written plainly as one. */
export type PlainReader = (bytes: Uint8Array, start: number, end: number) => number;

const [zero, nine, point, minus, plus, colon] = [48, 57, 46, 45, 43, 58];
/** The powers of ten that doubles hold exactly, as far as they are needed. */
const powersOfTen = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * A decimal number of at most 15 digits, without exponent: its digits and the power of ten are exact, so that one division rounds
 * as `Number` does. NaN for all else, identifiers with leading zeros and telephone numbers with a plus among them.
 */
export function readPlainNumber(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start]!;
  const isNegative = first === minus;
  let position = isNegative || first === plus ? start + 1 : start;
  const digitsStart = position;
  let digits = 0;
  let decimals = -1;
  for (; position < end; position++) {
    const byte = bytes[position]!;
    if (byte >= zero && byte <= nine) {
      digits = digits * 10 + (byte - zero);
      if (decimals >= 0) decimals++;
    } else if (byte === point && decimals < 0) decimals = 0;
    else return NaN;
  }
  const written = end - digitsStart - Number(decimals >= 0);
  if (written < 1 || written > 15) return NaN;
  if (decimals < 0 && written > 1 && bytes[digitsStart] === zero) return NaN;
  if (decimals < 0 && written >= 8 && first === plus) return NaN;
  const value = decimals > 0 ? digits / powersOfTen[decimals]! : digits;
  return isNegative ? -value : value;
}

/** `true` or `false` in capitals or not. */
export function readPlainBoolean(bytes: Uint8Array, start: number, end: number): number {
  const matches = (word: readonly number[]) =>
    end - start === word.length && word.every((letter, index) => (bytes[start + index]! | 32) === letter);
  return matches(trueLetters) ? 1 : matches(falseLetters) ? 0 : NaN;
}

const trueLetters = Array.from("true", (letter) => letter.charCodeAt(0));
const falseLetters = Array.from("false", (letter) => letter.charCodeAt(0));

/** `2025-04-03` or `2025-04-03T12:00:00Z`, with a space for the T, without seconds, with a zone as `+08:00`. */
export function readPlainDate(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 10 || bytes[start + 4] !== minus || bytes[start + 7] !== minus) return NaN;
  const year = pair(bytes, start) * 100 + pair(bytes, start + 2);
  const month = pair(bytes, start + 5);
  const day = pair(bytes, start + 8);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return NaN;
  const midnight = daysSince1970(year, month, day) * 86_400_000;
  return length === 10 ? midnight : midnight + readPlainTime(bytes, start + 10, end);
}

/** Whether a field that `readPlainDate` reads states a time of day but no zone. */
export function isPlainNaiveTime(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start <= 10 || bytes[end - 1] === letterZ) return false;
  return !isSign(bytes[end - 5]!) && !isSign(bytes[end - 6]!);
}

/** Before the hours of an offset. */
function isSign(byte: number): boolean {
  return byte === plus || byte === minus;
}

const letterZ = 90;

/** Milliseconds since midnight UTC of `T12:00:00Z` and its like. */
function readPlainTime(bytes: Uint8Array, start: number, end: number): number {
  const separator = bytes[start];
  if ((separator !== 84 && separator !== 32) || bytes[start + 3] !== colon) return NaN;
  const hour = pair(bytes, start + 1);
  const minute = pair(bytes, start + 4);
  let position = start + 6;
  let second = 0;
  if (bytes[position] === colon && position < end) {
    second = pair(bytes, position + 1);
    position += 3;
  }
  if (position > end || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return NaN;
  return ((hour * 60 + minute) * 60 + second) * 1000 - readPlainZone(bytes, position, end);
}

/** Milliseconds east of UTC; fractions of seconds are left to the reader of texts. */
function readPlainZone(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0 || (length === 1 && bytes[start] === letterZ)) return 0;
  const sign = bytes[start] === plus ? 1 : bytes[start] === minus ? -1 : NaN;
  if (length === 6 && bytes[start + 3] !== colon) return NaN;
  if (length !== 6 && length !== 5) return NaN;
  const minutes = pair(bytes, start + 1) * 60 + pair(bytes, end - 2);
  return minutes < 0 ? NaN : sign * minutes * 60_000;
}

/** Two digits as a number; far below 0 when they are none, so that everything made of it is refused. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - zero;
  const ones = bytes[at + 1]! - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : noDigits;
}

const noDigits = -1_000_000;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Days from 1970-01-01 in the Gregorian calendar, whose years are taken to begin in March.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
