import { CsvError } from "../csv-error.ts";
import type { CsvOptions } from "../csv-options.ts";
import { decodeText } from "../decode-text.ts";
import { parseCsv } from "../parse-csv.ts";
import type { Table } from "../table.ts";
import { readBytes } from "./read-bytes.ts";
import { reportFileRead } from "./report-file-read.ts";

/** How to read a CSV file. */
export interface ReadCsvOptions extends CsvOptions {
  /** For example "gb18030" or "windows-1252". Default: by byte order mark, else strict UTF-8, else GB18030. */
  encoding?: string;
}

/** The longest text V8 can hold is about 2^29 characters. */
const largestFile = 500_000_000;

/**
 * Reads a CSV file into a table. `table.report` says which encoding and types were found and which lines were left out.
 * @param path absolute, or relative to the notebook's folder
 * @throws FileError when there is no such file or it cannot be read; CsvError and its kinds when its content is at fault
 */
export async function readCsv(path: string, options: ReadCsvOptions = {}): Promise<Table> {
  const bytes = await readBytes(path);
  if (bytes.length > largestFile) {
    throw new CsvError(
      path,
      undefined,
      `the file has ${bytes.length} bytes; readCsv takes at most ${largestFile}. Split it.`,
    );
  }
  reportFileRead(path, bytes);
  const { text, encoding } = decodeText(bytes, path, options.encoding);
  return parseCsv(text, options, path, encoding);
}
