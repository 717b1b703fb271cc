import { Column } from "./column.ts";
import { TableError } from "./table-error.ts";

/** What a classifier tells apart. */
export type Label = number | string | boolean;

/** Classes or target values, one for each row of the features: a column of a table or any array. */
export type Labels = Column | ArrayLike<Label | null>;

/** The labels as an array. @throws TableError when one is missing, naming its row */
export function toLabels(labels: Labels, name = "y"): Label[] {
  // Nothing has to be asked of each value of the usual numbers.
  if (labels instanceof Float64Array && !labels.includes(NaN)) return Array.from(labels);
  const values = labels instanceof Column ? labels.toArray() : Array.from(labels);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined || Number.isNaN(value)) {
      const column = labels instanceof Column ? `column "${labels.name}"` : name;
      throw new TableError(
        `A label is missing: row ${row} of ${column}. Leave such rows out before fitting or scoring.`,
      );
    }
    if (value instanceof Date) values[row] = value.toISOString();
  }
  return values as Label[];
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
