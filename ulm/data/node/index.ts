/** `ulm/data` in Node: the pure core and what touches files. */
export * from "../index.ts";
export { FileError } from "./file-error.ts";
export { read } from "./read.ts";
export type { ReadOptions } from "./read-options.ts";
export { readCsv } from "./read-csv.ts";
export type { ReadCsvOptions } from "./read-csv.ts";
export { sample } from "./sample.ts";
export { writeCsv } from "./write-csv.ts";
