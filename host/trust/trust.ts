import { createHmac, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Message } from "../../kernel/wire/message.ts";
import type { Cell, Notebook, Output } from "../contents/notebook.ts";
import { activeContentOf, type ActiveContent } from "./active-content.ts";
import { SignatureLog } from "./signature-log.ts";

const outputTypes = new Set(["display_data", "execute_result", "update_display_data"]);

/**
 * Which active outputs may run in the page: those that this user's kernels made under the host's eyes, or that the user
 * vouched for. A notebook from elsewhere can claim anything about itself; its claim is not asked.
 */
export class Trust {
  readonly #key: Buffer;
  readonly #known: SignatureLog;

  private constructor(key: Buffer, known: SignatureLog) {
    this.#key = key;
    this.#known = known;
  }

  /** @param directory of the key and of the signatures; only the user can read it */
  static async open(directory: string): Promise<Trust> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return new Trust(
      await readOrCreateKey(join(directory, "key")),
      await SignatureLog.open(join(directory, "signatures")),
    );
  }

  /** Remembers the output in a kernel's message, when it is one. */
  recordMessage(message: Message): void {
    if (outputTypes.has(message.header.msg_type)) this.recordOutput(message.content as unknown as Output);
  }

  recordOutput(output: Output): void {
    for (const content of activeContentOf(output)) this.#known.add(this.#sign(content));
  }

  /** Remembers all outputs of a notebook: the user vouches for it. @returns how many active contents it has */
  recordNotebook(notebook: Notebook): number {
    const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
    for (const output of outputs) this.recordOutput(output);
    return outputs.flatMap(activeContentOf).length;
  }

  /** Sets `trusted` in the metadata of code cells whose active outputs are all known, and in no others. */
  markTrusted(notebook: Notebook): Notebook {
    return { ...notebook, cells: notebook.cells.map((cell) => this.#markCell(cell)) };
  }

  /** Resolves when everything remembered is on the disk. */
  async flush(): Promise<void> {
    await this.#known.flush();
  }

  #markCell(cell: Cell): Cell {
    const metadata = { ...cell.metadata };
    delete metadata.trusted;
    if (cell.cell_type !== "code") return { ...cell, metadata };
    const contents = (cell.outputs ?? []).flatMap(activeContentOf);
    return {
      ...cell,
      metadata: { ...metadata, trusted: contents.every((content) => this.#known.has(this.#sign(content))) },
    };
  }

  #sign({ mimeType, text }: ActiveContent): string {
    return createHmac("sha256", this.#key).update(`${mimeType}\0`).update(text).digest("base64url");
  }
}

async function readOrCreateKey(file: string): Promise<Buffer> {
  try {
    await writeFile(file, randomBytes(32), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const key = await readFile(file);
  if (key.length === 32) return key;
  // Cut short by a crash at its making: nothing was signed with it.
  const fresh = randomBytes(32);
  await writeFile(file, fresh, { mode: 0o600 });
  return fresh;
}
