import type { StoredDocument } from "./documents.ts";
import { equalJson } from "./json-value.ts";
import type { JsonValue } from "./json-value.ts";
import { DocumentError } from "./store-error.ts";

/** Which documents: those with these fields (nested values compared whole), or for which the function is true. */
export type Where<Doc extends StoredDocument> = Partial<Doc> | ((document: Doc) => boolean);

/** The condition as a function. @throws DocumentError for a field that is undefined: a slip that would match the wrong ones */
export function toPredicate<Doc extends StoredDocument>(where: Where<Doc>): (document: Doc) => boolean {
  // A copy: conditions shall not change what is stored.
  if (typeof where === "function") return (document) => where(structuredClone(document));
  const fields = Object.entries(where) as [string, JsonValue | undefined][];
  const empty = fields.find(([, value]) => value === undefined);
  if (empty !== undefined)
    throw new DocumentError(`The condition on "${empty[0]}" is undefined; leave it out or give a value.`);
  return (document) => {
    const values = document as unknown as Record<string, JsonValue>;
    return fields.every(([name, value]) => Object.hasOwn(values, name) && equalJson(values[name], value));
  };
}
