import type { ColumnType } from "../cell-value.ts";
import { Column } from "../column.ts";
import { inferColumn } from "./infer-column.ts";
import type { InferredColumn } from "./infer-column.ts";

/**
 * A column from values that have types of their own, as JSON has them. Numbers and true/false stay what they are; texts become
 * dates if all are, but never numbers: who writes "007" means text. Mixed values become text.
 * @param missing texts that mean "missing"
 */
export function inferValues(
  name: string,
  values: readonly unknown[],
  missing: ReadonlySet<string>,
  asked?: ColumnType,
): InferredColumn {
  const present = values.map((value) => (typeof value === "string" && missing.has(value.trim()) ? null : value));
  const kinds = new Set(present.filter((value) => value !== null && value !== undefined).map((value) => typeof value));
  const texts = () => present.map((value) => (value === null || value === undefined ? null : String(value)));
  if (asked !== undefined) return inferColumn(name, texts(), asked);
  if (kinds.size === 0) return { column: new Column(name, "text", texts()), note: `Column "${name}" is empty.` };
  if (kinds.size > 1) {
    const note = `Column "${name}" is text: it mixes ${[...kinds].map((kind) => `${kind}s`).join(" and ")}.`;
    return { column: new Column(name, "text", texts()), note };
  }
  if (!kinds.has("string")) return { column: Column.from(name, present) };
  const inferred = inferColumn(name, texts());
  if (inferred.column.type === "date") return inferred;
  const note =
    inferred.column.type === "number"
      ? `Column "${name}" holds numbers that are written as text. To compute with them, state types: { ${JSON.stringify(name)}: "number" }.`
      : undefined;
  return { column: new Column(name, "text", texts()), ...(note !== undefined && { note }) };
}
