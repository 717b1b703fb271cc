import type { BilingualText } from "../bilingual-html.ts";
import type { CsvOptions } from "./csv-options.ts";
import { longestName } from "./limits.ts";
import { HeaderError } from "./read-error.ts";
import { isGuarded } from "./formula-guard.ts";

/** The names of the columns, and whether the first row holds them. */
export interface CsvHeader {
  readonly names: readonly string[];
  readonly repaired: readonly BilingualText[];
  readonly isFirstRow: boolean;
  /** What a careful reader would want to know. */
  readonly notes: readonly BilingualText[];
}

/**
 * Finds the names of the columns from the first two rows.
 * @param line of the first row in the file
 * @throws HeaderError when the first row looks like data, or like anything but a header
 */
export function readCsvHeader(
  first: readonly string[],
  second: readonly string[] | undefined,
  { header }: CsvOptions,
  source: string,
  line: number,
): CsvHeader {
  if (Array.isArray(header)) return { ...uniqueNames(header as string[]), repaired: [], isFirstRow: false, notes: [] };
  if (header === false)
    return { names: first.map((_, index) => `column${index + 1}`), repaired: [], isFirstRow: false, notes: [] };
  if (header === undefined && looksLikeData(first, second)) {
    throw new HeaderError(
      source,
      line,
      `the first line looks like data (${first.slice(0, 4).join(", ").slice(0, 80)}…), not like column names. ` +
        `Name the columns with header: ["…", "…"], or say header: true if these are the names.`,
    );
  }
  const long = first.findIndex((name) => name.length > longestName);
  if (long >= 0) {
    const problem = `the name of column ${long + 1} would be ${first[long]!.length} characters long. Is the first line a header, and is the delimiter right?`;
    throw new HeaderError(source, line, problem);
  }
  const notes = header === undefined && looksLikeTitle(first, second) ? [titleNote(first[0]!, line)] : [];
  return { ...uniqueNames(first), isFirstRow: true, notes };
}

/** One text, and nothing in the other columns, where the next line has more. */
function looksLikeTitle([title, ...others]: readonly string[], second: readonly string[] = []): boolean {
  if (title!.trim() === "" || others.length === 0 || others.some((text) => text.trim() !== "")) return false;
  const isText = (text: string) => text.trim() !== "" && !Number.isFinite(Number(text));
  return others.length > 1 || second.filter(isText).length > 1;
}

function titleNote(title: string, line: number): BilingualText {
  const shown = JSON.stringify(title.slice(0, 40));
  return {
    en:
      `Line ${line} looks like a title (${shown}), but names the columns. If the names stand below it, remove the lines ` +
      `above them from the file; or name the columns yourself: header: ["…", "…"].`,
    "zh-CN": `第 ${line} 行像是标题（${shown}），却被当作列名。如果列名在其下方，请从文件中删除列名以上的行，或自行指定列名：header: ["…", "…"]。`,
  };
}

/** Numbers in the first line where the second has numbers too: names are seldom numbers. */
function looksLikeData(first: readonly string[], second: readonly string[] | undefined): boolean {
  const isNumber = (text: string | undefined) =>
    text !== undefined && text.trim() !== "" && Number.isFinite(Number(text));
  return first.some((text, index) => isNumber(text) && (second === undefined || isNumber(second[index])));
}

/** Gives nameless columns a name and repeated names a number. */
function uniqueNames(given: readonly string[]): { names: string[]; repaired: BilingualText[] } {
  const repaired: BilingualText[] = [];
  const names = given.map((name) => (isGuarded(name) ? name.slice(1) : name));
  const spoken = new Set(names);
  const taken = new Set<string>();
  const copies = new Map<string, number>();
  const unique = names.map((name, index) => {
    const base = name === "" ? `column${index + 1}` : name;
    let chosen = base;
    for (let copy = copies.get(base) ?? 2; taken.has(chosen) || (chosen !== name && spoken.has(chosen)); copy++) {
      chosen = `${base}_${copy}`;
      copies.set(base, copy);
    }
    if (name === "") {
      repaired.push({
        en: `Column ${index + 1} has no name; it is called "${chosen}".`,
        "zh-CN": `第 ${index + 1} 列没有名称，称为“${chosen}”。`,
      });
    } else if (chosen !== name) {
      repaired.push({
        en: `The name "${name}" is repeated; column ${index + 1} is called "${chosen}".`,
        "zh-CN": `名称“${name}”重复，第 ${index + 1} 列称为“${chosen}”。`,
      });
    }
    taken.add(chosen);
    return chosen;
  });
  return { names: unique, repaired };
}
