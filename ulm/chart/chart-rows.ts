import { ParameterError } from "../data/estimator.ts";
import { Table } from "../data/table.ts";

/** What charts of one's own data take: a table, or rows as objects. */
export type ChartRows = Table | readonly object[];

/**
 * The fields of the rows that a chart uses, and nothing else, as plain JSON: dates become ISO texts.
 * @throws ParameterError when no row has a field
 */
export function chartValues(rows: ChartRows, fields: readonly (string | undefined)[]): Record<string, unknown>[] {
  const used = fields.filter((field) => field !== undefined);
  const objects: readonly object[] = rows instanceof Table ? rows.select([...new Set(used)]).rows() : rows;
  for (const field of used) {
    if (objects.length > 0 && !objects.some((row) => field in row)) {
      throw new ParameterError(`No row has a field "${field}". There are: ${Object.keys(objects[0]!).join(", ")}.`);
    }
  }
  return objects.map((row) =>
    Object.fromEntries(used.map((field) => [field, toJson((row as Record<string, unknown>)[field])])),
  );
}

/** The encoding of a field on an axis: time, quantity (not forced to start at 0) or category, by the values it has. */
export function axisEncoding(
  values: readonly Record<string, unknown>[],
  field: string,
  rows: ChartRows,
  title: string,
): object {
  const type = fieldType(values, field, rows);
  if (type !== "quantitative") return { field, type, title };
  // No ticks between whole numbers: there is no epoch 1.5.
  const isWhole = values.every((row) => row[field] === null || Number.isInteger(row[field]));
  return { field, type, title, scale: { zero: false }, ...(isWhole ? { axis: { tickMinStep: 1 } } : {}) };
}

/** How Vega-Lite is to read a field. */
export function fieldType(values: readonly Record<string, unknown>[], field: string, rows: ChartRows): string {
  if (rows instanceof Table && rows.column(field).type === "date") return "temporal";
  const objects = rows instanceof Table ? values : (rows as readonly Record<string, unknown>[]);
  const first = objects.find((row) => row[field] !== null && row[field] !== undefined)?.[field];
  if (first instanceof Date) return "temporal";
  return typeof first === "number" ? "quantitative" : "nominal";
}

function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "number" && !Number.isFinite(value) ? null : (value ?? null);
}
