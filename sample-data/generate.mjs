// Writes the sample data: `node sample-data/generate.mjs [DIRECTORY]`, by default this folder. Same seed, same bytes.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv } from "node:process";
import { articleFiles } from "./article-files.mjs";
import { churnSample } from "./churn-sample.mjs";

const directory = argv[2] ?? import.meta.dirname;
await writeFile(join(directory, "e-commerce_data.csv"), churnSample());
for (const [name, text] of Object.entries(articleFiles())) await writeFile(join(directory, name), text);
