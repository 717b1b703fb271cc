import { isUtf8 } from "node:buffer";
import { readBulkCsv } from "../../read/bulk/read-bulk-csv.ts";
import type { DecodeText } from "../../packed-text.ts";
import { CsvReader } from "../../read/csv-reader.ts";
import type { Table } from "../../table.ts";
import type { DataFile } from "../data-file.ts";
import type { ReadOptions } from "../read-options.ts";
import { readText } from "../read-text.ts";
import type { FileFormat } from "./file-format.ts";
import { foreignFile } from "./foreign-file.ts";

/** Smaller files are read in a blink either way. */
const bulkSize = 1 << 20;
/** Text unpacks to a few times its packed size. */
const packing = 4;
/** All texts of a column stand in one array; larger files might have more than one can hold. */
const largestBulk = 4_000_000_000;

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
  const size = file.isGzip ? file.size * packing : file.size;
  if (!isUsual || size < bulkSize || size > largestBulk || foreignFile(file.head) !== undefined) return undefined;
  return file.withReader((read) => readBulkCsv({ source: file.source, size, read, isUtf8, createDecoder }, options));
}

function createDecoder(bytes: Uint8Array, isAscii: boolean): DecodeText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const encoding = isAscii ? "latin1" : "utf8";
  return (start, end) => buffer.toString(encoding, start, end);
}
