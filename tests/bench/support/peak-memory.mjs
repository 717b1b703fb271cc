// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// What earlier runs have left must not make room for this one.
setFlagsFromString("--expose-gc");
/** @type {() => void} */
const collectGarbage = runInNewContext("gc");

/**
 * What this process holds at most while `task` runs, beyond what it held before. Linux keeps count and lets the count be reset;
 * elsewhere it is not known.
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<{result: T, megabytes: number | null}>}
 */
export async function withPeakMemory(task) {
  collectGarbage();
  const before = process.memoryUsage.rss();
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {
    return { result: await task(), megabytes: null };
  }
  const result = await task();
  const peak = Number(/VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024;
  return { result, megabytes: Math.max(0, peak - before) / 2 ** 20 };
}
