import type { Column } from "../data/index.ts";
import { BehaviourError } from "./behaviour-error.ts";

/** The rows of each value of a column, in the order in which the values first occur. @throws BehaviourError for a missing value */
export function groupedRows(column: Column): number[][] {
  const groups = new Map<unknown, number[]>();
  for (let row = 0; row < column.length; row++) {
    const value = column.get(row);
    if (value === null) throw missingValue(column.name, row);
    const key = value instanceof Date ? value.getTime() : value;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** The times of a column of dates, in ms. @throws BehaviourError for other columns and missing values */
export function instantsOf(column: Column): Float64Array {
  if (column.type !== "date") {
    throw new BehaviourError(`Column "${column.name}" holds ${column.type} values, not dates. Read it as dates first.`);
  }
  const instants = column.toNumbers();
  const missing = instants.findIndex((value) => Number.isNaN(value));
  if (missing >= 0) throw missingValue(column.name, missing);
  return instants;
}

export function missingValue(name: string, row: number): BehaviourError {
  return new BehaviourError(`Column "${name}", row ${row} is missing. Leave such rows out first (dropMissing).`);
}
