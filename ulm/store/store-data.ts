import type { Roles } from "./access.ts";
import type { StoredDocument } from "./documents.ts";
import { StoreLimitError } from "./store-error.ts";

/** All of a store: what its file holds. */
export interface StoreData {
  readonly format: "ulm-store";
  readonly version: 1;
  readonly roles: Roles;
  /** The last entry of the audit log that this state knows of: a shorter log was cut. */
  readonly audit: { readonly sequence: number; readonly hash: string } | null;
  readonly collections: Readonly<Record<string, readonly StoredDocument[]>>;
}

/** Every change writes the whole file: beyond this, a database serves better. Bytes are those of the JSON text in UTF-8. */
export const storeLimits = { bytes: 50_000_000, documents: 200_000 } as const;

/** @throws StoreLimitError */
export function requireFewDocuments({ collections }: StoreData): void {
  const count = Object.values(collections).reduce((sum, documents) => sum + documents.length, 0);
  if (count > storeLimits.documents) throw tooMuch(`${count.toLocaleString("en")} documents`);
}

/** @throws StoreLimitError */
export function requireFewBytes(bytes: number): void {
  if (bytes > storeLimits.bytes) throw tooMuch(`${(bytes / 1e6).toFixed(1)} MB`);
}

function tooMuch(size: string): StoreLimitError {
  return new StoreLimitError(
    `This would make the store hold ${size}; it is made for at most ${storeLimits.bytes / 1e6} MB and ` +
      `${storeLimits.documents.toLocaleString("en")} documents. Nothing was written. Keep larger data in DuckDB or Parquet files.`,
  );
}

/** The version of a store that a later program wrote; undefined for anything else. */
export function laterVersionOf(value: unknown): number | undefined {
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown };
  return format === "ulm-store" && typeof version === "number" && version > 1 ? version : undefined;
}

/** Whether parsed JSON is a store's. */
export function isStoreData(value: unknown): value is StoreData {
  const { format, version, roles, collections } = (value ?? {}) as Partial<StoreData>;
  const isObject = (part: unknown) => typeof part === "object" && part !== null && !Array.isArray(part);
  return (
    format === "ulm-store" &&
    version === 1 &&
    isObject(roles) &&
    isObject(collections) &&
    Object.values(collections!).every(
      (documents) => Array.isArray(documents) && documents.every((one) => typeof one?.id === "string"),
    )
  );
}
