import { daysFromCivil, oneDay } from "./civil-time.ts";
import { isInstantTail, parseCommonTail, parseOffset, parseTimeTail, twoDigits } from "./time-of-day.ts";
import type { TimeKind } from "./time-of-day.ts";
import type { Reading } from "./reading.ts";
import { ParameterError } from "../estimator.ts";

type Part = "year" | "month" | "day" | "hour" | "minute" | "second" | "fraction" | "half";
/** One piece of a format: digits of a part, the name of a month, or characters that stand for themselves. */
type Step =
  | { readonly kind: "digits"; readonly part: Part; readonly least: number; readonly most: number }
  | { readonly kind: "monthName" | "half" | "zone" | "spaces" }
  | { readonly kind: "literal"; readonly code: number };

const tokens = /YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|m|ss|s|SSS|A|Z|\s+|[^]/g;
const parts: Readonly<Record<string, Part>> = {
  Y: "year",
  M: "month",
  D: "day",
  H: "hour",
  h: "hour",
  m: "minute",
  s: "second",
  S: "fraction",
};
const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const fullMonthNames =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|sept|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.?/i;

/**
 * Dates in a stated format: YYYY, YY (69 to 99 are of the twentieth century, as in POSIX), MM, MMM (an English name), DD, HH, hh
 * with A (AM, PM, 上午, 下午), mm, ss, SSS, Z (an offset); everything else stands for itself. One digit is enough for MM, DD, HH
 * unless digits follow at once. A format without a time takes one behind the day, in any common form.
 */
export class DateFormat implements Reading {
  readonly type = "date";
  readonly name: string;
  /** What the text that was parsed last says about time. */
  kind: TimeKind = "day";
  private readonly steps: readonly Step[];
  private readonly hasTime: boolean;
  readonly isIso: boolean;

  /** @throws ParameterError when the format does not name a year, a month and a day */
  constructor(format: string) {
    this.name = format;
    this.steps = compile(format);
    const has = (part: Part) => this.steps.some((step) => step.kind === "digits" && step.part === part);
    if (!has("year") || !has("day") || !(has("month") || this.steps.some(({ kind }) => kind === "monthName"))) {
      throw new ParameterError(
        `The date format "${format}" needs YYYY (or YY), MM (or MMM) and DD, for example "DD/MM/YYYY". ` +
          `Numbers are "excel", "epoch-seconds" or "epoch-milliseconds".`,
      );
    }
    this.hasTime = has("hour");
    this.isIso = format === "YYYY-MM-DD";
  }

  /** Milliseconds of the instant, or of the clock on the wall as if it hung in Greenwich; NaN when the text has another form. */
  parse(text: string): number {
    if (this.isIso) {
      const day = parseIsoDay(text, 0);
      if (!Number.isNaN(day)) return this.withTail(day, text, 10);
    }
    const values = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, fraction: 0, half: 0, offset: NaN };
    let position = 0;
    for (const step of this.steps) {
      const end = takeStep(step, text, position, values);
      if (end < 0) return NaN;
      position = end;
    }
    const day = daysFromCivil(values.year, values.month, values.day) * oneDay;
    if (!this.hasTime) return this.withTail(day, text, position);
    if (position < text.length) return NaN;
    return this.withTime(day, values);
  }

  private withTail(day: number, text: string, position: number): number {
    this.kind = "day";
    if (position === text.length) return day;
    const common = parseCommonTail(text, position, text.length);
    if (!Number.isNaN(common)) {
      this.kind = "wall";
      return day + common;
    }
    const tail = text.slice(position);
    this.kind = isInstantTail(tail) ? "instant" : "wall";
    return day + parseTimeTail(tail);
  }

  private withTime(day: number, values: Record<Part | "offset", number>): number {
    const { minute, second, fraction, half, offset } = values;
    if (minute > 59 || second > 59 || values.hour > (half === 0 ? 23 : 12)) return NaN;
    const hour = half === 0 ? values.hour : (values.hour % 12) + (half === 2 ? 12 : 0);
    this.kind = Number.isNaN(offset) ? "wall" : "instant";
    const time = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
    return day + time - (Number.isNaN(offset) ? 0 : offset);
  }
}

/**
 * The time on the wall that stands at a place in a text, if it is as most are: `2025-04-03 10:00:00` or with a T; else NaN.
 */
export function parseIsoTime(text: string, start: number, end: number): number {
  return end - start === 19 ? parseIsoDay(text, start) + parseCommonTail(text, start + 10, end) : NaN;
}

/** `2025-04-03` at the beginning of a text, in the form that most files have: step by step takes five times as long. */
function parseIsoDay(text: string, start: number): number {
  if (text.charCodeAt(start + 4) !== 45 || text.charCodeAt(start + 7) !== 45) return NaN;
  const year = twoDigits(text, start) * 100 + twoDigits(text, start + 2);
  return daysFromCivil(year, twoDigits(text, start + 5), twoDigits(text, start + 8)) * oneDay;
}

function compile(format: string): Step[] {
  const pieces = format.match(tokens) ?? [];
  return pieces.flatMap((token, index): Step[] => {
    if (token === "MMM" || token === "MMMM") return [{ kind: "monthName" }];
    if (token === "A") return [{ kind: "half" }];
    if (token === "Z") return [{ kind: "zone" }];
    if (token.trim() === "") return [{ kind: "spaces" }];
    const part = /^(?:Y{2,4}|M{1,2}|D{1,2}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|SSS)$/.test(token)
      ? parts[token[0]!]
      : undefined;
    if (part === undefined) return [...token].map((character) => ({ kind: "literal", code: character.charCodeAt(0) }));
    const isFixed = part === "year" || part === "fraction" || /^[YMDHhmsS]/.test(pieces[index + 1] ?? "");
    return [{ kind: "digits", part, least: isFixed ? token.length : 1, most: Math.max(2, token.length) }];
  });
}

/** The position behind the step, -1 when the text does not have it. */
function takeStep(step: Step, text: string, start: number, values: Record<Part | "offset", number>): number {
  if (step.kind === "literal") return text.charCodeAt(start) === step.code ? start + 1 : -1;
  if (step.kind === "digits") {
    let [position, value] = [start, 0];
    for (; position < start + step.most; position++) {
      const digit = text.charCodeAt(position) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    if (position - start < step.least) return -1;
    const isShortYear = step.part === "year" && step.most === 2;
    values[step.part] = isShortYear ? value + (value < 69 ? 2000 : 1900) : value;
    return position;
  }
  if (step.kind === "spaces") {
    const spaces = /^\s+/.exec(text.slice(start))?.[0].length ?? 0;
    return spaces > 0 ? start + spaces : -1;
  }
  return takeWord(step.kind, text.slice(start), start, values);
}

function takeWord(
  kind: "monthName" | "half" | "zone",
  rest: string,
  start: number,
  values: Record<Part | "offset", number>,
): number {
  const patterns = {
    monthName: fullMonthNames,
    half: /^(?:上午|下午|[ap]\.?m\.?)/i,
    zone: /^(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)/,
  };
  const word = patterns[kind].exec(rest)?.[0];
  if (word === undefined) return -1;
  if (kind === "monthName") values.month = monthNames.indexOf(word.slice(0, 3).toLowerCase()) + 1;
  else if (kind === "half") values.half = word === "上午" || /^a/i.test(word) ? 1 : 2;
  else values.offset = parseOffset(word);
  return start + word.length;
}
