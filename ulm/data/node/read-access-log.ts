import type { Table } from "../table.ts";
import { read } from "./read.ts";

/**
 * Reads the access log of a web server (Common or Combined format, also `.gz`) into a table of requests; `sessions` and
 * `addSessions` make visits of them. Lines in another form are in the report.
 * @throws FileError when there is no such file; ReadError when no line is in one of the formats
 */
export function readAccessLog(source: string | URL, options: { encoding?: string } = {}): Promise<Table> {
  return read(source, { ...options, format: "access log" });
}
