import type { Table } from "../table.ts";
import { read } from "./read.ts";
import type { ReadOptions } from "./read-options.ts";

/** How to read a CSV file. */
export type ReadCsvOptions = Omit<ReadOptions, "format">;

/**
 * Reads a CSV file into a table, whatever its name: `read` with the format stated.
 * @throws FileError when there is no such file or it cannot be read; ReadError and its kinds when its content is at fault
 */
export function readCsv(source: string | URL, options: ReadCsvOptions = {}): Promise<Table> {
  return read(source, { ...options, format: "csv" });
}
