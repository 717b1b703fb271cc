import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Low } from "lowdb";
import { checkRoles, defaultRoles } from "../access.ts";
import type { Roles } from "../access.ts";
import type { StoreData } from "../store-data.ts";
import { AccessError, StoreError } from "../store-error.ts";
import { AuditLog } from "./audit-log.ts";
import { FileLock } from "./file-lock.ts";
import { Store } from "./store.ts";
import { StoreFile } from "./store-file.ts";

export interface OpenOptions {
  /** Encrypts a new store (8 characters at least), opens an encrypted one. Nobody can recover it. Default: plain JSON. */
  readonly passphrase?: string;
  /** As whom: a role of the store. Default "owner", who may do everything. */
  readonly role?: string;
  /** The roles of a new store; `defineRoles` changes them later. Default `defaultRoles`. */
  readonly roles?: Roles;
}

/** The stores that are open in this process, by path. */
const openStores = new Map<string, Store>();

/**
 * Opens a store of up to 50 MB and 200,000 documents, or starts one: `await ulm.store.open("shop.json")`. Beside the file are
 * `.backup` (the state before the last change), `.audit.jsonl` (the log of uses) and, while it is open, `.lock`. Opening it again in
 * the same process, as when a cell is run again, closes it for whoever had it before.
 * @throws LockError when another process has it, EncryptionError for a wrong or missing passphrase, DamagedStoreError when neither
 * the file nor its copy can be read, AccessError for an unknown role, DocumentError for what are no roles
 */
export async function open<Custom = unknown>(path: string, options: OpenOptions = {}): Promise<Store<Custom>> {
  if (options.passphrase === "") throw new StoreError("The passphrase is empty.");
  if (options.roles !== undefined) checkRoles(options.roles);
  const folder = await realpath(dirname(path)).catch((cause: unknown) => {
    throw new StoreError(`${path}: there is no folder ${dirname(path)}.`, { cause });
  });
  // Of a link, the file that it leads to: replacing the link would leave two stores.
  const place = await realpath(path).catch(() => join(folder, basename(path)));
  await openStores.get(place)?.close("it was opened again in this process");
  const lock = await FileLock.acquire(`${place}.lock`);
  try {
    const store = await openLocked(place, lock, options);
    openStores.set(place, store as Store);
    return store as Store<Custom>;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openLocked(path: string, lock: FileLock, options: OpenOptions): Promise<Store> {
  const { role = "owner", roles = defaultRoles, passphrase } = options;
  const file = new StoreFile(path, passphrase);
  const empty: StoreData = { format: "ulm-store", version: 1, roles, audit: null, collections: {} };
  const read = await file.read();
  const low = new Low<StoreData>(file, read ?? empty);
  if (role !== "owner" && !Object.hasOwn(low.data.roles, role)) {
    const known = ["owner", ...Object.keys(low.data.roles)].join(", ");
    throw new AccessError(`The store has no role "${role}". Its roles are: ${known}.`);
  }
  const log = await AuditLog.open(`${path}.audit.jsonl`, file.encryption?.auditKey);
  try {
    const { ok, line, problem } = await log.inspect(low.data.audit);
    const notes = [lock.note, ...file.notes, ok ? undefined : `${log.path}, line ${line}: ${problem}.`];
    await log.append({ role, action: "open" }, true);
    if (read === null) {
      low.data = { ...low.data, audit: log.anchor };
      await low.write();
    }
    const report = {
      path,
      created: read === null,
      encrypted: file.encryption !== undefined,
      setAside: file.setAside,
      notes: notes.filter((note) => note !== undefined),
    };
    return new Store({ low, file, lock, log, role, report, onClosed: () => openStores.delete(path) });
  } catch (error) {
    await log.close();
    throw error;
  }
}
