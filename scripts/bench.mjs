// @ts-check
// npm run bench                                   lists the suites
// npm run bench -- SUITE [PART …] [--json FILE]   runs tests/bench/SUITE.bench.{mjs,ts}, or parts of it, and prints its rows
//                        [--sizes N]              with the N smallest sizes only
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { installDependencies } from "./setup/install-dependencies.mjs";
import { projectRoot } from "./setup/project-root.mjs";
import { endChildrenOnExit } from "./setup/run-child.mjs";

/**
 * One measurement: milliseconds, medians of interleaved rounds.
 * @typedef {object} BenchRow
 * @property {string} name
 * @property {string} size such as "200000x20"
 * @property {number} ours
 * @property {number | null} peer null where the peer is not installed
 * @property {number | null} ratio ours / peer: below 1 ours is faster
 * @property {{ours: number | null, peer: number | null}} [memory] in MB, at most at a time, beyond what was held before
 * @property {{metric: string, value: number, tolerance: number, ok: boolean} | null} agreement of the results
 */

/**
 * What a suite's module exports as default.
 * @typedef {(options: {only: readonly string[], sizes?: number}) => Promise<{peers: Record<string, string>, rows: BenchRow[]}>} BenchSuite `peers`: name → version
 */

const folder = join(projectRoot, "tests", "bench");
const suffix = /\.bench\.(mjs|ts)$/;

endChildrenOnExit();
process.exit(await bench(process.argv.slice(2)));

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
async function bench(args) {
  const options = /** @type {const} */ ({ json: { type: "string" }, sizes: { type: "string" } });
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => suffix.test(file)) : [];
  const file = files.find((candidate) => candidate.replace(suffix, "") === positionals[0]);
  if (file === undefined) {
    const names = files.map((candidate) => candidate.replace(suffix, "")).join(", ");
    console.error(
      positionals.length === 0 ? `Suites: ${names}` : `There is no suite "${positionals[0]}". There are: ${names}`,
    );
    return positionals.length === 0 ? 0 : 2;
  }
  await installDependencies();
  if (!(await build())) return 1;

  const suite = await loadSuite(join(folder, file));
  const { peers, rows } = await suite({
    only: positionals.slice(1),
    ...(values.sizes === undefined ? {} : { sizes: Number(values.sizes) }),
  });
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.versions.node}`;
  console.log([machine, ...Object.entries(peers).map(([name, version]) => `${name} ${version}`)].join(" · "));
  printRows(rows);
  if (values.json !== undefined) {
    const target = resolve(process.env.INIT_CWD ?? process.cwd(), values.json);
    writeFileSync(target, `${JSON.stringify({ machine, peers, rows }, null, 2)}\n`);
  }
  // A fast wrong answer is no result.
  return rows.every((row) => row.agreement?.ok ?? true) ? 0 : 1;
}

/**
 * @param {string} file
 * @returns {Promise<BenchSuite>}
 */
async function loadSuite(file) {
  if (file.endsWith(".mjs")) return (await import(pathToFileURL(file).href)).default;
  const { build: bundle } = await import("esbuild");
  const outfile = join(projectRoot, "node_modules", ".cache", "ulm", "bench.mjs");
  await bundle({
    entryPoints: [file],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
  });
  return (await import(`${pathToFileURL(outfile).href}?${Date.now()}`)).default;
}

/** @param {readonly BenchRow[]} rows */
function printRows(rows) {
  const cells = rows.map(({ name, size, ours, peer, ratio, memory, agreement }) => [
    name,
    size,
    ours.toFixed(2),
    peer?.toFixed(2) ?? "–",
    ratio?.toFixed(2) ?? "–",
    memory === undefined ? "–" : `${memory.ours?.toFixed(0) ?? "–"} / ${memory.peer?.toFixed(0) ?? "–"}`,
    agreement === null ? "–" : `${agreement.ok ? "ok" : "DIFFERS"} (${agreement.metric} ${agreement.value})`,
  ]);
  const table = [["name", "size", "ours ms", "peer ms", "ratio", "MB ours / peer", "agreement"], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    );
}
