import { EncodingSurvey } from "../read/encoding-survey.ts";
import { countValidBytes, markedEncoding, strictDecoder } from "../read/encodings.ts";
import { EncodingError } from "../read/read-error.ts";
import type { Table } from "../table.ts";
import type { DataFile } from "./data-file.ts";
import { foreignFile } from "./formats/foreign-file.ts";

/** What makes a table of text that comes piece by piece. */
export interface TextReader {
  feed(text: string): void;
  /** Ends the text: whether the table is complete, or the text has to come once more. */
  end(): boolean;
  toTable(encoding: string): Table;
}

/** The bytes are not of the encoding that was tried. */
class DecodingFailure extends Error {}

/**
 * Reads a text file: in the stated encoding, or that of its byte order mark, else in strict UTF-8, else in GB18030 (what Chinese
 * Excel writes; GBK and GB2312 are parts of it). It never guesses with replacement characters, and does not take Western text for
 * Chinese.
 * @throws EncodingError
 */
export async function readText(
  file: DataFile,
  asked: string | undefined,
  createReader: () => TextReader,
): Promise<Table> {
  const foreign = foreignFile(file.head);
  if (foreign !== undefined) throw new EncodingError(file.source, undefined, foreign);
  if (asked !== undefined && strictDecoder(asked) === undefined) {
    const advice = `Leave the encoding out to have it found, or name one such as "utf-8", "gb18030" or "windows-1252".`;
    throw new EncodingError(file.source, undefined, `there is no encoding "${asked}". ${advice}`);
  }
  const encoding = asked ?? markedEncoding(file.head);
  try {
    return await readIn(file, encoding ?? "utf-8", createReader());
  } catch (cause) {
    if (!(cause instanceof DecodingFailure)) throw cause;
    if (encoding === undefined) return readAsChinese(file, createReader());
    const line = await lineOfFailure(file, encoding);
    const problem = `this line is not in ${encoding}. ${asked === undefined ? "State the encoding that it is in." : "Leave the encoding out to have it found."}`;
    throw new EncodingError(file.source, line, problem, { cause });
  }
}

async function readIn(file: DataFile, encoding: string, reader: TextReader): Promise<Table> {
  do {
    const decoder = strictDecoder(encoding)!;
    const decode = (chunk?: Uint8Array) => {
      try {
        return decoder.decode(chunk, { stream: chunk !== undefined });
      } catch (cause) {
        throw new DecodingFailure(undefined, { cause });
      }
    };
    for await (const chunk of file.chunks()) reader.feed(decode(chunk));
    reader.feed(decode());
  } while (!reader.end());
  return reader.toTable(encoding);
}

async function readAsChinese(file: DataFile, reader: TextReader): Promise<Table> {
  const survey = new EncodingSurvey();
  for await (const lines of wholeLines(file)) survey.add(lines);
  const { line, problem } = survey.problem ?? {};
  if (problem !== undefined) throw new EncodingError(file.source, line, problem);
  try {
    return await readIn(file, "gb18030", reader);
  } catch (cause) {
    if (!(cause instanceof DecodingFailure)) throw cause;
    const place = await lineOfFailure(file, "gb18030");
    throw new EncodingError(file.source, place, "this line is neither UTF-8 nor GB18030. Correct it.", { cause });
  }
}

/** The first line that cannot be decoded. */
async function lineOfFailure(file: DataFile, encoding: string): Promise<number> {
  let line = 1;
  const countLines = (bytes: Uint8Array) => bytes.reduce((count, byte) => count + Number(byte === 10), 0);
  for await (const lines of wholeLines(file)) {
    const valid = countValidBytes(lines, encoding);
    line += countLines(lines.subarray(0, valid));
    if (valid < lines.length) break;
  }
  return line;
}

/** The file in pieces that end with a line, so that each can be judged by itself. */
async function* wholeLines(file: DataFile): AsyncGenerator<Uint8Array, void> {
  let parts: Uint8Array[] = [];
  for await (const chunk of file.chunks()) {
    const end = chunk.lastIndexOf(10) + 1;
    if (end > 0) {
      yield Buffer.concat([...parts, chunk.subarray(0, end)]);
      parts = [];
    }
    if (end < chunk.length) parts.push(chunk.subarray(end));
  }
  if (parts.length > 0) yield Buffer.concat(parts);
}
