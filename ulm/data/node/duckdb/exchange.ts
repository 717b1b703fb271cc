import { ParameterError } from "../../estimator.ts";
import { ReadReport } from "../../read-report.ts";
import { Table } from "../../table.ts";
import { copyIntoDuckDB } from "./copy-into-duckdb.ts";
import { runQuery } from "./run-query.ts";
import { loadDuckDB } from "./with-duckdb.ts";
import type { Database } from "./with-duckdb.ts";

/** A connection of DuckDB's own package, `@duckdb/node-api`; its types stay there, so that cells need not load them. */
export interface DuckDBConnectionLike {
  run(sql: string): Promise<unknown>;
  interrupt(): void;
}

/**
 * Makes a temporary table of DuckDB's from ours, on a connection of your own: DOUBLE, VARCHAR, BOOLEAN and TIMESTAMP WITH TIME ZONE, column
 * by column. It ends with the connection. For questions about tables and files, `ulm.sql` needs no connection.
 * @param name what the connection shall call it; a temporary table of that name must not be there yet
 * @throws DuckDBError when DuckDB is not installed
 */
export async function toDuckDB(connection: DuckDBConnectionLike, name: string, table: Table): Promise<void> {
  if (!(table instanceof Table)) throw new ParameterError(`toDuckDB takes a Table, not ${typeof table}.`);
  await copyIntoDuckDB(await databaseOf(connection), name, table);
}

/**
 * The table that a query gives on a connection of your own: `select …`, `from orders`, or what else resolves to rows. It comes in chunks
 * of columns, with the types that `ulm.sql` has: whole numbers up to 2^53 and decimals become numbers, longer ones text, nested values
 * JSON; the report says so. An interrupt stops it.
 * @throws DuckDB's own errors for mistakes in the query
 */
export async function fromDuckDB(connection: DuckDBConnectionLike, query: string): Promise<Table> {
  const { columns, repaired, notes } = await runQuery(await databaseOf(connection), query);
  return new Table(columns, new ReadReport(columns, { source: query, format: "DuckDB", repaired, notes }));
}

async function databaseOf(connection: DuckDBConnectionLike): Promise<Database> {
  return { duckdb: await loadDuckDB(), connection: connection as Database["connection"] };
}
