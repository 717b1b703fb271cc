// @ts-check
// The kernel beside Python's ipykernel, tslab and Deno's. Two rows for each question, so that nobody is fooled: through our host
// (a spare kernel is warm, and the next cell's text was seen before it is run, as in the app), and bare jupyter_client
// (cold, fresh text). The peers are measured through bare jupyter_client, the one way in which they run.
// ULM_BENCH_PYTHON names a Python with tests/bench/requirements.txt, ULM_BENCH_TSLAB the executable of tslab, ULM_BENCH_DENO that
// of Deno: `npm install deno` in a folder of its own puts it at node_modules/@deno/PLATFORM/deno.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startHost } from "../../dist/host/host.js";
import { kernelMain, kernelNodeFlags } from "../../dist/kernel/launch.js";
import { HostClient } from "./host-client.mjs";

const starts = 3;
const cells = 100;
const memoryCells = 300;
/** Milliseconds that a spare kernel has before it is wanted: its TypeScript is warm after one on a quiet machine. */
const warmUp = 8000;
const python = process.env.ULM_BENCH_PYTHON ?? "python3";
const tslab = process.env.ULM_BENCH_TSLAB;
const deno = process.env.ULM_BENCH_DENO;

const typescriptCells = {
  trivial: "{i} + 1",
  busy: "(() => { const end = Date.now() + 2000; while (Date.now() < end); })()",
  completion: "[1].fil",
};
const pythonCells = {
  trivial: "{i} + 1",
  busy: "import time; end = time.time() + 2\nwhile time.time() < end: pass",
  completion: "[1].app",
};

/** @typedef {{start: number[], cell: number[], completion: number[], wrong: number, memory: number | null}} Measured */

