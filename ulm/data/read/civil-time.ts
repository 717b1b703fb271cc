/** Milliseconds. */
export const oneDay = 86_400_000;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether instants hold days without a time, which are of no zone: all are midnight UTC, or missing. */
export function areDays(times: Float64Array): boolean {
  return times.every((time) => Number.isNaN(time) || time % oneDay === 0);
}

/** Days from 1970-01-01 to a day of the Gregorian calendar; NaN for days that do not exist. */
export function daysFromCivil(year: number, month: number, day: number): number {
  if (!(month >= 1 && month <= 12 && day >= 1)) return NaN;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (day > monthLengths[month - 1]! && !(isLeap && month === 2 && day === 29)) return NaN;
  // Years that begin in March put the leap day at the end; an era has 400 of them (Hinnant, "chrono-compatible algorithms").
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
