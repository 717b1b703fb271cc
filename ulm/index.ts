/** The library's platform-neutral core, room by room. In Node, `ulm` is `node/index.ts`, whose `data` also reads files. */
export * as behave from "./behave/index.ts";
export * as chart from "./chart/index.ts";
export * as compute from "./compute/index.ts";
export * as data from "./data/index.ts";
export * as learn from "./learn/index.ts";
export * as ledger from "./ledger/index.ts";
export * as recommend from "./recommend/index.ts";
export * as store from "./store/index.ts";
export * as trust from "./trust/index.ts";
export * as value from "./value/index.ts";
