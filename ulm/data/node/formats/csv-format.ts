import { isAscii, isUtf8 } from "node:buffer";
import { readBulkCsv } from "../../read/bulk/read-bulk-csv.ts";
import { CsvReader } from "../../read/csv-reader.ts";
import type { Table } from "../../table.ts";
import type { DataFile } from "../data-file.ts";
import type { ReadOptions } from "../read-options.ts";
import { readText } from "../read-text.ts";
import type { FileFormat } from "./file-format.ts";

/** Smaller files are read in a blink either way. */
const bulkSize = 1 << 20;
/** A larger content would not fit into one array of bytes on all versions of Node. */
const largestBulk = 2_000_000_000;

/** Values with a delimiter between them, whatever it is. */
export const csvFormat: FileFormat = {
  name: "CSV",
  extensions: [".csv", ".txt", ".tsv", ".tab"],
  read: async (file, options) => (await readInBulk(file, options)) ?? readTexts(file, options),
};

function readTexts(file: DataFile, options: ReadOptions): Promise<Table> {
  return readText(file, options.encoding, () => new CsvReader(options, file.source));
}

/** `undefined` for small files, and for those that are not regular or not UTF-8. */
async function readInBulk(file: DataFile, options: ReadOptions): Promise<Table | undefined> {
  const isUsual = options.encoding === undefined || /^utf-?8$/i.test(options.encoding);
  if (!isUsual || file.isGzip || file.size < bulkSize || file.size > largestBulk) return undefined;
  const bytes = await file.lines();
  if (bytes.includes(0) || !isUtf8(bytes)) return undefined;
  // Nothing but ASCII is decoded faster when that is known.
  const encoding = isAscii(bytes) ? "latin1" : "utf8";
  return readBulkCsv(bytes, options, file.source, (_, start, end) => bytes.toString(encoding, start, end));
}
