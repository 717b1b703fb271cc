import type { ZipEntry } from "../zip-entries.ts";

/**
 * How many cells of a sheet hold an error (#DIV/0!, #N/A, …), by column from 0. The library that reads workbooks makes them missing and
 * does not say so. Empty when the sheet cannot be found: then nothing can be said.
 * @param sheet its number in the workbook, from 0
 */
export function countErrorCells(
  entries: readonly ZipEntry[],
  sheet: number,
): Map<number, { count: number; first: string }> {
  const found = new Map<number, { count: number; first: string }>();
  const text = sheetText(entries, sheet) ?? "";
  for (const [, attributes, error] of text.matchAll(/<c\b([^>]*\bt="e"[^>]*)>(?:(?!<\/c>)[^])*?<v>([^<]*)<\/v>/g)) {
    const letters = /\br="([A-Z]+)\d+"/.exec(attributes!)?.[1];
    if (letters === undefined) continue;
    const column = [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    const known = found.get(column);
    if (known === undefined) found.set(column, { count: 1, first: error! });
    else known.count++;
  }
  return found;
}

/** Sheets stand in the order of the workbook; where each is, its relations say. */
function sheetText(entries: readonly ZipEntry[], sheet: number): string | undefined {
  const read = (name: string) =>
    entries
      .find((entry) => entry.name === name)
      ?.unpack()
      .toString("utf8");
  const workbook = read("xl/workbook.xml") ?? "";
  const element = [...workbook.matchAll(/<sheet\b[^>]*>/g)][sheet]?.[0];
  const id = element && /\br:id="([^"]+)"/.exec(element)?.[1];
  const relations = [...(read("xl/_rels/workbook.xml.rels") ?? "").matchAll(/<Relationship\b[^>]*>/g)].map(
    ([text]) => text,
  );
  const relation = relations.find((text) => /\bId="([^"]+)"/.exec(text)?.[1] === id);
  const target = relation && /\bTarget="([^"]+)"/.exec(relation)?.[1];
  return target && read(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
}
