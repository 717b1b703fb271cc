import { Column } from "./column.ts";
import { isPromise, spokenValue } from "./spoken-value.ts";
import { Table } from "./table.ts";
import { TableError } from "./table-error.ts";

/** What a classifier tells apart. */
export type Label = number | string | boolean;

/** Classes or target values, one for each row of the features: a column of a table or any array. */
export type Labels = Column | ArrayLike<Label | null>;

/**
 * The labels as an array; dates as ISO text.
 * @param name of the argument, for messages
 * @throws TableError for what is no column or array, and when a label is missing or no number, text, date or truth value, with its row
 */
export function toLabels(labels: Labels, name = "y"): Label[] {
  // Nothing has to be asked of each value of the usual numbers.
  if (labels instanceof Float64Array && !labels.includes(NaN)) return Array.from(labels);
  checkContainer(labels, name);
  const values: unknown[] = labels instanceof Column ? labels.toArray() : Array.from(labels);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined || Number.isNaN(value)) throw missingLabel(labels, values, row, name);
    if (value instanceof Date) values[row] = value.toISOString();
    else if (typeof value === "object" || typeof value === "bigint") {
      const asOneColumn = Array.isArray(value) ? `: ${name}.map(([value]) => value) takes the first of each` : "";
      throw new TableError(
        `Row ${row} of ${name} is ${spokenValue(value)}. Labels are numbers, text or truth values, one for each row${asOneColumn}.`,
      );
    }
  }
  return values as Label[];
}

function checkContainer(labels: unknown, name: string): void {
  const isArrayLike = typeof labels === "object" && labels !== null && "length" in labels && !(labels instanceof Table);
  if (labels instanceof Column || (isArrayLike && Number.isInteger(labels.length))) return;
  throw new TableError(
    `${name} is ${spokenValue(labels)}. Give one label for each row, as a column of a table or an array${hint(labels, name)}.`,
  );
}

/** What most likely has to be done. */
function hint(given: unknown, name: string): string {
  if (isPromise(given)) return ": await it first";
  if (given instanceof Table) return `: table.column("${given.columnNames[0] ?? name}") is one of its columns`;
  if (given === undefined && name === "y") return ": fit(X, y)";
  if (typeof given === "string") return `: table.column("${given}") is the column of this name`;
  return "";
}

function missingLabel(labels: Labels, values: readonly unknown[], row: number, name: string): TableError {
  const which = labels instanceof Column ? `column "${labels.name}"` : name;
  const isMissing = (value: unknown) => value === null || value === undefined || Number.isNaN(value);
  if (values.every(isMissing))
    return new TableError(`All ${values.length} labels of ${which} are missing: is it the right one?`);
  return new TableError(`A label is missing: row ${row} of ${which}. Leave such rows out before fitting or scoring.`);
}

/** The distinct labels in ascending order: numbers by size, false before true, text by code unit, in this order. */
export function uniqueLabels(labels: Iterable<Label>): Label[] {
  const rank = { number: 0, boolean: 1, string: 2 } as Record<string, number>;
  const found = new Set<Label>();
  let last: Label | undefined;
  for (const label of labels) {
    // Neighbours are often the same: to compare takes less than to look into the set.
    if (label === last) continue;
    found.add(label);
    last = label;
  }
  return [...found].sort((a, b) => rank[typeof a]! - rank[typeof b]! || (a < b ? -1 : a > b ? 1 : 0));
}

/** The given rows of the labels, in the given order. */
export function takeLabels<Values extends Labels>(labels: Values, rows: ArrayLike<number>): Values;
export function takeLabels(labels: Labels, rows: ArrayLike<number>): Labels {
  if (labels instanceof Column) return labels.take(rows);
  const taken = labels instanceof Float64Array ? new Float64Array(rows.length) : new Array<Label | null>(rows.length);
  for (let place = 0; place < rows.length; place++) taken[place] = labels[rows[place]!]!;
  return taken;
}
