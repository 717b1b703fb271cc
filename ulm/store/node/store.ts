import type { Low } from "lowdb";
import { checkRoles, mayRead, requireAccess } from "../access.ts";
import type { Roles } from "../access.ts";
import { Collection } from "../collection.ts";
import type { CollectionHost } from "../collection.ts";
import type { StoreCollections, StoredDocument } from "../documents.ts";
import type { StoreData } from "../store-data.ts";
import { AccessError, DocumentError, StoreError } from "../store-error.ts";
import type { AuditEntry, AuditLog, AuditVerdict } from "./audit-log.ts";
import type { FileLock } from "./file-lock.ts";
import type { StoreFile } from "./store-file.ts";

/** `__proto__`, which is no name of a property, is none of a collection. */
const collectionName = /^\p{L}[\p{L}\p{N}_-]*$/u;

/** What opening the store found and did. */
export interface StoreReport {
  readonly path: string;
  readonly created: boolean;
  readonly encrypted: boolean;
  /** Where the damaged file was put, when the last good copy had to be taken. */
  readonly setAside: string | undefined;
  readonly notes: readonly string[];
}

interface Parts {
  readonly low: Low<StoreData>;
  readonly file: StoreFile;
  readonly lock: FileLock;
  readonly log: AuditLog;
  readonly role: string;
  readonly report: StoreReport;
  readonly onClosed: () => void;
}

/**
 * Collections in one file. Roles and consent keep honest people from mistakes; they do not hold off somebody who has the file and,
 * when it is encrypted, its passphrase. One request at a time; `close` when done.
 */
export class Store<Custom = unknown> {
  readonly report: StoreReport;
  readonly role: string;
  readonly #parts: Parts;
  readonly #host: CollectionHost;
  #turn: Promise<unknown> = Promise.resolve();
  #closed: string | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.role = parts.role;
    this.report = parts.report;
    this.#host = {
      read: (request, look) =>
        this.#inTurn(async () => {
          await this.#requireAccess("read", request.collection, request.purpose);
          const { collections } = parts.low.data;
          const { result, count } = look(
            documentsOf(collections, request.collection),
            documentsOf(collections, "users"),
          );
          await parts.log.append({ role: this.role, ...request, count }, false);
          return result;
        }),
      write: (request, change) =>
        this.#inTurn(async () => {
          await this.#requireAccess("write", request.collection);
          const { collections, roles } = parts.low.data;
          const isReadable = mayRead(roles, this.role, request.collection);
          const contents = { documents: documentsOf(collections, request.collection), isReadable };
          const { documents, result, count } = change(contents);
          const forget = request.action === "remove" && count > 0;
          await this.#save(
            { collections: { ...collections, [request.collection]: documents } },
            { ...request, count },
            forget,
          );
          return result;
        }),
    };
  }

  get users(): Collection<StoreCollections["users"]> {
    return new Collection("users", this.#host);
  }
  get profiles(): Collection<StoreCollections["profiles"]> {
    return new Collection("profiles", this.#host);
  }
  get segments(): Collection<StoreCollections["segments"]> {
    return new Collection("segments", this.#host);
  }
  get campaigns(): Collection<StoreCollections["campaigns"]> {
    return new Collection("campaigns", this.#host);
  }
  get experiments(): Collection<StoreCollections["experiments"]> {
    return new Collection("experiments", this.#host);
  }

  /** Any collection, also one of your own: `open<{ tickets: Ticket }>("shop.json")`, then `store.collection("tickets")`. */
  collection<Name extends string & keyof (StoreCollections & Custom)>(
    name: Name,
  ): Collection<(StoreCollections & Custom)[Name] & StoredDocument> {
    if (!collectionName.test(name)) {
      throw new DocumentError(
        `A collection cannot be called "${name}": take letters, digits, "_" and "-", a letter first.`,
      );
    }
    return new Collection(name, this.#host);
  }

  /** The roles, which the file keeps. */
  get roles(): Roles {
    return structuredClone(this.#parts.low.data.roles);
  }

  /** Replaces the roles. @throws AccessError unless this is the owner, DocumentError for what are no roles */
  defineRoles(roles: Roles): Promise<void> {
    return this.#inTurn(async () => {
      if (this.role !== "owner") throw new AccessError(`Only the owner may define roles, not "${this.role}".`);
      checkRoles(roles);
      await this.#save({ roles: structuredClone(roles) }, { action: "define-roles" }, false);
    });
  }

  /** The audit log, oldest entry first. */
  auditEntries(): Promise<AuditEntry[]> {
    return this.#inTurn(() => this.#parts.log.entries());
  }

  /**
   * Whether the audit log is as it was written. Without encryption, somebody who can write both files can forge both; entries since
   * the last change or `close` can be cut off unnoticed.
   */
  verifyAudit(): Promise<AuditVerdict> {
    return this.#inTurn(() => this.#parts.log.verify(this.#parts.low.data.audit));
  }

  /** What `ulm.trust.complianceChecklist({ store })` asks of a store. */
  async protection(): Promise<{ encrypted: boolean; roles: number; auditIntact: boolean }> {
    const { ok } = await this.verifyAudit();
    return { encrypted: this.report.encrypted, roles: Object.keys(this.roles).length, auditIntact: ok };
  }

  /** Waits for what is under way and lets others open the store. Closing twice does nothing. */
  async close(reason = "it was closed"): Promise<void> {
    if (this.#closed !== undefined) return;
    await this.#inTurn(async () => {
      this.#closed = reason;
      const { low, file, lock, log, onClosed } = this.#parts;
      try {
        await lock.requireHeld();
        if (log.anchor?.sequence !== low.data.audit?.sequence) await file.write({ ...low.data, audit: log.anchor });
      } finally {
        await log.close();
        await lock.release();
        onClosed();
      }
    });
  }

  /** Log first, then the file: a crash in between leaves a use too many in the log, never a change that it does not know. */
  async #save(
    changed: Partial<StoreData>,
    use: { action: string; collection?: string; count?: number },
    forget: boolean,
  ) {
    const { low, file, lock, log, role } = this.#parts;
    const previous = low.data;
    await lock.requireHeld();
    await log.append({ role, ...use }, true);
    low.data = { ...previous, ...changed, audit: log.anchor };
    try {
      await low.write();
    } catch (error) {
      low.data = previous;
      throw error;
    }
    if (forget) await file.forgetPrevious();
  }

  async #requireAccess(action: "read" | "write", collection: string, purpose?: string): Promise<void> {
    try {
      requireAccess(this.#parts.low.data.roles, this.role, action, collection, purpose);
    } catch (error) {
      await this.#parts.log.append({ role: this.role, action: "denied", collection }, true);
      throw error;
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(() => {
      if (this.#closed !== undefined) {
        throw new StoreError(`The store ${this.report.path} is not open any more: ${this.#closed}. Open it again.`);
      }
      return work();
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function documentsOf(collections: StoreData["collections"], name: string): readonly StoredDocument[] {
  return Object.hasOwn(collections, name) ? collections[name]! : [];
}
