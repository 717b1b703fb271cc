import type { BilingualText } from "../bilingual-html.ts";
import { Column } from "../column.ts";
import type { ValueOptions } from "./csv-options.ts";
import { inferColumn } from "./infer-column.ts";
import type { InferredColumn } from "./infer-column.ts";
import { plainColumn } from "./infer-values.ts";
import { ValueRules } from "./value-rules.ts";

/** Columns, and what the report says of them. */
export interface RestatedColumns {
  readonly columns: readonly Column[];
  readonly notes: readonly BilingualText[];
  readonly writtenAs: ReadonlyMap<string, string>;
}

/**
 * What the options make of columns that have types of their own already, as those of Parquet: only those change that the options name;
 * `missing` is looked for in texts.
 * @throws ParameterError for options that make no sense, ValueTypeError
 */
export function restateColumns(columns: readonly Column[], options: ValueOptions, source: string): RestatedColumns {
  const rules = new ValueRules(options, "record");
  rules.checkColumns(columns.map(({ name }) => name));
  const restated = columns.map((column) => restate(column, options, rules, source));
  return {
    columns: restated.map(({ column }) => column),
    notes: restated.flatMap(({ notes }) => notes),
    writtenAs: new Map(
      restated.flatMap(({ column, writtenAs }) => (writtenAs === undefined ? [] : [[column.name, writtenAs]])),
    ),
  };
}

function restate(column: Column, options: ValueOptions, rules: ValueRules, source: string): InferredColumn {
  const { name, type } = column;
  const stated = rules.statedType(name);
  const isSame = stated === undefined || (stated === type && options.dates?.[name] === undefined);
  if (isSame && (type !== "text" || options.missing === undefined)) return plainColumn(column);
  const texts = column.toArray().map((value) => {
    const text = value instanceof Date ? value.toISOString() : value === null ? null : String(value);
    return text !== null && options.missing?.includes(text) ? null : text;
  });
  if (isSame || stated === "text") return plainColumn(new Column(name, "text", texts));
  return inferColumn(name, texts, rules, source);
}
