// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./project-root.mjs";
import { runChild } from "./run-child.mjs";

/** @typedef {{version?: string, integrity?: string, resolved?: string, link?: boolean, optional?: boolean, devOptional?: boolean}} LockedPackage */
/** @typedef {{packages?: Record<string, LockedPackage>}} Lock */

/**
 * Why `npm ci` is needed, or undefined when node_modules holds what the lockfile says. npm keeps a record of what it
 * installed in node_modules/.package-lock.json, so no stamp of our own is needed and an install by hand counts.
 * @param {Lock} wanted package-lock.json
 * @param {Lock | undefined} installed node_modules/.package-lock.json
 * @returns {string | undefined}
 */
export function whyInstall(wanted, installed) {
  if (installed === undefined) return "the dependencies are not installed";
  for (const [path, locked] of Object.entries(wanted.packages ?? {})) {
    if (!path.startsWith("node_modules/")) continue;
    const found = installed.packages?.[path];
    if (found === undefined) {
      // Optional packages are for other systems, or their download failed.
      if (locked.optional || locked.devOptional) continue;
      return `${path} is missing`;
    }
    if (!locked.link && (found.version !== locked.version || differ(found.integrity, locked.integrity))) {
      return `${path} is ${found.version}, the lockfile says ${locked.version}`;
    }
  }
  return undefined;
}

/** @param {string | undefined} a @param {string | undefined} b */
const differ = (a, b) => a !== undefined && b !== undefined && a !== b;

/** Runs `npm ci` when node_modules is absent or not what package-lock.json says; throws when it fails. */
export async function installDependencies() {
  const wanted = readLock("package-lock.json");
  if (wanted === undefined)
    throw new Error(`package-lock.json is missing in ${projectRoot}. Check out the project again.`);
  const reason = whyInstall(wanted, readLock("node_modules/.package-lock.json"));
  if (reason === undefined) return;
  console.log(`Installing dependencies (npm ci): ${reason}.`);
  const started = Date.now();
  // Building takes the development dependencies, whatever NODE_ENV says.
  const { ok } = await runChild("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"]);
  if (!ok) throw new Error("npm ci failed; its messages are above. A first start needs the npm registry once.");
  console.log(`Dependencies installed in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
}

/**
 * @param {string} path
 * @returns {Lock | undefined}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(projectRoot, path), "utf8"));
  } catch {
    return undefined;
  }
}
