/** `ulm/store` in Node: the pure core and the store itself. */
export * from "../index.ts";
export type { AuditEntry, AuditVerdict } from "./audit-log.ts";
export { open } from "./open.ts";
export type { OpenOptions } from "./open.ts";
export type { Store, StoreReport } from "./store.ts";
