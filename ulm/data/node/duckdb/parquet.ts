import type { DataFile } from "../data-file.ts";
import { FileError } from "../file-error.ts";
import { quoteText } from "./quote.ts";

/** How SQL names the rows of a Parquet file. */
export function parquetRows(file: DataFile): string {
  return `read_parquet(${quoteText(file.path)})`;
}

/** Whether a content is Parquet: it begins with `PAR1`, or `PARE` when it is encrypted. */
export function isParquet(head: Uint8Array): boolean {
  const mark = String.fromCharCode(...head.subarray(0, 4));
  return mark === "PAR1" || mark === "PARE";
}

/** What can be known before DuckDB opens the file. @throws FileError */
export function checkParquet(file: DataFile): void {
  if (file.isGzip) throw new FileError(file.source, "this is a Parquet file inside gzip. Decompress it first.");
  if (String.fromCharCode(...file.head.subarray(0, 4)) === "PARE") {
    throw new FileError(file.source, "this Parquet file is encrypted. Write it without encryption.");
  }
}

/** DuckDB's complaints about a Parquet file in words that say what to do. */
export function explainParquet(file: DataFile, cause: unknown): unknown {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (!/^(?!Out of Memory)[A-Z][\w ]* Error: /.test(message)) return cause;
  const first = message
    .replace(/^[\w ]* Error: /, "")
    .split("\n")[0]!
    .trim();
  return new FileError(file.source, `the Parquet file is broken or cut short (${first}). Copy or write it again.`, {
    cause,
  });
}
