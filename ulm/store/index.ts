/** Documents on people and campaigns. This is the platform-neutral core; `ulm/store` in Node adds `open`. */
export { defaultRoles } from "./access.ts";
export type { Access, Roles } from "./access.ts";
export { Collection } from "./collection.ts";
export type { FindOptions } from "./collection.ts";
export { hasConsent } from "./consent.ts";
export type { Consent } from "./consent.ts";
export type {
  Campaign,
  Draft,
  Experiment,
  Profile,
  Segment,
  StoreCollections,
  StoredDocument,
  User,
} from "./documents.ts";
export type { JsonValue } from "./json-value.ts";
export { storeLimits } from "./store-data.ts";
export {
  AccessError,
  DamagedStoreError,
  DocumentError,
  EncryptionError,
  LockError,
  StoreError,
  StoreLimitError,
} from "./store-error.ts";
export type { Where } from "./where.ts";
