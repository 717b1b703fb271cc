import { Column } from "../data/index.ts";
import { HistoryError } from "./history-error.ts";

/** Numbers, one for each customer: a column, an array, or a single one for one customer. */
export type NumberList = number | Column | ArrayLike<number>;

/**
 * The numbers as they are stored.
 * @param name what they are, for messages
 * @throws HistoryError for one that is missing or infinite, naming its row
 */
export function toNumberList(values: NumberList, name: string): Float64Array {
  const numbers =
    typeof values === "number"
      ? Float64Array.of(values)
      : values instanceof Column
        ? values.toNumbers()
        : Float64Array.from(values);
  const bad = numbers.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return numbers;
  const what = Number.isNaN(numbers[bad]!) ? "missing" : String(numbers[bad]);
  throw new HistoryError(`${name}: row ${bad} is ${what}. Leave such rows out (dropMissing) or mend them first.`);
}

/** @throws HistoryError unless all lists have one length */
export function checkLengths(lists: Readonly<Record<string, Float64Array | undefined>>): void {
  const given = Object.entries(lists).filter((entry): entry is [string, Float64Array] => entry[1] !== undefined);
  const [[firstName, first]] = given as [[string, Float64Array]];
  for (const [name, list] of given) {
    if (list.length === first.length) continue;
    throw new HistoryError(
      `${firstName} has ${first.length} values, but ${name} has ${list.length}. There must be one for each customer.`,
    );
  }
}
