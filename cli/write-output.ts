import { writeAtomically } from "../host/contents/write-atomically.ts";
import { explainFileError } from "./explain-file-error.ts";

/**
 * Writes a result in one step: there is the old file or the new one, never half of it.
 * @throws {CommandError} naming the file and why it cannot be written
 */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeAtomically(path, text);
  } catch (cause) {
    throw explainFileError(cause, "write", path);
  }
}
