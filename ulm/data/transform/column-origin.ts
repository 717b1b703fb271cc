import type { Label } from "../labels.ts";
import { distinctNames } from "./distinct-names.ts";

/** What a column that a transformer makes is made of. */
export interface ColumnOrigin {
  /** What the new column is called. */
  readonly name: string;
  /** The columns it is made of; of a power a column as often as it is multiplied. */
  readonly columns: readonly string[];
  /** Of zeros and ones: the category, or the number of the bin, that they stand for; "missing" of an indicator. */
  readonly value?: Label;
}

/**
 * Columns of zeros and ones, named `column_value`. Where two would be called so ("b" of column "x_a", "a_b" of column "x"), each is
 * named `column["value"]`, which stands for one column and value only.
 * @param taken names of columns that stay beside them
 */
export function indicatorOrigins(
  pairs: readonly { readonly column: string; readonly value: Label }[],
  taken: readonly string[] = [],
): ColumnOrigin[] {
  const candidates = pairs.map(({ column, value }) => [`${column}_${value}`, `${column}[${JSON.stringify(value)}]`]);
  const names = distinctNames(candidates, taken);
  return pairs.map(({ column, value }, index) => ({ name: names[index]!, columns: [column], value }));
}

/** What columns are made of when they are made of columns that are made of others. */
export function traceOrigins(made: readonly ColumnOrigin[], from: readonly ColumnOrigin[]): ColumnOrigin[] {
  const known = new Map(from.map((origin) => [origin.name, origin]));
  return made.map((origin) => {
    const sources = origin.columns.flatMap((name) => known.get(name) ?? []);
    // A category that is scaled afterwards is still the category.
    const value = origin.value ?? (sources.length === 1 ? sources[0]!.value : undefined);
    const columns = sources.flatMap((source) => source.columns);
    return { name: origin.name, columns, ...(value === undefined ? {} : { value }) };
  });
}
