import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { CommandError } from "./command-error.ts";
import { explainFileError } from "./explain-file-error.ts";

/**
 * Makes sure that a file can be written before the long work whose result it shall hold.
 * @throws {CommandError}
 */
export async function checkWritable(path: string): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory()) throw new CommandError(`cannot write ${path}: it is a folder`);
  try {
    // The folder too: files are written beside their place and then moved there, so that no half-written one is left.
    if (!(await stat(dirname(path))).isDirectory())
      throw new CommandError(`cannot write ${path}: ${dirname(path)} is not a folder`);
    await access(dirname(path), constants.W_OK);
    if (existing !== undefined) await access(path, constants.W_OK);
  } catch (cause) {
    throw explainFileError(cause, "write", path);
  }
}
