import type { Column } from "../column.ts";
import { ColumnReader } from "./column-reader.ts";
import type { ValueRules } from "./value-rules.ts";

/** A column made from texts, and what was noticed on the way. */
export interface InferredColumn {
  readonly column: Column;
  readonly notes: readonly string[];
  readonly writtenAs: string | undefined;
}

/**
 * The column that texts make under the rules (`null` where missing).
 * @throws ValueTypeError when a value does not fit a stated type, AmbiguousDateError; their line is the row, from 1
 */
export function inferColumn(
  name: string,
  texts: readonly (string | null)[],
  rules: ValueRules,
  source: string,
): InferredColumn {
  const reader = new ColumnReader(name, rules, source);
  const pass = () => {
    reader.begin();
    texts.forEach((text, row) => reader.add(text ?? "", row + 1));
    return reader.end();
  };
  while (!pass() || !reader.settleDecimal(undefined, ","));
  reader.checkDates();
  return { column: reader.toColumn(), notes: reader.notes(), writtenAs: reader.writtenAs };
}
