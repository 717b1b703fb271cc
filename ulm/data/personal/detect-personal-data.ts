import type { Column } from "../column.ts";
import { columnNameKind } from "./column-name-kind.ts";
import type { PersonalDataKind } from "./personal-data-kind.ts";
import { mayBeName, valueKind } from "./value-kind.ts";

/** One column that looks like personal data, and why. */
export interface PersonalDataFinding {
  readonly column: string;
  readonly kind: PersonalDataKind;
  /** What gives it away: the column's name, its values, or both. */
  readonly evidence: "name" | "values" | "both";
  /** Share of the examined values that have the form of the kind, 0 … 1. */
  readonly share: number;
}

const examined = 1000;
/** From which share on values alone convict. Few texts look like an e-mail by chance, many words look like a Chinese name. */
const convicting: Record<PersonalDataKind, number> = {
  email: 0.3,
  phone: 0.3,
  "id-card": 0.3,
  address: 0.5,
  name: 0.9,
};
/** Fewer different values than this are a category (a brand, a city), not people. */
const fewestNames = 10;

/**
 * The columns that look like personal data: names, phones, e-mails, identity documents (Chinese resident numbers by their check
 * character) and addresses, found by English and Chinese column names and by up to 1,000 values spread evenly over the rows.
 * It errs on the side of flagging; it does not look inside long texts, and what it does not flag may still be personal.
 */
export function detectPersonalData(table: { readonly columns: readonly Column[] }): PersonalDataFinding[] {
  return table.columns.flatMap((column) => {
    const finding = inspectColumn(column);
    return finding === undefined ? [] : [finding];
  });
}

function inspectColumn(column: Column): PersonalDataFinding | undefined {
  if (column.type === "boolean" || column.type === "date") return undefined;
  const texts = spreadSample(column);
  const counts = new Map<PersonalDataKind, number>();
  for (const text of texts) {
    const kind = valueKind(text);
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const share = (kind: PersonalDataKind) => (texts.length === 0 ? 0 : (counts.get(kind) ?? 0) / texts.length);
  const convicted = ([...counts.keys()] as PersonalDataKind[])
    .filter((kind) => share(kind) >= convicting[kind] && (kind !== "name" || new Set(texts).size >= fewestNames))
    .sort((a, b) => share(b) - share(a))[0];
  const named = promisedKind(column, texts);
  if (convicted !== undefined) {
    const evidence = named === convicted ? "both" : "values";
    return { column: column.name, kind: convicted, evidence, share: share(convicted) };
  }
  return named && { column: column.name, kind: named, evidence: "name", share: share(named) };
}

/**
 * What the column's name promises, unless its values refute it: no name, address or e-mail is a number, and no phone or identity
 * document is a word ("Yes").
 */
function promisedKind(column: Column, texts: readonly string[]): PersonalDataKind | undefined {
  const kind = columnNameKind(column.name);
  const holdsNumbers = column.type === "number" && texts.length > 0;
  if (kind === undefined || (holdsNumbers && kind !== "phone" && kind !== "id-card")) return undefined;
  const isNumbered = kind === "phone" || kind === "id-card";
  if (isNumbered && texts.length > 0 && texts.every((text) => /^[\p{L} ]+$/u.test(text))) return undefined;
  if (kind !== "bare-name") return kind;
  return texts.length > 0 && texts.filter(mayBeName).length >= texts.length / 2 ? "name" : undefined;
}

function spreadSample(column: Column): string[] {
  const step = Math.max(1, column.length / examined);
  const texts: string[] = [];
  for (let position = 0; position < column.length; position += step) {
    const value = column.get(Math.floor(position));
    if (value !== null) texts.push(String(value));
  }
  return texts;
}
