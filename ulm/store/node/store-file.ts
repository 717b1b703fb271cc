import { copyFile, link, readFile, rename, rm } from "node:fs/promises";
import type { Adapter } from "lowdb";
import { isStoreData, laterVersionOf, requireFewBytes, requireFewDocuments } from "../store-data.ts";
import type { StoreData } from "../store-data.ts";
import { DamagedStoreError, EncryptionError, StoreError } from "../store-error.ts";
import { Encryption, magic } from "./encryption.ts";
import { writeDurably } from "./write-durably.ts";

/** The store's file, and beside it the state before the last change; lowdb's adapter. */
export class StoreFile implements Adapter<StoreData> {
  readonly path: string;
  readonly backup: string;
  readonly notes: string[] = [];
  /** Where a damaged file was put, if it was. */
  setAside: string | undefined;
  encryption: Encryption | undefined;
  readonly #passphrase: string | undefined;

  constructor(path: string, passphrase: string | undefined) {
    this.path = path;
    this.backup = `${path}.backup`;
    this.#passphrase = passphrase;
  }

  /** The data, or null when there is no file yet. A damaged file is put aside and the last good copy taken. */
  async read(): Promise<StoreData | null> {
    const bytes = await readIfThere(this.path);
    if (bytes === undefined) {
      if ((await readIfThere(this.backup)) !== undefined) {
        throw new StoreError(
          `${this.path} is missing, but ${this.backup} is there. Rename that to go back to it, or delete it to start anew.`,
        );
      }
      if (this.#passphrase !== undefined) this.encryption = await Encryption.create(this.#passphrase);
      return null;
    }
    try {
      return await this.#decode(bytes);
    } catch (error) {
      if (!(error instanceof DamagedStoreError)) throw error;
      return this.#recover(error);
    }
  }

  async write(data: StoreData): Promise<void> {
    requireFewDocuments(data);
    const text = Buffer.from(JSON.stringify(data));
    requireFewBytes(text.length);
    try {
      await this.#keepPrevious();
      await writeDurably(this.path, this.encryption?.encrypt(text) ?? text);
    } catch (cause) {
      throw new StoreError(`${this.path} cannot be written (${(cause as Error).message}). Nothing was changed.`, {
        cause,
      });
    }
  }

  /** Makes the copy equal to the file: what was removed shall not live on in it. */
  async forgetPrevious(): Promise<void> {
    await writeDurably(this.backup, await readFile(this.path));
  }

  async #decode(bytes: Buffer): Promise<StoreData> {
    const encrypted = bytes.subarray(0, magic.length).equals(magic);
    if (encrypted && this.#passphrase === undefined) {
      throw new EncryptionError(`${this.path} is encrypted: open it with { passphrase }.`);
    }
    if (encrypted) this.encryption = await Encryption.of(bytes, this.#passphrase!);
    const text = encrypted ? this.encryption!.decrypt(bytes) : bytes;
    let data: unknown;
    try {
      data = JSON.parse(text.toString("utf8"));
    } catch (cause) {
      throw new DamagedStoreError(`${this.path} is not whole, or not a store (${(cause as Error).message}).`, {
        cause,
      });
    }
    const later = laterVersionOf(data);
    if (later !== undefined) {
      throw new StoreError(
        `${this.path} was written by a later program (version ${later} of the format; this one knows 1). It was left as it is.`,
      );
    }
    if (!isStoreData(data)) throw new DamagedStoreError(`${this.path} holds JSON, but not a store's.`);
    if (!encrypted && this.#passphrase !== undefined) {
      throw new EncryptionError(
        `${this.path} is not encrypted: open it without a passphrase. To encrypt, open a new store with one and insert its documents.`,
      );
    }
    return data;
  }

  async #recover(damage: DamagedStoreError): Promise<StoreData> {
    const copy = await readIfThere(this.backup);
    const data = copy && (await this.#decode(copy).catch(() => undefined));
    if (copy === undefined || data === undefined) {
      throw new DamagedStoreError(
        `${damage.message} There is no good copy (${this.backup}). The file was left as it is; choose another, or move it away.`,
        { cause: damage },
      );
    }
    this.setAside = `${this.path}.damaged-${new Date().toISOString().replaceAll(":", "-")}`;
    await rename(this.path, this.setAside);
    await writeDurably(this.path, copy);
    this.notes.push(
      `${damage.message} It was put aside as ${this.setAside}, and the copy from before the last change taken: that change may be lost.`,
    );
    return data;
  }

  /** A second name for the present file, which the next rename leaves to it; a copy where file systems know no links. */
  async #keepPrevious(): Promise<void> {
    const draft = `${this.backup}.tmp`;
    await rm(draft, { force: true });
    try {
      await link(this.path, draft).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") throw error;
        return copyFile(this.path, draft);
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      throw error;
    }
    await rename(draft, this.backup);
    // Renaming one name of a file to another of its names does nothing.
    await rm(draft, { force: true });
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new StoreError(`${path} cannot be read (${(cause as Error).message}).`, { cause });
  }
}
