import { markedEncoding } from "../../read/encodings.ts";
import { NdjsonReader } from "../../read/ndjson-reader.ts";
import { parseJson } from "../../read/parse-json.ts";
import { ReadError } from "../../read/read-error.ts";
import { readText } from "../read-text.ts";
import type { TextReader } from "../read-text.ts";
import type { FileFormat } from "./file-format.ts";
import type { ReadOptions } from "../read-options.ts";

/** JSON is parsed in one piece, and the longest text V8 can hold is about 2^29 characters. */
const longestJson = 500_000_000;

/** One JSON document. */
export const jsonFormat: FileFormat = {
  name: "JSON",
  extensions: [".json"],
  hasSignature: (head) => /^\s*(?:\[\s*[[{]|\{\s*["}])/.test(textOf(head)) && !areRecords(textOf(head), true),
  read: (file, options) => readText(file, options.encoding, () => collectJson(options, file.source)),
};

/** One JSON object a line. */
export const ndjsonFormat: FileFormat = {
  name: "NDJSON",
  extensions: [".ndjson", ".jsonl"],
  hasSignature: (head) => mayBeRecords(textOf(head)),
  read: (file, options) => readText(file, options.encoding, () => new NdjsonReader(options, file.source)),
};

/** Enough of the beginning of a file to tell: all that matters is ASCII. */
function textOf(head: Uint8Array): string {
  return new TextDecoder(markedEncoding(head) ?? "utf-8").decode(head);
}

/** Whether the first line is an object by itself, and whether more must follow. */
function areRecords(text: string, mustFollow: boolean): boolean {
  const [, first, next] = /^\s*(\{.*)\s*(.?)/.exec(text) ?? [];
  if (first === undefined || (mustFollow && next === "")) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

/** Whether the first line looks like an object, also when it is broken or longer than what is seen: then the name of the file decides. */
function mayBeRecords(text: string): boolean {
  if (areRecords(text, false)) return true;
  const [line, ...others] = text.trimStart().split("\n", 2);
  return /^\{\s*"/.test(line!) && (others.length === 0 || line!.trimEnd().endsWith("}"));
}

function collectJson(options: ReadOptions, source: string): TextReader {
  let [parts, length] = [[] as string[], 0];
  return {
    feed(text) {
      parts.push(text);
      length += text.length;
      if (length <= longestJson) return;
      const problem = `JSON is read up to ${longestJson} characters. Write larger data as NDJSON, one object a line.`;
      throw new ReadError(source, undefined, problem);
    },
    end: () => true,
    toTable(encoding) {
      const text = parts.join("");
      parts = [];
      return parseJson(text, options, source, encoding);
    },
  };
}