export default async function kernel() {
  const folder = mkdtempSync(join(tmpdir(), "ulm-bench-"));
  try {
    const bare = await measureBare(folder);
    const host = await measureHost(folder);
    const peers = Object.keys(bare.kernels).filter((name) => name !== "ulm");
    const rows = peers.flatMap((peer) => compare(host, bare.kernels.ulm, peer, bare.kernels[peer]));
    const versions = {
      ...bare.versions,
      tslab: tslab === undefined ? "not installed" : tslabVersion(tslab),
      deno:
        deno === undefined ? "not installed" : execFileSync(deno, ["--version"], { encoding: "utf8" }).split(" ", 2)[1],
    };
    return { peers: versions, rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @returns {Promise<{versions: Record<string, string>, kernels: Record<string, Measured>}>}
 */
async function measureBare(folder) {
  const kernels = [
    {
      name: "ulm",
      ...typescriptCells,
      argv: [process.execPath, ...kernelNodeFlags, kernelMain, "--connection-file", "{connection_file}"],
    },
    { name: "ipykernel", ...pythonCells, argv: [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"] },
    ...(tslab === undefined
      ? []
      : [{ name: "tslab", ...typescriptCells, argv: [tslab, "kernel", "--config-path", "{connection_file}"] }]),
    ...(deno === undefined
      ? []
      : [{ name: "deno", ...typescriptCells, argv: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"] }]),
  ];
  for (const { name, argv } of kernels) {
    const spec = join(folder, "kernels", name);
    mkdirSync(spec, { recursive: true });
    writeFileSync(
      join(spec, "kernel.json"),
      JSON.stringify({ argv, display_name: name, language: name, interrupt_mode: "message" }),
    );
  }
  const settings = JSON.stringify({
    starts,
    cells,
    memoryCells,
    kernels,
  });
  const results = join(folder, "bare.json");
  const client = spawn(python, [join(import.meta.dirname, "jupyter-client.py"), settings, results], {
    cwd: folder,
    env: { ...process.env, JUPYTER_PATH: folder, ULM_HISTORY: join(folder, "history") },
    stdio: ["ignore", "ignore", "inherit"],
  });
  // Not `close`: processes that a kernel leaves behind hold its ends of the pipes.
  await once(client, "exit");
  return JSON.parse(readFileSync(results, "utf8"));
}

/**
 * @param {string} folder
 * @returns {Promise<Measured>}
 */
async function measureHost(folder) {
  const stateDirectory = join(folder, "state");
  const host = await startHost({
    workspace: join(folder, "workspace"),
    stateDirectory,
    keepSpareKernel: true,
    logLevel: "error",
  });
  /** @type {Measured} */
  const measured = { start: [], cell: [], completion: [], wrong: 0, memory: null };
  const time = async (/** @type {() => Promise<unknown>} */ action) => {
    const started = performance.now();
    await action();
    return performance.now() - started;
  };
  try {
    for (let i = 0; i < starts; i++) {
      await awaitSpare(stateDirectory, i + 1);
      measured.start.push(await time(async () => (await HostClient.start(host)).execute("1 + 1")));
    }
    await awaitSpare(stateDirectory, starts + 1);
    const client = await HostClient.start(host);
    for (let i = 0; i < 10 + cells; i++) {
      const code = `${100 + i} + 1`;
      await client.checkAhead(code);
      /** @type {string | undefined} */
      let text;
      const elapsed = await time(async () => (text = await client.execute(code)));
      if (i >= 10) measured.cell.push(elapsed);
      if (text !== String(101 + i)) measured.wrong++;
    }
    for (let i = 0; i < 3; i++) {
      const busy = client.execute(typescriptCells.busy);
      await delay(200);
      measured.completion.push(await time(() => client.complete(typescriptCells.completion)));
      await busy;
    }
    return measured;
  } finally {
    await host.close();
  }
}

/**
 * The spare kernel has written its ports, and had the time that a user takes before the first cell.
 * @param {string} stateDirectory @param {number} count how many kernels there will be then
 */
async function awaitSpare(stateDirectory, count) {
  const runtime = join(stateDirectory, "runtime");
  const isThere = () => {
    const files = readdirSync(runtime).filter((name) => name.endsWith(".json"));
    return (
      files.length >= count &&
      files.every((name) => JSON.parse(readFileSync(join(runtime, name), "utf8")).shell_port > 0)
    );
  };
  for (let i = 0; i < 1000; i++) {
    try {
      if (isThere()) break;
    } catch {
      // The folder or a file is being made.
    }
    await delay(20);
  }
  await delay(warmUp);
}

/**
 * @param {Measured} host @param {Measured} bare ours, both
 * @param {string} name @param {Measured} peer
 */
function compare(host, bare, name, peer) {
  const agreement = (/** @type {Measured} */ ours) => ({
    metric: "wrong results",
    value: ours.wrong + peer.wrong,
    tolerance: 0,
    ok: ours.wrong + peer.wrong === 0,
  });
  const row = (
    /** @type {string} */ what,
    /** @type {string} */ size,
    /** @type {number} */ ours,
    /** @type {number | null} */ theirs,
    /** @type {any} */ agrees = null,
  ) => ({
    ...{
      name: `${what} / ${name}`,
      size,
      ours,
      peer: theirs,
      ratio: theirs === null ? null : ours / theirs,
      agreement: agrees,
    },
  });
  return [
    row("first result, host, warm spare", "1 kernel", median(host.start), median(peer.start)),
    row("first result, bare, cold", "1 kernel", median(bare.start), median(peer.start)),
    row("trivial cell, host, checked ahead", "1 expression", median(host.cell), median(peer.cell), agreement(host)),
    row("trivial cell, bare, fresh text", "1 expression", median(bare.cell), median(peer.cell), agreement(bare)),
    row("completion while a cell computes, host", "1 word", median(host.completion), median(peer.completion)),
    row("completion while a cell computes, bare", "1 word", median(bare.completion), median(peer.completion)),
    row("memory in MB", `${memoryCells} cells`, bare.memory ?? Number.NaN, peer.memory),
  ];
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {string} executable */
function tslabVersion(executable) {
  const manifest = join(executable, "../../tslab/package.json");
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}
