import type { BilingualText } from "../../bilingual-html.ts";
import type { Table } from "../../table.ts";
import { markedEncoding } from "../../read/encodings.ts";
import { DataFile } from "../data-file.ts";
import { copyIntoDuckDB } from "../duckdb/copy-into-duckdb.ts";
import { checkParquet, explainParquet, isParquet, parquetRows } from "../duckdb/parquet.ts";
import { quoteName } from "../duckdb/quote.ts";
import type { Database } from "../duckdb/with-duckdb.ts";
import { csvFormat } from "../formats/csv-format.ts";
import { foreignFile } from "../formats/foreign-file.ts";
import { locateFile } from "../locate-file.ts";
import { findFormat, read } from "../read.ts";
import { explainCsv, isEncodingError, LargeCsv, largeCsv } from "./large-csv.ts";
import { SqlError } from "./sql-error.ts";
import { zonesOfDates } from "./result-zone.ts";

/** The files of a query. */
export class QueryFiles {
  private readonly parquet = new Map<string, DataFile>();
  private readonly large: LargeCsv[] = [];
  private readonly tables = new Map<string, Table>();

  private constructor() {}

  /**
   * Opens files under the names that a query gives them. Parquet and large text tables are left to DuckDB, which takes from them
   * only what the query needs; all else is read as everywhere.
   * @throws FileError, ReadError, SqlError
   */
  static async open(names: readonly string[]): Promise<QueryFiles> {
    refuseTwins(names);
    const files = new QueryFiles();
    for (const name of names) await files.add(name);
    return files;
  }

  /** Those that DuckDB reads itself. */
  get paths(): string[] {
    return [...this.parquet.values(), ...this.large.map(({ file }) => file)].map(({ path }) => path);
  }

  /** What a careful reader of the files would want to know. */
  get notes(): BilingualText[] {
    const ofTable = ([name, table]: [string, Table]) =>
      (table.report?.texts.notes ?? []).map((note) => ({
        en: `${name}: ${note.en}`,
        "zh-CN": `${name}：${note["zh-CN"]}`,
      }));
    return [...[...this.tables].flatMap(ofTable), ...this.large.flatMap(({ notes }) => notes)];
  }

  /** The zones of all dates, as far as they are known: DuckDB reads those of its files as UTC. */
  get zones(): string[] {
    return [...[...this.tables.values()].flatMap(zonesOfDates), ...(this.paths.length > 0 ? ["UTC"] : [])];
  }

  /** Makes each known under the name that the query calls it. */
  async attach(database: Database): Promise<void> {
    for (const [name, table] of this.tables) await copyIntoDuckDB(database, name, table);
    for (const file of this.large) await file.attach(database);
    for (const [name, file] of this.parquet) {
      const view = `create temp view ${quoteName(name)} as from ${parquetRows(file)}`;
      await database.connection.run(view).catch((error) => {
        throw explainParquet(file, error);
      });
      await file.reportRead();
    }
  }

  /**
   * Whether a query that failed can be tried again, because a file is now known better: a column is text, or the file is not UTF-8, which
   * DuckDB does not read, and becomes a table of ours first.
   */
  async adapt(database: Database, error: unknown): Promise<boolean> {
    const file = this.large.find((each) => each.learnFrom(error));
    if (file !== undefined) {
      await file.attach(database);
      return true;
    }
    if (!isEncodingError(error) || this.large.length === 0) return false;
    for (const { name } of this.large.splice(0)) {
      const table = await read(name);
      this.tables.set(name, table);
      await database.connection.run(`drop view ${quoteName(name)}`);
      await copyIntoDuckDB(database, name, table);
    }
    return true;
  }

  /** What a query that failed has to say about the files, in words that say what to do. */
  explain(error: unknown): unknown {
    return this.large.reduce((explained, { file }) => explainCsv(file, explained), error);
  }

  private async add(name: string): Promise<void> {
    const file = await DataFile.open(locateFile(name));
    if (isParquet(file.head)) {
      checkParquet(file);
      this.parquet.set(name, file);
      return;
    }
    const isUtf8 = (markedEncoding(file.head) ?? "utf-8") === "utf-8";
    const isText = isUtf8 && foreignFile(file.head) === undefined;
    const isLarge = file.size >= largeCsv && isText && findFormat(file) === csvFormat;
    const large = isLarge ? LargeCsv.open(name, file) : undefined;
    if (large === undefined) this.tables.set(name, await read(name));
    else this.large.push(large);
  }
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
