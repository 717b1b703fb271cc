import { readFile } from "node:fs/promises";
import { parseNotebook } from "../host/contents/notebook-file.ts";
import type { Notebook } from "../host/contents/notebook.ts";
import { explainFileError } from "./explain-file-error.ts";

/**
 * Reads a notebook file.
 * @throws {CommandError} when it cannot be read, {NotebookFormatError} with the place when it is malformed
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw explainFileError(cause, "read", path);
  });
  return parseNotebook(text, path);
}
