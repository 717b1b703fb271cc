/** `ulm/data` in Node: the pure core and what touches files. */
export * from "../index.ts";
export { FileError } from "./file-error.ts";
export { DuckDBError } from "./duckdb/duckdb-error.ts";
export { fromDuckDB, toDuckDB } from "./duckdb/exchange.ts";
export type { DuckDBConnectionLike } from "./duckdb/exchange.ts";
export { preview } from "./preview.ts";
export type { PreviewOptions } from "./preview.ts";
export { read } from "./read.ts";
export type { ReadOptions } from "./read-options.ts";
export { readAccessLog } from "./read-access-log.ts";
export { readCsv } from "./read-csv.ts";
export type { ReadCsvOptions } from "./read-csv.ts";
export { sample, sampleJson } from "./sample.ts";
export { sql } from "./sql/sql.ts";
export { SqlError } from "./sql/sql-error.ts";
export type { SqlInsert, SqlValue } from "./sql/sql-text.ts";
export { writeCsv } from "./write-csv.ts";
export type { WriteCsvOptions } from "./write-csv.ts";
