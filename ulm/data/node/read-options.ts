import type { CsvOptions } from "../read/csv-options.ts";

/** How to read a file of data; everything is found out by default, and the report says what was found. */
export interface ReadOptions extends CsvOptions {
  /** "csv", "json", "ndjson", …: overrides what the name and the content say. */
  format?: string;
  /** Of text, for example "gb18030" or "windows-1252". Default: by byte order mark, else strict UTF-8, else GB18030. */
  encoding?: string;
  /** Of a workbook: the name of the sheet, or its number from 1. Default: the first. */
  sheet?: string | number;
}
