import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** There can be no folder at a place, whatever the rights; the message says why. */
export class FolderError extends Error {
  override readonly name = "FolderError";
}

/**
 * Makes a folder, and those above it that are missing. Node's own `recursive` tries for ever where the system makes no folders, as in
 * `/proc` of Linux.
 * @throws FolderError; the system's error when there is no permission
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const above = dirname(resolve(path));
    if (code === "EEXIST" && (await isFolder(path))) return;
    if (code === "EEXIST") throw new FolderError(`${path} is not a folder`, { cause });
    if (code === "ENOTDIR") throw new FolderError(`${await nearestExisting(above)} is not a folder`, { cause });
    if (code !== "ENOENT" || above === resolve(path)) throw cause;
    if (await isFolder(above)) throw new FolderError(`the system makes no folders in ${above}`, { cause });
    await makeFolder(above);
    await makeFolder(path);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function nearestExisting(path: string): Promise<string> {
  const exists = await stat(path).catch(() => undefined);
  return exists !== undefined || dirname(path) === path ? path : nearestExisting(dirname(path));
}
