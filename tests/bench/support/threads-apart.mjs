// @ts-check
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";

/**
 * Runs a task while the first thread of each process has the first processor for itself and its other threads have the rest. Kernels of
 * some virtual machines put all threads of a process on one processor until they have computed for several milliseconds: then what is
 * shorter would be measured on one of them. Nothing is changed where Linux' `taskset` is missing.
 * @template T
 * @param {readonly number[]} processes that take part, all alike
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function threadsApart(processes, task) {
  const last = availableParallelism() - 1;
  if (last < 1) return task();
  const rest = last === 1 ? "1" : `1-${last}`;
  for (const id of processes) allow(id, (thread) => (thread === id ? "0" : rest));
  try {
    return await task();
  } finally {
    for (const id of processes) allow(id, () => `0-${last}`);
  }
}

/**
 * @param {number} id of the process
 * @param {(thread: number) => string} processors that a thread may use
 */
function allow(id, processors) {
  try {
    for (const thread of readdirSync(`/proc/${id}/task`).map(Number)) {
      spawnSync("taskset", ["--pid", "--cpu-list", processors(thread), String(thread)]);
    }
  } catch {
    // There is no /proc here.
  }
}
