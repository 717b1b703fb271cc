import type { Table } from "../table.ts";
import type { CsvOptions } from "./csv-options.ts";
import { CsvReader } from "./csv-reader.ts";

/**
 * Reads comma-separated text into a table whose `report` says what was found and done. Spaces around values are removed unless they
 * are quoted; blank values are missing; blank lines are skipped.
 * @param source what error messages and the report call the text
 * @throws ReadError and its kinds; ParameterError for options that make no sense
 */
export function parseCsv(text: string, options: CsvOptions = {}, source = "CSV text", encoding = "utf-16"): Table {
  const reader = new CsvReader(options, source);
  const plain = text.replace(/^\uFEFF/, "");
  do reader.feed(plain);
  while (!reader.end());
  return reader.toTable(encoding);
}
