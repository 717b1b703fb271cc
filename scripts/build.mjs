// @ts-check
// npm run build            builds what is stale
// npm run build -- STEP    builds one step, stale or not: kernels, compile, typescript-loader, prelude, report-runtime, renderer
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fingerprint } from "./setup/fingerprint.mjs";
import { projectRoot } from "./setup/project-root.mjs";
import { endChildrenOnExit, runChild } from "./setup/run-child.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} inputs what its output depends on; a change of any makes it stale
 * @property {readonly string[]} outputs files that exist once it has run
 */

const nodeRooms = ["ulm", "notebooks", "report", "kernel", "host", "sample-data", "cli", "electron"];

/** WebAssembly for the hot loops of `ulm/compute`, as a source file: whatever compiles, bundles or runs the library needs it first. */
const kernels = {
  name: "kernels",
  inputs: ["ulm/compute/assembly"],
  outputs: ["ulm/compute/kernels/generated/kernel-module.ts"],
};

/** @type {Step} */
const compile = {
  name: "compile",
  inputs: [...nodeRooms, "tsconfig.base.json", "tsconfig.json"],
  outputs: ["ulm/dist/.tsbuildinfo", ...nodeRooms.slice(1).map((room) => `dist/${room}/.tsbuildinfo`)],
};

/**
 * Each has a module in scripts/build/ whose default export builds it (so has `kernels`); all read what `compile` wrote.
 * @type {readonly Step[]}
 */
const bundles = [
  {
    name: "typescript-loader",
    inputs: ["kernel/typescript-loader.cjs"],
    outputs: ["dist/kernel/node_modules/typescript/index.cjs"],
  },
  { name: "prelude", inputs: ["ulm", "kernel"], outputs: ["dist/kernel/prelude"] },
  {
    name: "report-runtime",
    inputs: ["ulm", "report"],
    outputs: ["page.js", "page.css", "runtime.js"].map((name) => `dist/report/${name}`),
  },
  { name: "renderer", inputs: ["ulm", "renderer", "notebooks"], outputs: ["dist/renderer"] },
];

/**
 * Brings everything under dist/ up to date, one line for each step that had to run.
 * @returns {Promise<boolean>} whether every step succeeded
 */
export async function build() {
  // The bundles read the compiled library: without it their errors would only hide the compiler's.
  if (!(await buildKernels()) || !(await bringUpToDate(compile))) return false;
  const results = await Promise.all(bundles.filter(hasModule).map(bringUpToDate));
  return results.every(Boolean);
}

/** Compiles the kernels if they are stale: all that tests of sources need. */
export async function buildKernels() {
  return bringUpToDate(kernels);
}

/** @param {Step} step */
async function bringUpToDate(step) {
  const stamp = join(projectRoot, "dist", ".build", step.name);
  const current = fingerprint([...step.inputs, "scripts/build", "package-lock.json"]);
  const present = step.outputs.every((output) => existsSync(join(projectRoot, output)));
  if (present && existsSync(stamp) && readFileSync(stamp, "utf8") === current) return true;

  rmSync(stamp, { force: true });
  const started = Date.now();
  const { ok, output } = await runChild(process.execPath, commandFor(step), { capture: true });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`build: ${step.name} ${ok ? "done" : "FAILED"} in ${seconds} s`);
  if (!ok) console.error(output.trimEnd());
  if (ok) {
    mkdirSync(join(projectRoot, "dist", ".build"), { recursive: true });
    writeFileSync(stamp, current);
  }
  return ok;
}

/**
 * A process of its own for each step, so that they share the cores.
 * @param {Step} step
 */
function commandFor(step) {
  if (step === compile) return [join(projectRoot, "node_modules", "typescript", "bin", "tsc"), "-b"];
  return [fileURLToPath(import.meta.url), step.name];
}

/** @param {Step} step */
const modulePath = (step) => join(projectRoot, "scripts", "build", `${step.name}.mjs`);

/** @param {Step} step */
const hasModule = (step) => existsSync(modulePath(step));

/** @param {string} name */
async function buildOne(name) {
  if (name === compile.name) {
    const { ok } = await runChild(process.execPath, commandFor(compile));
    return ok;
  }
  const step = [kernels, ...bundles].find((candidate) => candidate.name === name);
  if (step === undefined || !hasModule(step)) {
    const names = [kernels, compile, ...bundles.filter(hasModule)].map((candidate) => candidate.name).join(", ");
    console.error(`build: no step is called "${name}". There are: ${names}.`);
    return false;
  }
  const module = await import(pathToFileURL(modulePath(step)).href);
  await module.default();
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  endChildrenOnExit();
  const [name] = process.argv.slice(2);
  const ok = name === undefined ? await build() : await buildOne(name);
  process.exit(ok ? 0 : 1);
}
