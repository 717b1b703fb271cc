import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { LockError, StoreError } from "../store-error.ts";

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  readonly token: string;
}

/** A lock file without a readable holder is being written, unless it is older than this (milliseconds). */
const writingTakes = 5000;

/** A file beside the store that names the process which writes it. That of a process that ended is taken over. */
export class FileLock {
  readonly path: string;
  /** What was done about a lock left behind, if anything. */
  readonly note: string | undefined;
  readonly #token: string;
  readonly #onExit = () => this.#releaseNow();

  private constructor(path: string, token: string, note?: string) {
    this.path = path;
    this.#token = token;
    this.note = note;
    process.once("exit", this.#onExit);
  }

  /** @throws LockError naming the holder, when it is alive or on another machine */
  static async acquire(path: string): Promise<FileLock> {
    let note: string | undefined;
    for (let attempt = 0; attempt < 3; attempt++) {
      const token = randomUUID();
      const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString(), token };
      try {
        await writeFile(path, JSON.stringify(holder), { flag: "wx", mode: 0o600 });
        return new FileLock(path, token, note);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code !== "EEXIST") throw new StoreError(`${path} cannot be written (${message}).`, { cause: error });
      }
      note = await removeStale(path);
    }
    throw new LockError(`${path}: other processes are opening this store at the same time. Try again.`);
  }

  /** @throws LockError when the lock was taken away: writing could undo another's changes */
  async requireHeld(): Promise<void> {
    if ((await readHolder(this.path))?.token !== this.#token) {
      throw new LockError(`${this.path} is no longer this process's: somebody removed it. Open the store again.`);
    }
  }

  async release(): Promise<void> {
    process.off("exit", this.#onExit);
    if ((await readHolder(this.path))?.token === this.#token) await rm(this.path, { force: true });
  }

  #releaseNow(): void {
    try {
      if ((JSON.parse(readFileSync(this.path, "utf8")) as Holder).token === this.#token) rmSync(this.path);
    } catch {
      // Gone already; the next process will see that this one has ended.
    }
  }
}

async function removeStale(path: string): Promise<string | undefined> {
  const holder = await readHolder(path);
  const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? 0);
  if (holder === undefined ? age < writingTakes : isAlive(holder)) throw inUse(path, holder);
  // Renamed first: of two processes that find it stale only one gets it, and it can see whether it got a newer one.
  const aside = `${path}.${randomUUID()}.stale`;
  if (
    !(await rename(path, aside).then(
      () => true,
      () => false,
    ))
  )
    return undefined;
  const taken = await readHolder(aside);
  if (taken?.token !== holder?.token) {
    await rename(aside, path);
    throw inUse(path, taken);
  }
  await rm(aside, { force: true });
  return holder && `The lock of process ${holder.pid}, which ended without closing the store, was removed.`;
}

function inUse(path: string, holder: Holder | undefined): LockError {
  if (holder === undefined) return new LockError(`${path}: another process is just opening this store. Try again.`);
  const who = `process ${holder.pid} on ${holder.host}, since ${holder.since}`;
  return new LockError(
    `The store is open for writing in ${who}. Close it there (await store.close(), or restart that notebook's kernel). ` +
      `If you are sure that it ended, delete ${path}.`,
  );
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, since }: Holder): boolean {
  if (host !== hostname()) return true;
  // After a restart of a container the same number may be ours.
  if (pid === process.pid) return Date.parse(since) >= Date.now() - process.uptime() * 1000 - 1000;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
