import { hasConsent } from "./consent.ts";
import type { Draft, StoredDocument } from "./documents.ts";
import { copyJson } from "./json-value.ts";
import { AccessError, DocumentError } from "./store-error.ts";
import { toPredicate } from "./where.ts";
import type { Where } from "./where.ts";

export interface FindOptions {
  /**
   * Only documents of people who agreed to this purpose: by their own `consent`, else by that of the user in `userId`. Segments, campaigns
   * and experiments are about nobody in particular; of the users in `userIds` those are named who agreed.
   */
  readonly purpose?: string;
  /** At most so many. Default all. */
  readonly limit?: number;
}

/** A state of a collection, and what the role may see of it. */
export interface Contents {
  readonly documents: readonly StoredDocument[];
  /** Whether the role may see documents without stating a purpose. */
  readonly isReadable: boolean;
}

/** What a collection needs of its store: turns at the data, with access checked and the log written. */
export interface CollectionHost {
  read<Result>(
    request: { collection: string; action: string; purpose?: string },
    look: (documents: readonly StoredDocument[], users: readonly StoredDocument[]) => { result: Result; count: number },
  ): Promise<Result>;
  write<Result>(
    request: { collection: string; action: string },
    change: (contents: Contents) => { documents: readonly StoredDocument[]; result: Result; count: number },
  ): Promise<Result>;
}

/**
 * Documents of one kind, in order of insertion. Everything resolves when it is on disk, or rejects and changes nothing. Documents
 * that come out are copies.
 */
export class Collection<Doc extends StoredDocument> {
  readonly name: string;
  readonly #host: CollectionHost;

  constructor(name: string, host: CollectionHost) {
    this.name = name;
    this.#host = host;
  }

  /** `users.find({ city: "Lyon" }, { purpose: "marketing" })`, or with a function; without a condition, all. @throws AccessError */
  find(where: Where<Doc> = {}, options: FindOptions = {}): Promise<Doc[]> {
    return this.#select("find", where, options, (found) => structuredClone(found));
  }

  /** The first that fits, or undefined. @throws AccessError */
  findOne(where: Where<Doc> = {}, options: FindOptions = {}): Promise<Doc | undefined> {
    return this.#select("find", where, { ...options, limit: 1 }, ([first]) => structuredClone(first));
  }

  /** How many fit. @throws AccessError */
  count(where: Where<Doc> = {}, options: FindOptions = {}): Promise<number> {
    return this.#select("count", where, options, (found) => found.length);
  }

