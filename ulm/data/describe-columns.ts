import type { Column } from "./column.ts";
import { compareCells } from "./column.ts";
import { quantile } from "./quantile.ts";
import type { CellValue, ColumnType } from "./cell-value.ts";

/** One line of `Table.describe()`. Numbers that make no sense for a type are `null`. */
export interface ColumnDescription {
  column: string;
  type: ColumnType;
  count: number;
  missing: number;
  unique: number;
  mean: number | null;
  /** Sample standard deviation (n − 1). */
  standardDeviation: number | null;
  minimum: CellValue;
  /** Quartiles, linear interpolation (NumPy's default). */
  lowerQuartile: number | null;
  median: number | null;
  upperQuartile: number | null;
  maximum: CellValue;
  /** The most frequent value, of text and booleans. */
  mostFrequent: CellValue;
}

export function describeColumn(column: Column): ColumnDescription {
  const unique = column.unique();
  const missing = column.missing;
  const common = {
    column: column.name,
    type: column.type,
    count: column.length - missing,
    missing,
    unique: unique.length,
  };
  const none = { mean: null, standardDeviation: null, lowerQuartile: null, median: null, upperQuartile: null };
  if (column.type !== "number") {
    const ordered = column.type === "date" ? unique : [];
    return {
      ...common,
      ...none,
      minimum: ordered[0] ?? null,
      maximum: ordered.at(-1) ?? null,
      mostFrequent: column.type === "date" ? null : mostFrequent(column),
    };
  }
  const values = column
    .toNumbers()
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (values.length === 0) return { ...common, ...none, minimum: null, maximum: null, mostFrequent: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    ...common,
    mean,
    standardDeviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null,
    minimum: values[0]!,
    lowerQuartile: quantile(values, 0.25),
    median: quantile(values, 0.5),
    upperQuartile: quantile(values, 0.75),
    maximum: values.at(-1)!,
    mostFrequent: null,
  };
}

/** How often each value occurs, most frequent first, equals in ascending order. Missing values are not counted. */
export function countValues(column: Column): { value: CellValue; count: number }[] {
  const counts = new Map<string | number, number>();
  for (let row = 0; row < column.length; row++) {
    if (!column.isMissing(row)) counts.set(column.data[row]!, (counts.get(column.data[row]!) ?? 0) + 1);
  }
  return column
    .unique()
    .map((value) => ({ value, count: counts.get(typeof value === "string" ? value : Number(value))! }))
    .sort((a, b) => b.count - a.count || compareCells(a.value, b.value));
}

/** The most frequent value, the smallest of several; `null` when all are missing. */
export function mostFrequent(column: Column): CellValue {
  return countValues(column)[0]?.value ?? null;
}
