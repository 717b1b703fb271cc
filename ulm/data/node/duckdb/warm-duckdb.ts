import { rmSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as duckdbModule from "@duckdb/node-api";
import { quoteText } from "./quote.ts";

type DuckDBModule = typeof duckdbModule;
type DuckDBInstance = duckdbModule.DuckDBInstance;
type DuckDBConnection = duckdbModule.DuckDBConnection;

/** What DuckDB may hold in memory before it spills to the temporary folder; the process itself comes on top. */
const memoryLimit = "1GiB";
/** How long a database that nobody uses is kept for the next query, in milliseconds. */
const patience = 10_000;
/** Each connection has its own: whether progress can be asked for, and whether it is printed. */
const progressSettings = ["enable_progress_bar", "enable_progress_bar_print"] as const;
/** More files than this one database does not serve: it is left for a new one. */
const mostFiles = 100;

/**
 * A database in memory that serves one task after another, each on a connection of its own; what a task creates is temporary and ends
 * with its connection. Opening and closing one costs more than most queries. It reads the files that its tasks have named and
 * nothing else, reaches no network, loads no extension, keeps nothing of a file, and spills to a folder of its own, which is removed
 * with it. Times of day are UTC.
 */
export class WarmDuckDB {
  private readonly instance: DuckDBInstance;
  private readonly folder: string;
  /** What it may read, once that is decided. */
  private files: ReadonlySet<string> | undefined;
  private locking: Promise<void> | undefined;
  private users = 0;
  private isRetired = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly removeFolder = () => rmSync(this.folder, { recursive: true, force: true });

  private constructor(instance: DuckDBInstance, folder: string) {
    this.instance = instance;
    this.folder = folder;
    process.once("exit", this.removeFolder);
  }

  static async open(duckdb: DuckDBModule): Promise<WarmDuckDB> {
    // Readable by nobody else, as what spills is people's data.
    const folder = await mkdtemp(join(await realpath(tmpdir()), "ulm-duckdb-"));
    const instance = await duckdb.DuckDBInstance.create(":memory:", {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
      enable_external_file_cache: "false",
      memory_limit: memoryLimit,
      temp_directory: folder,
    });
    return new WarmDuckDB(instance, folder);
  }

  /**
   * Whether a task may read these files. The first one to ask decides it: the settings are locked then. Without files, a task runs
   * nothing of the user's, and decides nothing.
   */
  admits(files: readonly string[] | undefined): boolean {
    if (this.isRetired || files === undefined) return !this.isRetired;
    this.files ??= new Set(files);
    return files.every((file) => this.files!.has(file));
  }

  /** What its successor shall be able to read as well. */
  filesWith(files: readonly string[]): readonly string[] {
    const all = new Set([...files, ...(this.files ?? [])]);
    return all.size > mostFiles ? files : [...all];
  }

  /** Runs a task on a connection of its own; `confine` it first, unless the task runs nothing of the user's. */
  async use<Result>(task: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    clearTimeout(this.timer);
    this.users++;
    try {
      const connection = await this.instance.connect();
      try {
        return await task(connection);
      } finally {
        connection.closeSync();
      }
    } finally {
      this.users--;
      if (this.users === 0) this.rest();
    }
  }

  /** Locks the settings, for all connections, and lets this one ask for progress. */
  async confine(connection: DuckDBConnection): Promise<void> {
    const [ask, print] = progressSettings;
    await (this.locking ??= this.lock(connection));
    await connection.run(`set ${ask} = true; set ${print} = false;`);
  }

  private async lock(connection: DuckDBConnection): Promise<void> {
    await connection.run(`
      set TimeZone = 'UTC';
      set allowed_paths = [${[...this.files!].map(quoteText).join(", ")}];
      set allowed_configs = [${progressSettings.map(quoteText).join(", ")}];
      set enable_external_access = false;
      set lock_configuration = true;
    `);
  }

  /** Takes no more tasks; ends with the last of those it has. */
  async retire(): Promise<void> {
    this.isRetired = true;
    if (this.users === 0) await this.close();
  }

  private rest(): void {
    if (this.isRetired) return void this.close();
    this.timer = setTimeout(() => void this.retire(), patience);
    this.timer.unref();
  }

  private async close(): Promise<void> {
    clearTimeout(this.timer);
    process.removeListener("exit", this.removeFolder);
    this.instance.closeSync();
    await rm(this.folder, { recursive: true, force: true });
  }
}
