// @ts-check
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Processor time is told in steps of this length, in milliseconds. */
const tick = 10;
/** Where processor time cannot be read: longer than the threads of any peer go on spinning when they have nothing to do. */
const blindPause = 250;
const longest = 2000;

/**
 * Resolves when a process computes no more. Libraries such as OpenBLAS leave threads spinning for a tenth of a second after each call:
 * on a small machine they would take a core away from whatever is measured next.
 * @param {number} id
 */
export async function atRest(id) {
  let used = processorTicks(id);
  if (used === undefined) return void (await pause(blindPause));
  for (let waited = 0; waited < longest; waited += 3 * tick) {
    await pause(3 * tick);
    const now = processorTicks(id);
    if (now === used) return;
    used = now;
  }
}

/**
 * @param {number} id
 * @returns {number | undefined} what all threads of a process have computed so far; undefined where the system does not say
 */
function processorTicks(id) {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // Fields 14 and 15 of proc(5): user and system time.
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return undefined;
  }
}
