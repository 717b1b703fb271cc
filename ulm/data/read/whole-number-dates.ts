import { DateFormat } from "./date-format.ts";

/** How whole numbers may state dates; the values of the option `dates` by which they are read as such. */
export type WholeNumberDates = "YYYYMMDD" | "epoch-seconds" | "epoch-milliseconds";

/** So many values tell. */
const examined = 1000;
const compactDays = new DateFormat("YYYYMMDD");
/** 2000-01-01 … 2100-01-01, in seconds: before and after, digits are more likely to count something. */
const [firstSecond, lastSecond] = [946_684_800, 4_102_444_800];
const timeName = /time|date|(?:^|_)(?:ts|at|day)$|时间|時間|日期|时刻|時刻/i;

/**
 * Whether the numbers of a column look like dates: 20250304, where hardly any eight digits are a day by chance; or seconds and milliseconds
 * since 1970, where the name of the column says so too. Looks at the first thousand that are present.
 */
export function wholeNumberDates(name: string, values: Float64Array): WholeNumberDates | undefined {
  const present: number[] = [];
  for (let row = 0; row < values.length && present.length < examined; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || value < 19_000_101) return undefined;
    present.push(value);
  }
  if (present.length === 0) return undefined;
  if (present.every(isCompactDay)) return "YYYYMMDD";
  if (!timeName.test(name)) return undefined;
  const areWithin = (unit: number) =>
    present.every((value) => value >= firstSecond * unit && value < lastSecond * unit);
  return areWithin(1) ? "epoch-seconds" : areWithin(1000) ? "epoch-milliseconds" : undefined;
}

function isCompactDay(value: number): boolean {
  return value < 21_000_101 && !Number.isNaN(compactDays.parse(String(value)));
}
