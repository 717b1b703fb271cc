/** The store cannot do what was asked; the message says why and what to do. */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
}

/** Another process, or a later `open`, has the store. */
export class LockError extends StoreError {
  override readonly name = "LockError";
}

/** The passphrase is wrong, missing, or not needed. */
export class EncryptionError extends StoreError {
  override readonly name = "EncryptionError";
}

/** The file is not a store or not whole, and there is no good copy. */
export class DamagedStoreError extends StoreError {
  override readonly name = "DamagedStoreError";
}

/** The role may not do this. */
export class AccessError extends StoreError {
  override readonly name = "AccessError";
}

/** A document, its id or a condition is not what the store can keep or compare. */
export class DocumentError extends StoreError {
  override readonly name = "DocumentError";
}

/** There is more than one file of JSON should hold. */
export class StoreLimitError extends StoreError {
  override readonly name = "StoreLimitError";
}
