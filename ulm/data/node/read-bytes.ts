import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";
import { FileError } from "./file-error.ts";

/** Reads a whole file. @throws FileError that says what is there instead, when it is missing */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "EISDIR") throw new FileError(path, "this is a folder, not a file. Name a file in it.", { cause });
    if (code === "EACCES" || code === "EPERM")
      throw new FileError(path, "there is no permission to read it.", { cause });
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw new FileError(path, await describeAbsence(path), { cause });
    }
    throw new FileError(path, `it cannot be read (${(cause as Error).message}).`, { cause });
  }
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
