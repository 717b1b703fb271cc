import { appendFile, rename, unlink, writeFile } from "node:fs/promises";
import { HttpError } from "../http/http-error.ts";
import { temporaryPath } from "./write-atomically.ts";

/** Uploads in parts: gathered beside their target under a hidden name, and put in place when complete. */
export class Uploads {
  readonly #parts = new Map<string, { temporary: string; received: number }>();

  /**
   * @param chunk number of the part, from 1; -1 for the last
   * @throws HttpError 400 when a part is missing
   */
  async accept(target: string, chunk: number, bytes: Buffer): Promise<void> {
    if (chunk === 1) {
      await this.#abandon(target);
      const temporary = temporaryPath(target);
      await writeFile(temporary, bytes, { flag: "wx" });
      this.#parts.set(target, { temporary, received: 1 });
      return;
    }
    const upload = this.#parts.get(target);
    if (upload === undefined || (chunk !== -1 && chunk !== upload.received + 1)) {
      await this.#abandon(target);
      throw new HttpError(400, "A part of the upload is missing: upload the file again");
    }
    await appendFile(upload.temporary, bytes);
    upload.received += 1;
    if (chunk !== -1) return;
    this.#parts.delete(target);
    await rename(upload.temporary, target);
  }

  async #abandon(target: string): Promise<void> {
    const upload = this.#parts.get(target);
    this.#parts.delete(target);
    if (upload !== undefined) await unlink(upload.temporary).catch(() => {});
  }
}
