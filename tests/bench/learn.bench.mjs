// @ts-check
// npm run bench -- learn [MODEL …] [--sizes N] [--json FILE]: our models beside scikit-learn's, statsmodels' and lifetimes', on the same bytes.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { configureKernels, createRandom } from "ulm/compute";
import { atRest } from "./support/at-rest.mjs";
import { writeArrays } from "./support/data-file.mjs";
import { median } from "./support/interleave.mjs";
import { withPeakMemory } from "./support/peak-memory.mjs";
import { PythonPeer } from "./support/python-peer.mjs";
import { threadsApart } from "./support/threads-apart.mjs";

/**
 * A model in a file of its own, `tests/bench/learn/<model>.mjs`, its default export; beside it `<model>.py` with a function
 * `run(arrays, variant)` that does the same in Python and returns a dictionary of numbers and arrays. Where its default tolerance is
 * loose, a function `reference(arrays, variant)`, which is not timed, returns what ours is compared with. Nothing has to be registered.
 *
 * @template [Variant=string]
 * @typedef {object} LearnBench
 * @property {readonly Variant[]} variants such as parameters; each is measured, and given to both sides; its text is part of the row's name
 * @property {readonly (readonly [number, number])[]} sizes rows and columns: three, so that growth shows
 * @property {(rows: number, columns: number, random: import("ulm/compute").RandomSource) => Record<string, import("./support/data-file.mjs").BenchArray>
 *   | Promise<Record<string, import("./support/data-file.mjs").BenchArray>>} data the same for both sides
 * @property {(arrays: any, variant: Variant) => Promise<any>} ours what is timed: from arrays in memory to a result
 * @property {(ours: any, peer: any, arrays: any, variant: Variant) => import("../../scripts/bench.mjs").BenchRow["agreement"]} agreement
 *   `peer` is what Python's `reference`, or `run`, returned, arrays as lists
 * @property {readonly string[]} [packages] of Python that its peer needs and others do not; where they are missing it has no peer
 * @property {boolean} [isShort] runs end within milliseconds, on one thread of each side beside the first: they are kept apart (threads-apart.mjs)
 * @property {number} [memoryLimit] in MB: what a run of ours may hold more than before; more is a failure
 */

const folder = join(import.meta.dirname, "learn");
/** Of Python: what every peer needs. */
const packages = ["numpy", "scipy", "sklearn"];
/** Rounds go on until there are enough, or until they have taken long enough. */
const mostRounds = 41;
const fewestRounds = 5;
const enoughMilliseconds = 12_000;

/** @param {{only: readonly string[], sizes?: number}} options */
export default async function learn({ only, sizes }) {
  const models = readdirSync(folder).flatMap((file) => (file.endsWith(".mjs") ? [file.slice(0, -4)] : []));
  const unknown = only.find((name) => !models.includes(name));
  if (unknown !== undefined) throw new Error(`There is no model "${unknown}". There are: ${models.join(", ")}`);
  const { peer, versions } = await PythonPeer.start(packages);
  const temporary = mkdtempSync(join(tmpdir(), "ulm-bench-"));
  const rows = [];
  try {
    for (const name of models.filter((model) => only.length === 0 || only.includes(model))) {
      /** @type {LearnBench} */
      const bench = (await import(pathToFileURL(join(folder, `${name}.mjs`)).href)).default;
      const special = await peer?.versions(bench.packages ?? []);
      Object.assign(versions, special);
      if (peer !== undefined && special === undefined) {
        process.stderr.write(`${name} has no peer: Python lacks ${bench.packages?.join(" or ")}\n`);
      }
      for (const size of bench.sizes.slice(0, sizes)) {
        rows.push(...(await measureSize(name, bench, size, special && peer, join(temporary, "arrays"))));
      }
    }
  } finally {
    peer?.end();
    rmSync(temporary, { recursive: true });
  }
  return { peers: versions, rows };
}

/**
 * @param {string} name
 * @param {LearnBench} bench
 * @param {readonly [number, number]} size
 * @param {PythonPeer | undefined} peer
 * @param {string} file
 */
async function measureSize(name, bench, [rows, columns], peer, file) {
  const arrays = await bench.data(rows, columns, createRandom(1));
  const layout = writeArrays(file, arrays);
  await peer?.ask({ do: "load", file, layout, module: join(folder, `${name}.py`) });
  const measured = [];
  for (const variant of bench.variants) {
    const row = await measureVariant(bench, arrays, variant, peer);
    const title = variant === "" ? name : `${name}: ${variant}`;
    measured.push({ name: title, size: `${rows}x${columns}`, ...row });
    process.stderr.write(
      `${title} ${rows}x${columns}: ${row.ours.toFixed(0)} ms, peer ${row.peer?.toFixed(0) ?? "–"} ms\n`,
    );
  }
  return measured;
}

/**
 * @param {LearnBench} bench
 * @param {Record<string, import("./support/data-file.mjs").BenchArray>} arrays
 * @param {string} variant
 * @param {PythonPeer | undefined} peer
 */
async function measureVariant(bench, arrays, variant, peer) {
  const began = performance.now();
  // The first run of each warms up what later runs use; memory is what the first takes, before anything is kept for reuse.
  await configureKernels({});
  const first = await withPeakMemory(() => bench.ours(arrays, variant));
  const peerFirst = await peer?.ask({ do: "run", variant });
  const processes = bench.isShort ? [process.pid, ...(peer === undefined ? [] : [peer.id])] : [];
  const { ours, theirs } = await threadsApart(processes, () => takeTurns(bench, arrays, variant, peer, began));
  const memory = { ours: first.megabytes, peer: peerFirst?.megabytes ?? null };
  const own = median(ours);
  const other = peer === undefined ? null : median(theirs);
  const agreement =
    peer === undefined
      ? null
      : bench.agreement(first.result, await peer.ask({ do: "result", variant }), arrays, variant);
  const { memoryLimit = Infinity } = bench;
  const isOverLimit = (memory.ours ?? 0) > memoryLimit;
  const limit = { metric: "memory in MB", value: memory.ours ?? 0, tolerance: memoryLimit, ok: false };
  return {
    ours: own,
    peer: other,
    ratio: other === null ? null : own / other,
    memory,
    agreement: isOverLimit ? limit : agreement,
  };
}

/**
 * Rounds in turn, each begun when the other side is at rest.
 * @param {LearnBench} bench
 * @param {Record<string, import("./support/data-file.mjs").BenchArray>} arrays
 * @param {string} variant
 * @param {PythonPeer | undefined} peer
 * @param {number} began when the row did
 */
async function takeTurns(bench, arrays, variant, peer, began) {
  /** @type {number[]} */
  const ours = [];
  /** @type {number[]} */
  const theirs = [];
  for (let round = 0; round < mostRounds; round++) {
    if (round >= fewestRounds && performance.now() - began > enoughMilliseconds) break;
    await peer?.atRest();
    const started = performance.now();
    await bench.ours(arrays, variant);
    ours.push(performance.now() - started);
    if (peer === undefined) continue;
    await atRest(process.pid);
    theirs.push((await peer.ask({ do: "run", variant })).milliseconds);
  }
  return { ours, theirs };
}
