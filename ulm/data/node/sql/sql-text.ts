import { ParameterError } from "../../estimator.ts";
import { Table } from "../../table.ts";
import { quoteName } from "../duckdb/quote.ts";

/** A value that stands in a query: it never becomes part of the SQL text, so it cannot change what the query does. */
export type SqlValue = string | number | bigint | boolean | Date | null | undefined;

/** What may be put into a query written as a template: tables, values, and lists of values (`where city in ${cities}`). */
export type SqlInsert = Table | SqlValue | readonly SqlValue[];

/** A query with its tables and values taken out. */
export interface SqlText {
  /** With `$1`, `$2`, … for values. */
  readonly text: string;
  readonly values: readonly SqlValue[];
  readonly tables: ReadonlyMap<string, Table>;
}

/** Takes apart a template. @throws ParameterError for what SQL has no word for */
export function sqlFromTemplate(strings: readonly string[], inserts: readonly SqlInsert[]): SqlText {
  const values: SqlValue[] = [];
  const names = new Map<Table, string>();
  const placeholder = (value: SqlValue) => `$${values.push(checkValue(value))}`;
  const spell = (insert: SqlInsert): string => {
    if (insert instanceof Table) {
      if (!names.has(insert)) names.set(insert, `table${names.size + 1}`);
      return quoteName(names.get(insert)!);
    }
    if (!Array.isArray(insert)) return placeholder(insert as SqlValue);
    // SQL has no empty list; no value is in one of NULL alone.
    return `(${insert.length > 0 ? insert.map(placeholder).join(", ") : "NULL"})`;
  };
  const text = strings.reduce((before, part, index) => before + spell(inserts[index - 1]!) + part);
  return { text, values, tables: new Map([...names].map(([table, name]) => [name, table])) };
}

function checkValue(value: unknown): SqlValue {
  if (value === null || value === undefined || value instanceof Date) return value as SqlValue;
  if (["string", "number", "bigint", "boolean"].includes(typeof value)) return value as SqlValue;
  throw new ParameterError(
    `A query takes tables, numbers, texts, booleans, dates, null and lists of these, but \${…} is ${describe(value)}.`,
  );
}

function describe(value: unknown): string {
  return typeof value === "object" ? `a ${value!.constructor?.name ?? "object"}` : `a ${typeof value}`;
}
