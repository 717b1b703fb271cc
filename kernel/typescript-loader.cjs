/**
 * Stands for the package `typescript` in the compiled kernel, where the build puts it as `dist/kernel/node_modules/typescript`. To import
 * the real package from an ES module costs 0.3 s before anything of it runs: Node reads its nine megabytes for the names
 * that it exports. Here they are compiled as they are and, when they were compiled before, from V8's code, which halves the rest.
 * Without this file everything works, later.
 */
"use strict";
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");
const { cachedDataVersionTag } = require("node:v8");
const { Script } = require("node:vm");
const { workerData } = require("node:worker_threads");

/** How many versions (of TypeScript, of Node, by its flags) are kept. */
const MAXIMUM_KEPT = 6;

const application = createRequire(join(__dirname, "..", "..", "..", "loader.js"));
const file = application.resolve("typescript");
const { version } = application("typescript/package.json");
/** Where code is kept; the language thread is told. */
const folder = workerData?.codeFolder;
// V8 says by the tag whether it could read the code; it checks once more when it does.
const kept = folder && join(folder, `typescript-${version}-${cachedDataVersionTag().toString(16)}.code`);

function readKept() {
  try {
    return kept && readFileSync(kept);
  } catch {
    return undefined;
  }
}

const wrapped = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(file, "utf8")}\n})`;
const script = new Script(wrapped, { filename: file, cachedData: readKept() });
const loaded = { exports: {} };
script.runInThisContext()(loaded.exports, createRequire(file), loaded, file, dirname(file));

/** Keeps what V8 has compiled until now. Whatever hinders it only makes the next start slower. */
function keepCode() {
  if (!kept || script.cachedDataRejected === false) return;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const others = readdirSync(folder).filter((name) => name.startsWith("typescript-"));
    if (others.length >= MAXIMUM_KEPT) for (const name of others) rmSync(join(folder, name), { force: true });
    const draft = `${kept}.${process.pid}`;
    writeFileSync(draft, script.createCachedData(), { mode: 0o600 });
    renameSync(draft, kept);
  } catch {
    // The folder cannot be written.
  }
}

const typescript = loaded.exports;
Object.defineProperty(typescript, Symbol.for("ulm.keepCode"), { value: keepCode });
module.exports = typescript;
