import { CsvReader } from "../../read/csv-reader.ts";
import { readText } from "../read-text.ts";
import type { FileFormat } from "./file-format.ts";

/** Values with a delimiter between them, whatever it is. */
export const csvFormat: FileFormat = {
  name: "CSV",
  extensions: [".csv", ".txt", ".tsv", ".tab"],
  read: (file, options) => readText(file, options.encoding, () => new CsvReader(options, file.source)),
};
