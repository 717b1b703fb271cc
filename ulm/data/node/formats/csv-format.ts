import type { Table } from "../../table.ts";
import { decodeText } from "../../read/decode-text.ts";
import { parseCsv } from "../../read/parse-csv.ts";
import type { DataFile } from "../data-file.ts";
import type { ReadOptions } from "../read-options.ts";
import type { FileFormat } from "./file-format.ts";

/** The longest text V8 can hold is about 2^29 characters. */
const largestFile = 500_000_000;

/** Values with a delimiter between them, whatever it is. */
export const csvFormat: FileFormat = {
  name: "CSV",
  extensions: [".csv", ".txt", ".tsv", ".tab"],
  read: readCsvFile,
};

async function readCsvFile(file: DataFile, options: ReadOptions): Promise<Table> {
  const { text, encoding } = decodeText(await file.bytes(largestFile), file.source, options.encoding);
  return parseCsv(text, options, file.source, encoding);
}
