// @ts-check
// npm run bench -- data [PART …] [--sizes N] [--json FILE]: reading and summarising transactions beside pandas, and growing shops.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runApart } from "./data/run-apart.mjs";
import { tasks } from "./data/tasks.mjs";
import { writeTransactions } from "./data/transactions.mjs";
import { writeArrays } from "./support/data-file.mjs";
import { interleave } from "./support/interleave.mjs";
import { PythonPeer } from "./support/python-peer.mjs";

/** @typedef {import("../../scripts/bench.mjs").BenchRow} BenchRow */

const rounds = 5;
/** In MB: what the process may hold while it summarises ten million rows, or writes a shop of any size. */
const summaryLimit = 2048;
const shopLimit = 400;
/** A user of a larger shop may cost so many times what one of the smallest costs. */
const growthLimit = 1.5;

const parts = /** @type {const} */ ({
  read: [100_000, 1_000_000],
  group: [100_000, 1_000_000],
  summarise: [10_000_000],
  "sample-data": [2_000, 20_000, 200_000],
});

/** @param {{only: readonly string[], sizes?: number}} options */
export default async function data({ only, sizes }) {
  const unknown = only.find((name) => !(name in parts));
  if (unknown !== undefined)
    throw new Error(`There is no part "${unknown}". There are: ${Object.keys(parts).join(", ")}`);
  const { peer, versions } = await PythonPeer.start(["pandas"]);
  const folder = mkdtempSync(join(tmpdir(), "ulm-bench-"));
  try {
    const layout = writeArrays(join(folder, "arrays"), {});
    await peer?.ask({
      do: "load",
      file: join(folder, "arrays"),
      layout,
      module: join(import.meta.dirname, "data/transactions.py"),
    });
    /** @type {BenchRow[]} */
    const rows = [];
    const add = (/** @type {BenchRow} */ row) => {
      rows.push(row);
      process.stderr.write(
        `${row.name} ${row.size}: ${row.ours.toFixed(0)} ms, peer ${row.peer?.toFixed(0) ?? "–"} ms\n`,
      );
    };
    for (const [part, counts] of Object.entries(parts)) {
      if (only.length > 0 && !only.includes(part)) continue;
      /** @type {number | undefined} */
      let costPerUser;
      for (const count of counts.slice(0, sizes)) {
        if (part === "sample-data") {
          const row = growShop(join(folder, `shop-${count}`), count, costPerUser);
          costPerUser ??= row.ours / count;
          add(row);
          continue;
        }
        const path = join(folder, `${count}.csv`);
        writeTransactions(path, count);
        add(part === "summarise" ? await summarise(path, count, peer) : await compare(part, path, count, peer));
        rmSync(path);
      }
    }
    return { peers: versions, rows };
  } finally {
    peer?.end();
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} task
 * @param {string} path
 * @param {number} count
 * @param {PythonPeer | undefined} peer
 * @returns {Promise<BenchRow>}
 */
async function compare(task, path, count, peer) {
  const variant = JSON.stringify([task, path]);
  let result = await tasks[task](path);
  await peer?.ask({ do: "run", variant });
  const ours = async () => {
    result = await tasks[task](path);
  };
  const theirs = async () => void (await peer?.ask({ do: "run", variant }));
  const [own, other] = await interleave(rounds, peer === undefined ? [ours] : [ours, theirs], (run) => run());
  return { name: task, size: `${count} rows`, ...ratio(own, other), agreement: await agreementWith(peer, result) };
}

/**
 * @param {string} path
 * @param {number} count
 * @param {PythonPeer | undefined} peer
 * @returns {Promise<BenchRow>}
 */
async function summarise(path, count, peer) {
  const { result, milliseconds, megabytes } = runApart("summarise", path);
  const answer = await peer?.ask({ do: "run", variant: JSON.stringify(["summarise", path]) });
  const agreement =
    megabytes > summaryLimit ? exceeded("memory in MB", megabytes, summaryLimit) : await agreementWith(peer, result);
  const memory = { ours: megabytes, peer: answer?.megabytes ?? null };
  return { name: "summarise", size: `${count} rows`, ...ratio(milliseconds, answer?.milliseconds), memory, agreement };
}

/**
 * @param {string} folder
 * @param {number} users
 * @param {number | undefined} costPerUser of the smallest shop
 * @returns {BenchRow}
 */
function growShop(folder, users, costPerUser) {
  const { milliseconds, megabytes } = runApart("sample-data", folder, users);
  rmSync(folder, { recursive: true });
  const growth = milliseconds / users / (costPerUser ?? milliseconds / users);
  const cost = {
    metric: "cost of a user against the smallest shop",
    value: Number(growth.toFixed(2)),
    tolerance: growthLimit,
  };
  const agreement =
    megabytes > shopLimit ? exceeded("memory in MB", megabytes, shopLimit) : { ...cost, ok: growth <= growthLimit };
  const memory = { ours: megabytes, peer: null };
  return {
    name: "sample-data",
    size: `${users} users`,
    ours: milliseconds,
    peer: null,
    ratio: null,
    memory,
    agreement,
  };
}

/**
 * @param {PythonPeer | undefined} peer
 * @param {readonly number[]} ours
 */
async function agreementWith(peer, ours) {
  if (peer === undefined) return null;
  const { check } = await peer.ask({ do: "result" });
  const value = Math.max(...ours.map((figure, index) => Math.abs(figure - check[index]) / Math.abs(check[index])));
  return {
    metric: "largest difference of figures",
    value: Number(value.toPrecision(2)),
    tolerance: 1e-9,
    ok: value <= 1e-9,
  };
}

/** @param {number} own @param {number} [other] */
function ratio(own, other) {
  return { ours: own, peer: other ?? null, ratio: other === undefined ? null : own / other };
}

/** @param {string} metric @param {number} value @param {number} tolerance */
function exceeded(metric, value, tolerance) {
  return { metric, value: Math.round(value), tolerance, ok: false };
}
