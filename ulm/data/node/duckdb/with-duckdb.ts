import type * as duckdbModule from "@duckdb/node-api";
import { DuckDBError } from "./duckdb-error.ts";
import { WarmDuckDB } from "./warm-duckdb.ts";

export type DuckDBModule = typeof duckdbModule;
type DuckDBConnection = duckdbModule.DuckDBConnection;

/** A database in memory, for the length of one task. */
export interface Database {
  readonly duckdb: DuckDBModule;
  readonly connection: DuckDBConnection;
}

let warm: Promise<WarmDuckDB> | undefined;

/**
 * Runs a task on an empty database that may read the given files and nothing else. This is the only place where DuckDB is opened; see
 * `WarmDuckDB` for how it is kept in.
 * @throws DuckDBError when DuckDB's native part is not installed
 */
export async function withDuckDB<Result>(
  files: readonly string[],
  task: (database: Database) => Promise<Result>,
): Promise<Result> {
  const duckdb = await loadDuckDB();
  const database = await openFor(duckdb, files);
  return database.use(async (connection) => {
    await database.confine(connection);
    return task({ duckdb, connection });
  });
}

/** Runs a statement of ours that reads no file and runs nothing of the user's: whoever asks next may still name files. */
export async function askDuckDB(statement: string, parameters: readonly string[]): Promise<unknown> {
  const database = await openFor(await loadDuckDB(), undefined);
  return database.use(async (connection) => {
    const reader = await connection.runAndReadAll(statement, [...parameters]);
    return reader.getRows()[0]![0];
  });
}

/** @param files `undefined` for a task that runs nothing of the user's */
async function openFor(duckdb: DuckDBModule, files: readonly string[] | undefined): Promise<WarmDuckDB> {
  for (;;) {
    const opening = (warm ??= WarmDuckDB.open(duckdb));
    const current = await opening.catch((error) => {
      if (warm === opening) warm = undefined;
      throw error;
    });
    if (current.admits(files)) return current;
    if (warm === opening) warm = replace(duckdb, current, files ?? []);
  }
}

/** A database that may read what the one before may, so that two files that are asked in turn do not open one each time. */
async function replace(duckdb: DuckDBModule, old: WarmDuckDB, files: readonly string[]): Promise<WarmDuckDB> {
  const next = await WarmDuckDB.open(duckdb);
  next.admits(old.filesWith(files));
  await old.retire();
  return next;
}

/** @throws DuckDBError when its native part is not installed */
export async function loadDuckDB(): Promise<DuckDBModule> {
  try {
    return await import("@duckdb/node-api");
  } catch (cause) {
    throw new DuckDBError(
      `DuckDB's native part for ${process.platform}-${process.arch} is not installed. Run "npm install" again, without --omit=optional.`,
      { cause },
    );
  }
}
