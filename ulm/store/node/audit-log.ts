import { createHash, createHmac } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { StoreError } from "../store-error.ts";

/** One use of the store. It names no person: the log must not become a second store of personal data. */
export interface AuditEntry {
  /** From 1. */
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly role: string;
  /** open, find, count, insert, upsert, remove, define-roles, denied, repaired, broken */
  readonly action: string;
  readonly collection?: string;
  readonly purpose?: string;
  /** Documents concerned. */
  readonly count?: number;
  /** Of "broken": what was wrong with the log when the store was opened. */
  readonly problem?: string;
  /** The hash of the entry before; "" for the first. */
  readonly previous: string;
  /** SHA-256 of this entry's JSON without `hash`; HMAC-SHA-256 under a key of the passphrase when the store is encrypted. */
  readonly hash: string;
}

export interface AuditVerdict {
  readonly ok: boolean;
  readonly entries: number;
  /** The first line (from 1) that is wrong, and why. */
  readonly line?: number;
  readonly problem?: string;
  /** When a break was found and entered, ISO 8601; undefined when it was found just now. */
  readonly recorded?: string;
}

type Anchor = { readonly sequence: number; readonly hash: string } | null;

/** Lines of JSON that are only ever added to, each with the hash of the one before. */
export class AuditLog {
  readonly path: string;
  readonly #key: Buffer | undefined;
  readonly #file: FileHandle;
  #last: Anchor = null;

  private constructor(path: string, file: FileHandle, key: Buffer | undefined) {
    this.path = path;
    this.#file = file;
    this.#key = key;
  }

  /** Opens the log or starts one. A last line that a crash cut off is closed, and noted by an entry. */
  static async open(path: string, key?: Buffer): Promise<AuditLog> {
    const log = new AuditLog(path, await open(path, "a", 0o600), key);
    const text = await readFile(path, "utf8");
    const whole = text.split("\n").slice(0, -1);
    const last = whole.map(parseEntry).findLast((entry) => entry !== undefined);
    log.#last = last ? { sequence: last.sequence, hash: last.hash } : null;
    if (text !== "" && !text.endsWith("\n")) {
      const cut = Buffer.byteLength(text.slice(text.lastIndexOf("\n") + 1));
      const handle = await open(path, "r+");
      await handle.truncate(Buffer.byteLength(text) - cut);
      await handle.close();
      await log.append({ role: "store", action: "repaired", count: 1 }, true);
    }
    return log;
  }

  /** The last entry, for the store to remember. */
  get anchor(): Anchor {
    return this.#last;
  }

  /** @param durably wait until it is on disk */
  async append(
    use: Pick<AuditEntry, "role" | "action" | "collection" | "purpose" | "count" | "problem">,
    durably: boolean,
  ): Promise<void> {
    const previous = this.#last?.hash ?? "";
    const entry = { sequence: (this.#last?.sequence ?? 0) + 1, at: new Date().toISOString(), ...use, previous };
    const hash = hashOf(entry, this.#key);
    try {
      await this.#file.appendFile(`${JSON.stringify({ ...entry, hash })}\n`);
      this.#last = { sequence: entry.sequence, hash };
      if (durably) await this.#file.sync();
    } catch (cause) {
      throw new StoreError(`${this.path} cannot be written (${(cause as Error).message}). Nothing was changed.`, {
        cause,
      });
    }
  }

  async entries(): Promise<AuditEntry[]> {
    const lines = (await readFile(this.path, "utf8")).split("\n");
    return lines.map(parseEntry).filter((entry) => entry !== undefined);
  }

  /**
   * Looks whether the log is as it was left, and enters what is wrong: a break stays on record when the log goes on from there.
   * @param anchor what the store remembers
   */
  async inspect(anchor: Anchor): Promise<AuditVerdict> {
    const verdict = await this.verify(anchor);
    if (verdict.ok) return verdict;
    const problem = `line ${verdict.line}: ${verdict.problem}`;
    const isKnown = (await this.entries()).some((entry) => entry.action === "broken" && entry.problem === problem);
    if (!isKnown && verdict.recorded === undefined)
      await this.append({ role: "store", action: "broken", problem }, true);
    return verdict;
  }

  /**
   * Recomputes the chain: finds entries that were changed, inserted, removed or reordered, and breaks that were entered before.
   * @param anchor what the store remembers: a log that was cut before it is found out, too
   */
  async verify(anchor: Anchor): Promise<AuditVerdict> {
    const lines = (await readFile(this.path, "utf8").catch(() => "")).split("\n").slice(0, -1);
    let previous = "";
    for (const [index, line] of lines.entries()) {
      const problem = this.#problemOf(line, index + 1, previous, anchor);
      if (problem !== undefined) return { ok: false, entries: lines.length, line: index + 1, problem };
      previous = parseEntry(line)!.hash;
    }
    if (anchor === null || lines.length >= anchor.sequence) return findRecorded(lines);
    const problem = `the log ends here, but the store knows of entry ${anchor.sequence}: it was cut or deleted`;
    return { ok: false, entries: lines.length, line: lines.length + 1, problem };
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #problemOf(line: string, sequence: number, previous: string, anchor: Anchor): string | undefined {
    const entry = parseEntry(line);
    if (entry === undefined || JSON.stringify(entry) !== line) return "this is no entry";
    if (entry.sequence !== sequence || entry.previous !== previous) return "an entry is missing, added or moved";
    const { hash, ...rest } = entry;
    if (hashOf(rest, this.#key) !== hash) return "the entry was changed";
    if (anchor?.sequence === sequence && anchor.hash !== hash) return "the log is not the one that the store knows";
    return undefined;
  }
}

/** The verdict on a chain that is whole: a break that it tells of is not forgotten. */
function findRecorded(lines: readonly string[]): AuditVerdict {
  const entries = lines.map((line) => parseEntry(line)!);
  const index = entries.findIndex(({ action }) => action === "broken");
  if (index < 0) return { ok: true, entries: lines.length };
  const { at, problem = "" } = entries[index]!;
  const earlier = `the log was found broken on ${at} (${problem})`;
  return { ok: false, entries: lines.length, line: index + 1, problem: earlier, recorded: at };
}

function hashOf(entry: Omit<AuditEntry, "hash">, key: Buffer | undefined): string {
  const hash = key ? createHmac("sha256", key) : createHash("sha256");
  return hash.update(JSON.stringify(entry)).digest("hex");
}

function parseEntry(line: string): AuditEntry | undefined {
  try {
    const entry = JSON.parse(line) as AuditEntry | null;
    return typeof entry?.hash === "string" && typeof entry.sequence === "number" ? entry : undefined;
  } catch {
    return undefined;
  }
}
