// @ts-check
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./project-root.mjs";

const generated = new Set(["dist", "generated", "node_modules"]);

/**
 * One hash over the names and contents of files and folders (recursively; generated folders left out). Contents, not
 * times: switching branches back and forth changes nothing.
 * @param {readonly string[]} inputs paths relative to the project; absent ones are fine
 * @returns {string} hexadecimal SHA-256
 */
export function fingerprint(inputs) {
  const hash = createHash("sha256").update(`node ${process.versions.node}\n`);
  for (const file of inputs.flatMap(listFiles).sort()) {
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(projectRoot, file)))
      .update("\n");
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function listFiles(path) {
  const stats = statSync(join(projectRoot, path), { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(projectRoot, path))
    .filter((name) => !generated.has(name))
    .flatMap((name) => listFiles(`${path}/${name}`));
}
