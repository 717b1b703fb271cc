import Papa from "papaparse";
import { Column } from "../column.ts";
import { ParameterError } from "../estimator.ts";
import { markedEncoding, strictDecoder } from "../read/encodings.ts";
import { findDelimiter } from "../read/find-delimiter.ts";
import { Table } from "../table.ts";
import { DataFile } from "./data-file.ts";
import { FileError } from "./file-error.ts";
import { locateFile } from "./locate-file.ts";

export interface PreviewOptions {
  /** How many lines, the header among them. Default 10. */
  rows?: number;
  /** Default: by byte order mark, else UTF-8 where the text is valid, else GB18030. */
  encoding?: string;
  /** Default: guessed. */
  delimiter?: string;
}

/**
 * The first lines of a delimited text file as they stand there: every field as text, nothing typed, repaired or refused. To look at a
 * file that `read` complains about, or to see whether its first line is a header. Lines may differ in their number of fields.
 * @throws FileError when there is no such file or it cannot be decoded, ParameterError for options that make no sense
 */
export async function preview(source: string | URL, options: PreviewOptions = {}): Promise<Table> {
  const { rows = 10 } = options;
  if (!Number.isInteger(rows) || rows < 1) throw new ParameterError(`rows must be a whole number from 1, not ${rows}.`);
  const file = await DataFile.open(locateFile(source));
  const text = decodeHead(file, options.encoding);
  const delimiter = options.delimiter ?? findDelimiter(text);
  const { data } = Papa.parse<string[]>(text, { delimiter, preview: rows });
  // What follows the last line feed is no line.
  if (/[\r\n]$/.test(text) && data.length > 1 && data.at(-1)!.join("") === "") data.pop();
  const width = data.reduce((widest, fields) => Math.max(widest, fields.length), 0);
  const columns = Array.from(
    { length: width },
    (_, index) =>
      new Column(
        `field ${index + 1}`,
        "text",
        data.map((fields) => fields[index] ?? null),
      ),
  );
  return new Table(columns);
}

function decodeHead({ source, head }: DataFile, stated: string | undefined): string {
  const encodings = stated === undefined ? [markedEncoding(head) ?? "utf-8", "gb18030"] : [stated];
  for (const encoding of encodings) {
    const decoder = strictDecoder(encoding);
    if (decoder === undefined) throw new ParameterError(`There is no encoding ${JSON.stringify(encoding)}.`);
    try {
      // The head may end in the middle of a character.
      return decoder.decode(head, { stream: true });
    } catch {
      continue;
    }
  }
  throw new FileError(source, `its first bytes are not ${encodings.join(" or ")}. State the encoding.`);
}