  /** Adds documents, all or none, and resolves to them with their ids. @throws DocumentError when an id is there already, AccessError */
  insert(drafts: Draft<Doc> | readonly Draft<Doc>[]): Promise<Doc[]> {
    return this.#write("insert", () => {
      const added = asList(drafts).map((draft) => this.#toDocument(draft));
      return ({ documents }) => {
        const ids = new Set(documents.map(({ id }) => id));
        for (const { id } of added) {
          if (ids.has(id))
            throw new DocumentError(`${this.name} already has a document "${id}". Use upsert to change it.`);
          ids.add(id);
        }
        return { documents: [...documents, ...added], result: structuredClone(added), count: added.length };
      };
    });
  }

  /**
   * Adds documents, or changes the fields given of those whose id is there. Resolves to the whole documents; for a role that may not
   * read them, to what was given.
   * @throws AccessError
   */
  upsert(drafts: Draft<Doc> | readonly Draft<Doc>[]): Promise<Doc[]> {
    return this.#write("upsert", () => {
      const given = asList(drafts).map((draft) => this.#toDocument(draft));
      return ({ documents, isReadable }) => {
        const byId = new Map(documents.map((document) => [document.id, document as Doc]));
        for (const document of given) byId.set(document.id, { ...byId.get(document.id), ...document });
        const result = given.map((document) => structuredClone(isReadable ? byId.get(document.id)! : document));
        return { documents: [...byId.values()], result, count: given.length };
      };
    });
  }

  /**
   * Removes what fits, from the copy of the last state too, and resolves to how many. `() => true` removes all.
   * @throws AccessError, also when the condition is a function, which sees documents, and the role may not read them
   */
  remove(where: Where<Doc>): Promise<number> {
    return this.#write("remove", () => {
      if (typeof where !== "function" && Object.keys(where ?? {}).length === 0) {
        throw new DocumentError(
          `Removing from ${this.name} needs a condition. To remove everything: remove(() => true).`,
        );
      }
      const fits = toPredicate(where);
      return ({ documents, isReadable }) => {
        if (typeof where === "function" && !isReadable) {
          throw new AccessError(
            `A function sees the documents of ${this.name}, which this role may not read. Give the fields to look for instead.`,
          );
        }
        const kept = documents.filter((document) => !fits(document as Doc));
        const count = documents.length - kept.length;
        return { documents: kept, result: count, count };
      };
    });
  }

  /** What is wrong with the request shall reject, not throw. */
  async #write<Result>(
    action: string,
    prepare: () => (contents: Contents) => { documents: readonly StoredDocument[]; result: Result; count: number },
  ): Promise<Result> {
    return this.#host.write({ collection: this.name, action }, prepare());
  }

  async #select<Result>(
    action: string,
    where: Where<Doc>,
    { purpose, limit = Infinity }: FindOptions,
    finish: (found: Doc[]) => Result,
  ): Promise<Result> {
    const fits = toPredicate(where);
    const request = { collection: this.name, action, ...(purpose === undefined ? {} : { purpose }) };
    return this.#host.read(request, (documents, users) => {
      const forPurpose =
        purpose === undefined ? (document: Doc) => document : withConsent<Doc>(purpose, users, this.name);
      const found: Doc[] = [];
      for (const document of documents) {
        if (found.length >= limit) break;
        const visible = forPurpose(document as Doc);
        if (visible !== undefined && fits(visible)) found.push(visible);
      }
      return { result: finish(found), count: found.length };
    });
  }

  #toDocument(draft: Draft<Doc>): Doc {
    if (typeof draft !== "object" || draft === null || Array.isArray(draft))
      throw new DocumentError(
        `A document of ${this.name} must be an object, not ${JSON.stringify(draft) ?? typeof draft}.`,
      );
    const { id = crypto.randomUUID(), ...fields } = draft as Draft<Doc> & { id?: string };
    if (typeof id !== "string" || id === "")
      throw new DocumentError(`An id in ${this.name} must be text, not ${JSON.stringify(id)}.`);
    return { id, ...(copyJson(fields, `${this.name} "${id}"`) as object) } as Doc;
  }
}

function asList<Item>(items: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(items) ? (items as readonly Item[]) : [items as Item];
}

/** What these hold is about no person; other collections may be, and hold back what does not tell whose consent counts. */
const impersonal: ReadonlySet<string> = new Set(["segments", "campaigns", "experiments"]);

/** What of a document may be seen for a purpose; undefined for nothing. */
function withConsent<Doc extends StoredDocument>(
  purpose: string,
  users: readonly StoredDocument[],
  collection: string,
): (document: Doc) => Doc | undefined {
  const now = new Date();
  const agreed = new Set(
    users.filter((user) => hasConsent((user as Personal).consent, purpose, now)).map(({ id }) => id),
  );
  const mayBeSeen = ({ consent, userId }: Personal) => {
    if (consent !== undefined) return hasConsent(consent, purpose, now);
    return userId === undefined ? impersonal.has(collection) : agreed.has(userId);
  };
  return (document) => {
    if (!mayBeSeen(document)) return undefined;
    const { userIds } = document as Personal;
    return userIds === undefined ? document : { ...document, userIds: userIds.filter((id) => agreed.has(id)) };
  };
}

interface Personal extends StoredDocument {
  consent?: unknown;
  userId?: string;
  userIds?: readonly string[];
}
