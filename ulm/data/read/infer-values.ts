import { Column } from "../column.ts";
import { inferColumn } from "./infer-column.ts";
import type { InferredColumn } from "./infer-column.ts";
import type { ValueRules } from "./value-rules.ts";

/**
 * A column from values that have types of their own, as JSON has them. Numbers and true/false stay what they are; texts become
 * dates if all are, but never numbers: who writes "12" means text, and a note says how to have numbers. Mixed values become text.
 * @throws ValueTypeError, AmbiguousDateError
 */
export function inferValues(
  name: string,
  values: readonly unknown[],
  rules: ValueRules,
  source: string,
): InferredColumn {
  const present = values.map((value) => (typeof value === "string" && rules.isMissing(value) ? null : (value ?? null)));
  const texts = () => present.map((value) => (value === null ? null : String(value)));
  const asText = (...notes: string[]) => ({ column: new Column(name, "text", texts()), notes, writtenAs: undefined });
  const stated = rules.statedType(name);
  if (stated === "text") return asText();
  if (stated !== undefined) return inferColumn(name, texts(), rules, source);
  const kinds = new Set(present.filter((value) => value !== null).map((value) => typeof value));
  if (kinds.size === 0) return asText(`Column "${name}" is empty.`);
  if (kinds.size > 1)
    return asText(`Column "${name}" is text: it mixes ${[...kinds].map((kind) => `${kind}s`).join(" and ")}.`);
  if (!kinds.has("string")) return { column: Column.from(name, present), notes: [], writtenAs: undefined };
  const inferred = inferColumn(name, texts(), rules, source);
  if (inferred.column.type === "date") return inferred;
  if (inferred.column.type !== "number") return asText();
  return asText(
    `Column "${name}" holds numbers that are written as text. To compute with them, state types: { ${JSON.stringify(name)}: "number" }.`,
  );
}
