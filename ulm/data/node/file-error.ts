import { readdir } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";

/** A file cannot be found, read or written; the message says which, and why. */
export class FileError extends Error {
  override readonly name = "FileError";
  readonly path: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`${path}: ${problem}`, options);
    this.path = path;
  }
}

/** What the system says about a file that cannot be read, in words; errors that are not the system's pass unchanged. */
export async function explainFileError(path: string, cause: unknown): Promise<unknown> {
  const { code, syscall, message } = cause as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return cause;
  if (code === "EISDIR") return new FileError(path, "this is a folder, not a file. Name a file in it.", { cause });
  if (code === "EACCES" || code === "EPERM")
    return new FileError(path, "there is no permission to read it.", { cause });
  if (code === "ENOENT" || code === "ENOTDIR") return new FileError(path, await describeAbsence(path), { cause });
  return new FileError(path, `it cannot be read (${message}).`, { cause });
}

/** What the system says about a file that cannot be written, in words; errors that are not the system's pass unchanged. */
export function explainWriteError(path: string, cause: unknown): unknown {
  const { code, syscall, message } = cause as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return cause;
  const folder = dirname(resolve(path));
  const reasons: Readonly<Record<string, string>> = {
    EACCES: `there is no permission to write in ${folder}. Name another folder.`,
    EPERM: `there is no permission to write in ${folder}. Name another folder.`,
    EROFS: `${folder} can only be read. Name another folder.`,
    ENOENT: `there is no folder ${folder}.`,
    ENOTDIR: `${folder} is no folder.`,
    EISDIR: "this is a folder, not a file. Name a file in it.",
    ENOSPC: "the disk is full.",
  };
  return new FileError(path, reasons[code] ?? `it cannot be written (${message}).`, { cause });
}

async function describeAbsence(path: string): Promise<string> {
  const folder = dirname(resolve(path));
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return `there is no folder ${folder}.`;
  const similar = names.filter((name) => extname(name) === extname(path)).sort();
  const there =
    similar.length > 0 ? ` There ${similar.length === 1 ? "is" : "are"}: ${similar.slice(0, 8).join(", ")}.` : "";
  return `there is no file "${basename(path)}" in ${folder}.${there}`;
}
