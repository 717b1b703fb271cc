import type { BilingualText } from "../bilingual-html.ts";
import type { Column } from "../column.ts";
import { ColumnReader } from "./column-reader.ts";
import type { ValueRules } from "./value-rules.ts";

/** A column made from texts, and what was noticed on the way. */
export interface InferredColumn {
  readonly column: Column;
  readonly notes: readonly BilingualText[];
  readonly writtenAs: string | undefined;
  /** Of text: what most of its values look like. */
  readonly lookNote?: BilingualText | undefined;
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
  const column = reader.toColumn();
  const lookNote = column.type === "text" ? reader.lookNote() : undefined;
  return { column, notes: reader.notes(), writtenAs: reader.writtenAs, lookNote };
}
