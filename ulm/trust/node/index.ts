/** `ulm/trust` in Node: the pure core and what needs a keyed hash. */
export * from "../index.ts";
export { pseudonymise } from "../privacy/node/pseudonymise.ts";
export type { PseudonymiseOptions } from "../privacy/node/pseudonymise.ts";
