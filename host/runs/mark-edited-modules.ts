import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { CellRun } from "../../notebooks/cell-run.ts";
import { hashSource } from "../../notebooks/hash-source.ts";

/**
 * The runs of a kernel, each with the names of those of its modules whose file holds another text by now, or is gone.
 *
 * @param folder the notebook's: from there the names count
 */
export async function markEditedModules(runs: readonly CellRun[], folder: string): Promise<CellRun[]> {
  const present = new Map<string, Promise<string | undefined>>();
  const sourceOf = (name: string): Promise<string | undefined> => {
    const known = present.get(name) ?? hashFile(resolve(folder, name));
    present.set(name, known);
    return known;
  };
  return Promise.all(
    runs.map(async (run) => {
      const files = (run.modules ?? []).filter(({ isCell }) => isCell !== true);
      const sources = await Promise.all(files.map(({ name }) => sourceOf(name)));
      const editedModules = files.filter(({ source }, index) => source !== sources[index]).map(({ name }) => name);
      return editedModules.length === 0 ? run : { ...run, editedModules };
    }),
  );
}

async function hashFile(path: string): Promise<string | undefined> {
  try {
    return hashSource((await readFile(path, "utf8")).replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}
