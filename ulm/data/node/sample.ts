import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type { Table } from "../table.ts";
import { FileError } from "./file-error.ts";
import { readCsv } from "./read-csv.ts";
import type { ReadCsvOptions } from "./read-csv.ts";

/**
 * One of the data sets that come with the product, by its name: `await ulm.data.sample("e-commerce_data")`, or a table of the shop:
 * `await ulm.data.sample("shop/orders")`.
 * @throws FileError that lists the data sets there are
 */
export async function sample(name: string, options: ReadCsvOptions = {}): Promise<Table> {
  const folder = findSampleFolder(import.meta.dirname);
  const file = name.endsWith(".csv") ? name : `${name}.csv`;
  const entries = await readdir(folder, { recursive: true });
  const files = entries.filter((entry) => entry.endsWith(".csv")).map((entry) => entry.split(sep).join("/"));
  if (!files.includes(file)) {
    const known = files
      .map((entry) => entry.slice(0, -".csv".length))
      .sort()
      .join(", ");
    throw new FileError(name, `there is no sample data of this name. There are: ${known || "none"}.`);
  }
  return readCsv(join(folder, file), options);
}

function findSampleFolder(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, "sample-data");
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder))
      throw new FileError("sample-data", `the folder of sample data is missing above ${start}.`);
  }
}
