import { randomUUID } from "node:crypto";
import { readFile, rename, stat, unlink, utimes, writeFile } from "node:fs/promises";

interface Owner {
  pid: number;
  /** Distinguishes owners, also two in one process. */
  id: string;
}

/** The owner touches its lock this often, in milliseconds. */
const HEARTBEAT = 10_000;

/**
 * A file that says who may write. It outlives a killed owner, so it counts for nothing when that process is gone or, for
 * its number may be another's now, when nobody has touched the file for three heartbeats.
 */
export class StoreLock {
  readonly #file: string;
  readonly #id: string;
  readonly #heartbeat: NodeJS.Timeout;

  private constructor(file: string, id: string) {
    this.#file = file;
    this.#id = id;
    this.#heartbeat = setInterval(() => void touch(file), HEARTBEAT);
    this.#heartbeat.unref();
  }

  /** The lock, or null when another living process has it. */
  static async acquire(file: string): Promise<StoreLock | null> {
    const id = randomUUID();
    const content = JSON.stringify({ pid: process.pid, id } satisfies Owner);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        await writeFile(file, content, { flag: "wx", mode: 0o600 });
        return new StoreLock(file, id);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const owner = await readOwner(file);
      if (owner !== null && isAlive(owner.pid) && (await isFresh(file))) return null;
      // Renaming first: of two that find the same stale lock, one succeeds in removing it.
      const stale = `${file}.${id}`;
      await rename(file, stale).then(
        () => unlink(stale),
        () => {},
      );
    }
    return null;
  }

  async release(): Promise<void> {
    clearInterval(this.#heartbeat);
    if ((await readOwner(this.#file))?.id === this.#id) await unlink(this.#file).catch(() => {});
  }
}

async function readOwner(file: string): Promise<Owner | null> {
  try {
    const owner = JSON.parse(await readFile(file, "utf8")) as Partial<Owner>;
    return typeof owner.pid === "number" && typeof owner.id === "string" ? { pid: owner.pid, id: owner.id } : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function isFresh(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => null);
  return stats !== null && Date.now() - stats.mtimeMs < 3 * HEARTBEAT;
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => {});
}
