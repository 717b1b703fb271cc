import Papa from "papaparse";
import { EmptyFileError, HeaderError, QuoteError, RaggedRowError, ValueTypeError } from "./read-error.ts";
import { defaultMissing } from "./csv-options.ts";
import type { CsvOptions } from "./csv-options.ts";
import { inferColumn } from "./infer-column.ts";
import { isNaiveTime } from "../parse-iso-date.ts";
import { ReadReport } from "../read-report.ts";
import { Table } from "../table.ts";

/** The lines of a file that hold data, and where they start. */
interface Lines {
  readonly fields: string[][];
  readonly numbers: number[];
  readonly delimiter: string;
}

/**
 * Reads comma-separated text into a table whose `report` says what was found and done. Spaces around values are removed; blank
 * values are missing; blank lines are skipped.
 * @param source what error messages and the report call the text
 * @throws EmptyFileError, HeaderError, RaggedRowError, QuoteError, ValueTypeError
 */
export function parseCsv(text: string, options: CsvOptions = {}, source = "CSV text", encoding = "utf-16"): Table {
  const lines = splitLines(text.replace(/^\uFEFF/, ""), options.delimiter, source);
  if (lines.fields.length === 0)
    throw new EmptyFileError(source, undefined, "the file is empty: it has no lines of data.");
  const { names, repaired, start } = readHeader(lines, options, source);
  const { rows, dropped } = takeRegularRows(lines, start, names.length, options, source);
  const missing = new Set(["", ...(options.missing ?? defaultMissing)]);
  const notes: string[] = [];
  const columns = names.map((name, index) => {
    const texts = rows.map((row) => {
      const value = lines.fields[row]![index]!.trim();
      return missing.has(value) ? null : value;
    });
    const { column, misfit, note } = inferColumn(name, texts, options.types?.[name]);
    if (misfit !== undefined) {
      const problem = `column "${name}" is to hold ${options.types![name]} values, but this one is ${JSON.stringify(texts[misfit])}.`;
      throw new ValueTypeError(source, lines.numbers[rows[misfit]!], problem);
    }
    if (note !== undefined) notes.push(note);
    if (column.type === "date" && texts.some((value) => value !== null && isNaiveTime(value))) {
      notes.push(`Column "${name}": times without a zone were read as UTC.`);
    }
    return column;
  });
  const facts = { source, format: "CSV", dropped, repaired, encoding, delimiter: lines.delimiter, notes };
  return new Table(columns, new ReadReport(columns, facts));
}

function splitLines(text: string, delimiter: string | undefined, source: string): Lines {
  const lines = { fields: [] as string[][], numbers: [] as number[], delimiter: delimiter ?? "," };
  let scanned = 0;
  let number = 1;
  Papa.parse<string[]>(text, {
    delimiter: delimiter ?? "",
    skipEmptyLines: true,
    step({ data, errors, meta }) {
      const start = skipBlankLines(text, scanned);
      number += countLineEnds(text, scanned, start);
      const error = errors.find(({ type }) => type === "Quotes");
      if (error !== undefined) {
        const problem =
          error.code === "MissingQuotes"
            ? 'a quoted field that starts here is never closed. Add the missing ", or write quotes inside a field as "".'
            : 'text follows a closing quote. Write quotes inside a field as "".';
        throw new QuoteError(source, number, problem);
      }
      if (data.length > 1 || data[0]!.trim() !== "") {
        lines.fields.push(data);
        lines.numbers.push(number);
        lines.delimiter = meta.delimiter;
      }
      number += countLineEnds(text, start, meta.cursor);
      scanned = meta.cursor;
    },
  });
  return lines;
}

/** Where the next line that is not blank begins. */
function skipBlankLines(text: string, position: number): number {
  while (text[position] === "\n" || text[position] === "\r") position++;
  return position;
}

/** Unix, Windows and old Macintosh line ends. */
function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let position = from; position < to; position++) {
    const code = text.charCodeAt(position);
    if (code === 10 || (code === 13 && text.charCodeAt(position + 1) !== 10)) count++;
  }
  return count;
}

function readHeader({ fields, numbers }: Lines, { header }: CsvOptions, source: string) {
  const first = fields[0]!.map((name) => name.trim());
  if (Array.isArray(header)) return { names: uniqueNames(header as string[], []), repaired: [], start: 0 };
  if (header === false) return { names: first.map((_, index) => `column${index + 1}`), repaired: [], start: 0 };
  if (header === undefined && looksLikeData(first, fields[1])) {
    throw new HeaderError(
      source,
      numbers[0],
      `the first line looks like data (${first.slice(0, 4).join(", ")}…), not like column names. ` +
        `Name the columns with header: ["…", "…"], or say header: true if these are the names.`,
    );
  }
  const repaired: string[] = [];
  return { names: uniqueNames(first, repaired), repaired, start: 1 };
}

/** Numbers in the first line where the second has numbers too: names are seldom numbers. */
function looksLikeData(first: readonly string[], second: readonly string[] | undefined): boolean {
  const isNumber = (text: string | undefined) =>
    text !== undefined && text.trim() !== "" && Number.isFinite(Number(text));
  return first.some((text, index) => isNumber(text) && (second === undefined || isNumber(second[index])));
}

/** Gives nameless columns a name and repeated names a number. */
function uniqueNames(names: readonly string[], repaired: string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    let unique = name === "" ? `column${index + 1}` : name;
    for (let copy = 2; taken.has(unique) || (unique !== name && names.includes(unique)); copy++)
      unique = `${name}_${copy}`;
    if (name === "") repaired.push(`Column ${index + 1} has no name; it is called "${unique}".`);
    else if (unique !== name)
      repaired.push(`The name "${name}" is repeated; column ${index + 1} is called "${unique}".`);
    taken.add(unique);
    return unique;
  });
}

function takeRegularRows(lines: Lines, start: number, width: number, options: CsvOptions, source: string) {
  const rows: number[] = [];
  const dropped: { line: number; reason: string }[] = [];
  for (let row = start; row < lines.fields.length; row++) {
    const found = lines.fields[row]!.length;
    if (found === width) {
      rows.push(row);
      continue;
    }
    const reason = `${found} ${found === 1 ? "field" : "fields"} instead of ${width}`;
    if (options.onRaggedRow !== "drop") {
      const advice = `Correct the line, or leave such lines out with onRaggedRow: "drop". The delimiter is ${JSON.stringify(lines.delimiter)}.`;
      throw new RaggedRowError(source, lines.numbers[row], `${reason}. ${advice}`);
    }
    dropped.push({ line: lines.numbers[row]!, reason });
  }
  return { rows, dropped };
}
