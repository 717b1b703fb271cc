import { ParameterError } from "../../data/index.ts";
import type { Table } from "../../data/index.ts";
import { detectPersonalData } from "../../data/index.ts";
import type { PersonalDataKind } from "../../data/index.ts";
import { requireNames } from "./require-names.ts";

export interface MaskOptions {
  /** How to treat the columns. Default: what `detectPersonalData` says of each, else the rule for any text. */
  readonly kind?: PersonalDataKind;
  /** Characters left in clear at the start and the end; default by kind. At most two thirds of a value stay in clear. */
  readonly keepStart?: number;
  readonly keepEnd?: number;
  /** What stands for a hidden character. Default `*`. */
  readonly character?: string;
}

/** Characters in clear by kind: 138****8000, 110***********1234, 王**. */
const defaults: Record<PersonalDataKind | "text", { start: number; end: number }> = {
  name: { start: 1, end: 0 },
  phone: { start: 3, end: 4 },
  email: { start: 1, end: 0 },
  "id-card": { start: 3, end: 4 },
  address: { start: 3, end: 0 },
  text: { start: 1, end: 1 },
};

/**
 * Hides most of each value, for people to look at: `mask(users, ["phone", "email"])` gives 138****8000 and a**@example.com. The
 * domain of an e-mail stays. Missing values stay missing; the columns become text. Masked values still tell people apart and can
 * often be guessed: to share data, use `pseudonymise` and `generalise` instead.
 * @throws TableError for an unknown column, ParameterError for options that make no sense
 */
export function mask(table: Table, columns: readonly string[], options: MaskOptions = {}): Table {
  requireNames("mask", columns);
  const { character = "*" } = options;
  for (const [name, value] of Object.entries({ keepStart: options.keepStart, keepEnd: options.keepEnd })) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 0)) {
      throw new ParameterError(`mask: ${name} is ${value}; it must be a whole number, 0 or more.`);
    }
  }
  if ([...character].length !== 1)
    throw new ParameterError(`mask: character must be one character, not "${character}".`);
  if (options.kind !== undefined && !(options.kind in defaults)) {
    throw new ParameterError(
      `mask: kind is ${JSON.stringify(options.kind)}; it must be one of ${Object.keys(defaults).join(", ")}.`,
    );
  }
  const found = new Map(detectPersonalData(table.select(columns)).map(({ column, kind }) => [column, kind]));
  return columns.reduce((masked, name) => {
    const kind = options.kind ?? found.get(name) ?? "text";
    const start = options.keepStart ?? defaults[kind].start;
    const end = options.keepEnd ?? defaults[kind].end;
    const hide = (text: string) => hideMiddle(text, start, end, character);
    const values = table.column(name).toArray();
    const texts = values.map((value) => {
      if (value === null) return null;
      const text = value instanceof Date ? value.toISOString() : String(value);
      const at = kind === "email" ? text.lastIndexOf("@") : -1;
      return at < 0 ? hide(text) : hide(text.slice(0, at)) + text.slice(at);
    });
    return masked.withColumn(name, texts);
  }, table);
}

function hideMiddle(text: string, start: number, end: number, character: string): string {
  const characters = [...text];
  const clear = Math.floor((characters.length * 2) / 3);
  const [before, after] = start + end <= clear ? [start, end] : shrink(start, end, clear);
  return characters
    .map((each, index) => (index < before || index >= characters.length - after ? each : character))
    .join("");
}

/** Less of both ends, in proportion, so that no more than `clear` characters stay. */
function shrink(start: number, end: number, clear: number): [number, number] {
  const before = Math.floor((start / (start + end)) * clear);
  return [before, end === 0 ? 0 : Math.min(end, clear - before)];
}
