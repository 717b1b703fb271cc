/**
 * What a text says about time: a "day" only; a "wall" clock time, that is without a zone; or an "instant", by its offset from UTC.
 */
export type TimeKind = "day" | "wall" | "instant";

const tail =
  /^(?:[T\s,]\s*|(?=[上下]))(上午|下午)?\s*(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?|[时時](?:(\d{1,2})分)?(?:(\d{1,2})秒)?)\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Reads what follows the day: `T10:00:00.250+08:00`, ` 3:05 PM`, ` 14时30分`, `下午3:05`. Milliseconds since midnight, or since
 * midnight UTC when there is an offset (`isInstantTail` tells); NaN when it is something else.
 */
export function parseTimeTail(text: string): number {
  const match = tail.exec(text);
  if (match === null) return NaN;
  const [, zhHalf, hours, minutes, seconds, fraction, zhMinutes, zhSeconds, enHalf, offset] = match;
  const half = zhHalf === undefined ? enHalf?.[0]!.toUpperCase() : zhHalf === "上午" ? "A" : "P";
  const hour = hourOfDay(Number(hours), half);
  const [minute, second] = [Number(minutes ?? zhMinutes ?? 0), Number(seconds ?? zhSeconds ?? 0)];
  if (minute > 59 || second > 59) return NaN;
  const milliseconds = Math.trunc(Number(`0.${fraction ?? 0}`) * 1000 + 1e-6);
  return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds - parseOffset(offset);
}

/** Whether a text of a time ends in a zone. */
export function isInstantTail(text: string): boolean {
  return /(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/.test(text);
}

const colon = 58;

/** `T10:00:00` or ` 10:00:00` from one place to another, as most files have it; NaN for the rest. */
export function parseCommonTail(text: string, start: number, end: number): number {
  const separator = text.charCodeAt(start);
  const isCommon = end === start + 9 && (separator === 84 || separator === 32);
  if (!isCommon || text.charCodeAt(start + 3) !== colon || text.charCodeAt(start + 6) !== colon) return NaN;
  const hour = twoDigits(text, start + 1);
  const minute = twoDigits(text, start + 4);
  const second = twoDigits(text, start + 7);
  return hour < 24 && minute < 60 && second < 60 ? ((hour * 60 + minute) * 60 + second) * 1000 : NaN;
}

/** NaN where there are no two digits. */
export function twoDigits(text: string, position: number): number {
  const tens = text.charCodeAt(position) - 48;
  const ones = text.charCodeAt(position + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

function hourOfDay(hour: number, half: string | undefined): number {
  if (half === undefined) return hour < 24 ? hour : NaN;
  // 下午15:00 is seen as well.
  if (hour > 12) return half === "P" && hour < 24 ? hour : NaN;
  if (hour === 0) return half === "A" ? 0 : 12;
  return (hour % 12) + (half === "P" ? 12 : 0);
}

/** Milliseconds by which a clock at this offset is ahead of UTC: `+08:00`, `Z`. */
export function parseOffset(offset: string | undefined): number {
  if (offset === undefined || !/^[+-]/.test(offset)) return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.length > 3 ? offset.slice(-2) : 0);
  return (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}
