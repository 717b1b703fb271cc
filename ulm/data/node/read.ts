import type { Table } from "../table.ts";
import { DataFile } from "./data-file.ts";
import { FileError } from "./file-error.ts";
import { csvFormat } from "./formats/csv-format.ts";
import { fileFormats } from "./formats/file-formats.ts";
import type { FileFormat } from "./formats/file-format.ts";
import { locateFile } from "./locate-file.ts";
import type { ReadOptions } from "./read-options.ts";

/**
 * Reads a file into a table: CSV, TSV, JSON, NDJSON, …, each also as `.gz`. The format is what the content shows beyond
 * doubt, else what the extension says. `table.report` tells what was found and done; in a notebook it shows itself.
 * @param source a path, absolute or relative to the notebook's folder; a `file:` URL; or an address of the workspace
 *   (`workspace:data/orders.csv`, a link copied from the file browser)
 * @throws FileError when there is no such file or it cannot be read; ReadError and its kinds when its content is at fault
 */
export async function read(source: string | URL, options: ReadOptions = {}): Promise<Table> {
  const file = await DataFile.open(locateFile(source));
  return findFormat(file, options.format).read(file, options);
}

/** What a file is: as stated, else what its content shows, else what its name says. @throws FileError for an unknown format */
export function findFormat(file: DataFile, asked?: string): FileFormat {
  if (asked !== undefined) {
    const stated = fileFormats.find(({ name }) => name.toLowerCase() === asked.toLowerCase());
    if (stated !== undefined) return stated;
    const known = fileFormats.map(({ name }) => `"${name.toLowerCase()}"`).join(", ");
    throw new FileError(file.source, `there is no format "${asked}". The formats are: ${known}.`);
  }
  const named = fileFormats.filter(({ extensions }) => extensions.includes(file.extension));
  const signed = fileFormats.filter((format) => format.hasSignature?.(file.head));
  return named.find((format) => signed.includes(format)) ?? signed[0] ?? named[0] ?? csvFormat;
}
