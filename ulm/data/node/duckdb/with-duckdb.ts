import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as duckdbModule from "@duckdb/node-api";
import { DuckDBError } from "./duckdb-error.ts";

export type DuckDBModule = typeof duckdbModule;
type DuckDBConnection = duckdbModule.DuckDBConnection;

/** A database in memory, for the length of one task. */
export interface Database {
  readonly duckdb: DuckDBModule;
  readonly connection: DuckDBConnection;
}

/** What DuckDB may hold in memory before it spills to the temporary folder; the process itself comes on top. */
const memoryLimit = "1GiB";

/**
 * Runs a task on an empty database and closes it. This is the only place where DuckDB is opened. It reads the given files and
 * nothing else, reaches no network, loads no extension, and spills to a folder of its own that is removed afterwards. Times of day
 * are UTC.
 * @throws DuckDBError when DuckDB's native part is not installed
 */
export async function withDuckDB<Result>(
  files: readonly string[],
  task: (database: Database) => Promise<Result>,
): Promise<Result> {
  const duckdb = await loadDuckDB();
  // Readable by nobody else, as what spills is people's data.
  const folder = await mkdtemp(join(await realpath(tmpdir()), "ulm-duckdb-"));
  try {
    const instance = await duckdb.DuckDBInstance.create(":memory:", {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
      memory_limit: memoryLimit,
      temp_directory: folder,
    });
    try {
      const connection = await instance.connect();
      try {
        await confine(connection, files);
        return await task({ duckdb, connection });
      } finally {
        connection.closeSync();
      }
    } finally {
      instance.closeSync();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A text as SQL spells it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name of a table or column as SQL spells it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function confine(connection: DuckDBConnection, files: readonly string[]): Promise<void> {
  await connection.run(`
    set TimeZone = 'UTC';
    set enable_progress_bar = true;
    set enable_progress_bar_print = false;
    set allowed_paths = [${files.map(quoteText).join(", ")}];
    set enable_external_access = false;
    set lock_configuration = true;
  `);
}

async function loadDuckDB(): Promise<DuckDBModule> {
  try {
    return await import("@duckdb/node-api");
  } catch (cause) {
    throw new DuckDBError(
      `DuckDB's native part for ${process.platform}-${process.arch} is not installed. Run "npm install" again, without --omit=optional.`,
      { cause },
    );
  }
}
