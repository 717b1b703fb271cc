import { oneDay } from "./civil-time.ts";
import { DateFormat } from "./date-format.ts";
import { parseNumber } from "./number-format.ts";
import type { Reading } from "./reading.ts";
import type { TimeKind } from "./time-of-day.ts";

/** A reading that also tells what its last text said about time. */
export interface DateReading extends Reading {
  readonly kind: TimeKind;
}

/** Formats in which the order is plain. Nobody puts the month first between points (Unicode CLDR: no locale does). */
const plain = [
  "YYYY-MM-DD",
  "YYYY/MM/DD",
  "YYYY.MM.DD",
  "YYYY年MM月DD日",
  "DD.MM.YYYY",
  "DD MMM YYYY",
  "DD-MMM-YYYY",
  "MMM DD, YYYY",
  "MMM DD YYYY",
];
const dayFirstFormats = ["DD/MM/YYYY", "DD-MM-YYYY"];
const monthFirstFormats = ["MM/DD/YYYY", "MM-DD-YYYY"];

/** Every format that may be found without being stated. @param dayFirst settles 03/04/2025 */
export function findableDates(dayFirst: boolean | undefined): DateReading[] {
  const inOrder = [...(dayFirst === false ? [] : dayFirstFormats), ...(dayFirst === true ? [] : monthFirstFormats)];
  return [...plain, ...inOrder].map((format) => new DateFormat(format));
}

/** The reading for a format that is stated. @throws ParameterError when it makes no sense */
export function statedDates(format: string): DateReading {
  switch (format) {
    case "iso":
      return new DateFormat("YYYY-MM-DD");
    case "excel":
      return numericDates(format, "wall", excelToWall);
    case "epoch-seconds":
      return numericDates(format, "instant", (seconds) => seconds * 1000);
    case "epoch-milliseconds":
      return numericDates(format, "instant", (milliseconds) => milliseconds);
    default:
      return new DateFormat(format);
  }
}

/** 9999-12-31 */
const lastExcelDay = 2_958_465;
/** The largest distance from 1970 that a `Date` can hold, in milliseconds. */
const furthest = 8.64e15;

function numericDates(name: string, kind: TimeKind, toMilliseconds: (number: number) => number): DateReading {
  const parse = (text: string) => {
    const milliseconds = Math.round(toMilliseconds(parseNumber(text)));
    return Math.abs(milliseconds) <= furthest ? milliseconds : NaN;
  };
  return { type: "date", name, kind, parse };
}

/**
 * Days since 1899-12-30, as Excel counts. It believes in 1900-02-29, its day 60: before it, all is one day later, and that day
 * does not exist.
 */
function excelToWall(serial: number): number {
  if (serial < 1 || Math.floor(serial) === 60 || serial >= lastExcelDay + 1) return NaN;
  return (serial - 25_569 + (serial < 60 ? 1 : 0)) * oneDay;
}
