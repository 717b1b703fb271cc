/** The library in Node, room by room, and `sql` and `progress`: what a notebook cell knows as `ulm`. */
export * as behave from "../behave/index.ts";
export * as chart from "../chart/index.ts";
export * as compute from "../compute/index.ts";
export * as data from "../data/node/index.ts";
export * as learn from "../learn/node/index.ts";
export * as ledger from "../ledger/index.ts";
export * as recommend from "../recommend/index.ts";
export * as store from "../store/node/index.ts";
export * as trust from "../trust/node/index.ts";
export * as value from "../value/index.ts";
export { progress } from "../compute/index.ts";
export { sql } from "../data/node/index.ts";
