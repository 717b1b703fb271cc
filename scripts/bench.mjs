// @ts-check
// npm run bench: runs tests/bench/SUITE.bench.{mjs,ts} and prints its rows.
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

const usage = `usage: npm run bench -- SUITE [PART …]   runs a suite, or parts of it
  --sizes N      with the N smallest sizes only
  --json FILE    writes the rows into a file, too`;
const folder = join(projectRoot, "tests", "bench");
const suffix = /\.bench\.(mjs|ts)$/;

endChildrenOnExit();
process.exit(await bench(process.argv.slice(2)));

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
async function bench(args) {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => suffix.test(file)) : [];
  const names = files.map((candidate) => candidate.replace(suffix, "")).join(", ");
  const asked = readArguments(args);
  if (typeof asked === "string") {
    console.error(`npm run bench: ${asked}\n${usage}`);
    return 2;
  }
  const { values, positionals } = asked;
  if (positionals.length === 0 || values.help === true) {
    console.log(`${usage}\nSuites: ${names}`);
    return 0;
  }
  const file = files.find((candidate) => candidate.replace(suffix, "") === positionals[0]);
  if (file === undefined) {
    console.error(`npm run bench: there is no suite "${positionals[0]}". There are: ${names}`);
    return 2;
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
 * @param {string[]} args
 * @returns what was asked for, or what is wrong with it
 */
function readArguments(args) {
  const options = /** @type {const} */ ({
    json: { type: "string" },
    sizes: { type: "string" },
    help: { type: "boolean" },
  });
  try {
    const asked = parseArgs({ args, options, allowPositionals: true });
    const { sizes } = asked.values;
    if (sizes !== undefined && !/^[1-9]\d*$/.test(sizes)) return `--sizes takes a whole number from 1, not "${sizes}"`;
    return asked;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
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
