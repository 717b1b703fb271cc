import { randomBytes } from "node:crypto";
import { open, readdir, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Distinguishes our unfinished files, which are hidden, from everybody else's. */
const TEMPORARY_SUFFIX = ".ulm-unfinished";

/**
 * Replaces a file's content as a whole: whoever reads it, also after a crash or a full disk, finds the old content or the
 * new one. An existing file keeps its permissions.
 *
 * @param mode permissions of a new file; default 0o666 less the process's umask
 */
export async function writeAtomically(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const temporary = temporaryPath(path);
  const existing = await stat(path).catch(() => null);
  try {
    const file = await open(temporary, "wx", mode ?? 0o666);
    try {
      if (mode === undefined && existing !== null) await file.chmod(existing.mode & 0o7777);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** A hidden name beside a file, for content that is not complete yet. */
export function temporaryPath(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString("hex")}${TEMPORARY_SUFFIX}`);
}

/** Removes what writers of this file that were killed have left beside it. Only for a file that has one writer. */
export async function removeUnfinished(path: string): Promise<void> {
  const prefix = `.${basename(path)}.`;
  const names = await readdir(dirname(path));
  const unfinished = names.filter((name) => name.startsWith(prefix) && name.endsWith(TEMPORARY_SUFFIX));
  await Promise.all(unfinished.map((name) => unlink(join(dirname(path), name)).catch(() => {})));
}

/** Makes a rename survive a power cut, where the platform has a way to. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } catch {
    // Some file systems (network, FUSE) cannot sync a folder; the file itself is complete either way.
  } finally {
    await handle.close();
  }
}
