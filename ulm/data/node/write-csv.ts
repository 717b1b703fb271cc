import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { toCsv } from "../to-csv.ts";
import type { Table } from "../table.ts";
import { FileError } from "./file-error.ts";

/**
 * Writes a table as CSV in UTF-8. The file appears whole or not at all: a crash half-way leaves the old one.
 * @param options.byteOrderMark start with the mark by which Excel knows UTF-8. Default false
 * @throws FileError
 */
export async function writeCsv(
  table: Table,
  path: string,
  options: { delimiter?: string; byteOrderMark?: boolean } = {},
): Promise<void> {
  const draft = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await writeFile(draft, (options.byteOrderMark ? "\uFEFF" : "") + toCsv(table, options));
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw new FileError(path, `it cannot be written (${(cause as Error).message}).`, { cause });
  }
}
