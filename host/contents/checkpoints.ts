import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { CheckpointModel } from "./content-model.ts";
import { temporaryPath, writeAtomically } from "./write-atomically.ts";

/** The one checkpoint that is kept for each file, as Jupyter does. */
export const CHECKPOINT_ID = "checkpoint";

/** Copies of files as they were when the user last saved on purpose, outside the workspace so as not to litter it. */
export class Checkpoints {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async create(file: string): Promise<CheckpointModel> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const place = this.#placeOf(file);
    const temporary = temporaryPath(place);
    await copyFile(file, temporary);
    await rename(temporary, place);
    return { id: CHECKPOINT_ID, last_modified: new Date().toISOString() };
  }

  async list(file: string): Promise<CheckpointModel[]> {
    const found = await stat(this.#placeOf(file)).catch(() => null);
    return found === null ? [] : [{ id: CHECKPOINT_ID, last_modified: found.mtime.toISOString() }];
  }

  /** @returns whether there was one */
  async restore(file: string): Promise<boolean> {
    const content = await readFile(this.#placeOf(file)).catch(() => null);
    if (content === null) return false;
    await writeAtomically(file, content);
    return true;
  }

  async delete(file: string): Promise<void> {
    await unlink(this.#placeOf(file)).catch(() => {});
  }

  async move(from: string, to: string): Promise<void> {
    await rename(this.#placeOf(from), this.#placeOf(to)).catch(() => {});
  }

  #placeOf(file: string): string {
    return join(this.#directory, createHash("sha256").update(file).digest("hex"));
  }
}
