import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
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
  const objects = await listSamples(".json");
  if (objects.includes(name)) {
    const stem = JSON.stringify(name.slice(0, -".json".length));
    throw new FileError(name, `this is no table. Read it as an object: await ulm.data.sampleJson(${stem}).`);
  }
  return readCsv(await findSample(name, ".csv"), options);
}

/**
 * Sample data that are no table, as an object: `await ulm.data.sampleJson("shop/truth")`, the parameters behind the shop.
 * @throws FileError that lists what there is
 */
export async function sampleJson(name: string): Promise<unknown> {
  return JSON.parse(await readFile(await findSample(name, ".json"), "utf8"));
}

/** The path of sample data, whose name may lack its ending. */
async function findSample(name: string, ending: ".csv" | ".json"): Promise<string> {
  const files = await listSamples(ending);
  const file = name.endsWith(ending) ? name : name + ending;
  if (files.includes(file)) return join(findSampleFolder(import.meta.dirname), file);
  const known = files
    .map((entry) => entry.slice(0, -ending.length))
    .sort()
    .join(", ");
  throw new FileError(name, `there is no sample data of this name. There are: ${known || "none"}.`);
}

/** Sample data by their paths below the folder, without what builds their generator. */
async function listSamples(ending: ".csv" | ".json"): Promise<string[]> {
  const entries = await readdir(findSampleFolder(import.meta.dirname), { recursive: true });
  return entries
    .filter((entry) => entry.endsWith(ending) && entry !== "tsconfig.json")
    .map((entry) => entry.split(sep).join("/"));
}

function findSampleFolder(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, "sample-data");
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder))
      throw new FileError("sample-data", `the folder of sample data is missing above ${start}.`);
  }
}
