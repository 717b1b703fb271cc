import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** A process, its parent, and when it started: any number that grows. */
interface ProcessEntry {
  id: number;
  parent: number;
  started: number;
}

/**
 * Sends a signal to the child process that was started last, and to all that it has started: the one for which a thread
 * waits that is inside `execSync`. On Windows nothing is done: there is no cheap way to list processes.
 */
export async function endLastChildProcess(signal: NodeJS.Signals): Promise<void> {
  const processes = await listProcesses();
  const isOurs = ({ id, parent }: ProcessEntry) => parent === process.pid && !isLister(id);
  const last = processes.filter(isOurs).reduce<ProcessEntry | undefined>(laterOf, undefined);
  if (last === undefined) return;
  for (const { id } of [last, ...descendants(last, processes)]) {
    try {
      process.kill(id, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}

function laterOf(one: ProcessEntry | undefined, other: ProcessEntry): ProcessEntry {
  return one !== undefined && (one.started > other.started || (one.started === other.started && one.id > other.id))
    ? one
    : other;
}

function descendants({ id }: ProcessEntry, processes: readonly ProcessEntry[]): ProcessEntry[] {
  const children = processes.filter(({ parent }) => parent === id);
  return children.flatMap((child) => [child, ...descendants(child, processes)]);
}

let lister: number | undefined;
const isLister = (id: number) => id === lister;

async function listProcesses(): Promise<ProcessEntry[]> {
  if (process.platform === "linux") return listFromProc();
  if (process.platform === "win32") return [];
  const listing = promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,lstart="]);
  lister = listing.child.pid;
  const { stdout } = await listing;
  return stdout.split("\n").flatMap((line) => {
    const [, id, parent, start] = /^\s*(\d+)\s+(\d+)\s+(.+)$/.exec(line) ?? [];
    return id === undefined ? [] : [{ id: Number(id), parent: Number(parent), started: Date.parse(start) }];
  });
}

/** Fields of `/proc/ID/stat` after the command's name, which may itself contain anything (see proc(5)). */
const PARENT = 1;
const START_TIME = 19;

async function listFromProc(): Promise<ProcessEntry[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const entries = ids.map(async (id): Promise<ProcessEntry[]> => {
    const stat = await readFile(`/proc/${id}/stat`, "utf8").catch(() => "");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (stat === "") return [];
    return [{ id: Number(id), parent: Number(fields[PARENT]), started: Number(fields[START_TIME]) }];
  });
  return (await Promise.all(entries)).flat();
}
