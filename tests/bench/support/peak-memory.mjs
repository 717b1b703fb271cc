// @ts-check
import { readFileSync, writeFileSync } from "node:fs";

/**
 * What this process holds at most while `task` runs, beyond what it held before. Linux keeps count and lets the count be reset;
 * elsewhere it is not known.
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<{result: T, megabytes: number | null}>}
 */
export async function withPeakMemory(task) {
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
