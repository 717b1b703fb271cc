import type { Table } from "../../table.ts";
import { DataFile } from "../data-file.ts";
import { copyIntoDuckDB } from "../duckdb/copy-into-duckdb.ts";
import { checkParquet, explainParquet, isParquet, parquetRows } from "../duckdb/parquet.ts";
import { quoteName } from "../duckdb/with-duckdb.ts";
import type { Database } from "../duckdb/with-duckdb.ts";
import { locateFile } from "../locate-file.ts";
import { read } from "../read.ts";
import { SqlError } from "./sql-error.ts";

/** The files of a query. */
export interface OpenFiles {
  /** Those that DuckDB reads itself. */
  readonly paths: readonly string[];
  /** What their reports say. */
  readonly notes: readonly string[];
  /** Makes each known under the name that the query calls it. */
  attach(database: Database): Promise<void>;
}

/**
 * Opens files under the names that a query gives them. Parquet is left to DuckDB, which takes from it only what the query needs; all
 * else is read as everywhere.
 * @throws FileError, ReadError, SqlError
 */
export async function openFiles(names: readonly string[]): Promise<OpenFiles> {
  refuseTwins(names);
  const parquet = new Map<string, DataFile>();
  const tables = new Map<string, Table>();
  for (const name of names) {
    const file = await DataFile.open(locateFile(name));
    if (!isParquet(file.head)) tables.set(name, await read(name));
    else {
      checkParquet(file);
      parquet.set(name, file);
    }
  }
  return {
    paths: [...parquet.values()].map((file) => file.path),
    notes: [...tables].flatMap(([name, table]) => (table.report?.notes ?? []).map((note) => `${name}: ${note}`)),
    async attach(database) {
      for (const [name, table] of tables) await copyIntoDuckDB(database, name, table);
      for (const [name, file] of parquet) {
        const view = `create temp view ${quoteName(name)} as from ${parquetRows(file)}`;
        await database.connection.run(view).catch((error) => {
          throw explainParquet(file, error);
        });
        await file.reportRead();
      }
    },
  };
}

/** SQL does not tell `Orders.csv` from `orders.csv`. */
function refuseTwins(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined)
      throw new SqlError(`SQL: "${twin}" and "${name}" are the same name for SQL. Write it one way.`);
    seen.set(name.toLowerCase(), name);
  }
}
