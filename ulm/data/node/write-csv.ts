import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkpoint } from "../../compute/checkpoint.ts";
import { csvPieces, rowsAtOnce } from "../to-csv.ts";
import type { ToCsvOptions } from "../to-csv.ts";
import type { Table } from "../table.ts";
import { explainWriteError } from "./file-error.ts";

export interface WriteCsvOptions extends ToCsvOptions {
  /** Start with the mark by which Excel knows UTF-8. Default false */
  byteOrderMark?: boolean;
}

/**
 * Writes a table as CSV in UTF-8, as `toCsv` has it. The file appears whole or not at all: a crash or an interrupt half-way leaves
 * the old one.
 * @throws FileError
 */
export async function writeCsv(table: Table, path: string, options: WriteCsvOptions = {}): Promise<void> {
  const draft = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await writeDraft(table, draft, options);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {});
    throw explainWriteError(path, cause);
  }
}

async function writeDraft(table: Table, draft: string, options: WriteCsvOptions): Promise<void> {
  const file = await open(draft, "wx");
  try {
    if (options.byteOrderMark) await file.write("\uFEFF");
    let written = 0;
    for (const piece of csvPieces(table, options)) {
      await checkpoint(written, table.rowCount, "writeCsv");
      await file.write(piece);
      written = Math.min(written + rowsAtOnce, table.rowCount);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}
