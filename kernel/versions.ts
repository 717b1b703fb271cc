import { readFileSync } from "node:fs";
import { languageInfo } from "./language-info.ts";

/** Of the whole product: it has one. */
export const productVersion = readVersion();

/** What every cell's results depend on, by the names that people know. */
export const kernelVersions: Readonly<Record<string, string>> = {
  "ULM Notebook": productVersion,
  "Node.js": process.versions.node,
  TypeScript: languageInfo.version,
};

function readVersion(): string {
  const root = import.meta.url.endsWith(".ts") ? "../" : "../../";
  const manifest = readFileSync(new URL(`${root}package.json`, import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
