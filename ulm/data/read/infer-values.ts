import type { BilingualText } from "../bilingual-html.ts";
import { Column } from "../column.ts";
import { emptyNote, wholeNumberDatesNotes } from "./column-notes.ts";
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
  const asText = (...notes: (BilingualText | undefined)[]) => ({
    column: new Column(name, "text", texts()),
    notes: notes.filter((note) => note !== undefined),
    writtenAs: undefined,
  });
  const stated = rules.statedType(name);
  if (stated === "text") return asText();
  if (stated !== undefined) return inferColumn(name, texts(), rules, source);
  const kinds = new Set(present.filter((value) => value !== null).map((value) => typeof value));
  if (kinds.size === 0) return asText(emptyNote(name));
  if (kinds.size > 1) return asText(mixedNote(name, [...kinds]));
  if (!kinds.has("string")) return plainColumn(Column.from(name, present));
  const inferred = inferColumn(name, texts(), rules, source);
  if (inferred.column.type === "date") return inferred;
  return asText(inferred.column.type === "number" ? numberTextsNote(name) : inferred.lookNote);
}

/** A column as it is, and what its numbers look like. */
export function plainColumn(column: Column): InferredColumn {
  const notes = column.type === "number" ? wholeNumberDatesNotes(column.name, column.toNumbers()) : [];
  return { column, notes, writtenAs: undefined };
}

function mixedNote(name: string, kinds: readonly string[]): BilingualText {
  const words: Readonly<Record<string, string>> = { string: "文本", number: "数值", boolean: "布尔值", object: "日期" };
  return {
    en: `Column "${name}" is text: it mixes ${kinds.map((kind) => `${kind}s`).join(" and ")}.`,
    "zh-CN": `列“${name}”为文本：其中混有${kinds.map((kind) => words[kind] ?? kind).join("和")}。`,
  };
}

function numberTextsNote(name: string): BilingualText {
  const state = `types: { ${JSON.stringify(name)}: "number" }`;
  return {
    en: `Column "${name}" holds numbers that are written as text. To compute with them, state ${state}.`,
    "zh-CN": `列“${name}”的数字以文本形式书写。如需计算，请指定 ${state}。`,
  };
}
