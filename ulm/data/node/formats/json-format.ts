import { decodeText } from "../../read/decode-text.ts";
import { NdjsonReader } from "../../read/ndjson-reader.ts";
import { parseJson } from "../../read/parse-json.ts";
import type { Table } from "../../table.ts";
import type { DataFile } from "../data-file.ts";
import type { ReadOptions } from "../read-options.ts";
import type { FileFormat } from "./file-format.ts";

/** JSON is parsed in one piece: the longest text V8 can hold is about 2^29 characters. */
const largestFile = 500_000_000;

/** One JSON document. */
export const jsonFormat: FileFormat = {
  name: "JSON",
  extensions: [".json"],
  async read(file: DataFile, options: ReadOptions): Promise<Table> {
    const { text, encoding } = decodeText(await file.bytes(largestFile), file.source, options.encoding);
    return parseJson(text, options, file.source, encoding);
  },
};

/** One JSON object a line. */
export const ndjsonFormat: FileFormat = {
  name: "NDJSON",
  extensions: [".ndjson", ".jsonl"],
  async read(file: DataFile, options: ReadOptions): Promise<Table> {
    const { text, encoding } = decodeText(await file.bytes(largestFile), file.source, options.encoding);
    const reader = new NdjsonReader(options, file.source);
    reader.feed(text);
    return reader.finish(encoding);
  },
};
