// Writes the sample data: `node sample-data/generate.mjs [DIRECTORY]`, by default this folder. Same seed, same bytes.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv } from "node:process";
import { churnSample } from "./churn-sample.mjs";

const directory = argv[2] ?? import.meta.dirname;
await writeFile(join(directory, "e-commerce_data.csv"), churnSample());
