import type { DuckDBValue } from "@duckdb/node-api";
import { ParameterError } from "../../estimator.ts";
import { ReadReport } from "../../read-report.ts";
import { Table } from "../../table.ts";
import { copyIntoDuckDB } from "../duckdb/copy-into-duckdb.ts";
import type { ResultColumns } from "../duckdb/read-result.ts";
import { runQuery } from "../duckdb/run-query.ts";
import { withDuckDB } from "../duckdb/with-duckdb.ts";
import type { Database, DuckDBModule } from "../duckdb/with-duckdb.ts";
import { parseSql } from "./parse-sql.ts";
import { QueryFiles } from "./query-files.ts";
import { inZoneOfSources, zonesOfDates } from "./result-zone.ts";
import { SqlError } from "./sql-error.ts";
import { sqlFromTemplate } from "./sql-text.ts";
import type { SqlInsert, SqlText, SqlValue } from "./sql-text.ts";

/**
 * Asks tables and files in SQL (DuckDB's dialect) and resolves to a table:
 *
 *     await ulm.sql`select city, count(*) as users from ${users} where age > ${30} group by city`
 *     await ulm.sql("select user_id, sum(amount_cny) as spent from 'orders.csv' group by all")
 *     await ulm.sql("select * from orders where amount > 100", { orders })
 *
 * What stands in `${…}` never becomes part of the SQL text. Files are named as tables and read as `ulm.data.read` does: with its
 * types, from where it reads, noted in the cell's report; nothing else is read, and a query writes nothing. Dates are instants
 * (`timestamp with time zone`), cut into days in UTC within the query; in the result they are of the zone of the dates that were asked. Whole numbers up to 2^53 and decimals become numbers, longer ones
 * text; nested values become JSON. A column whose name is a word of SQL stands in quotes: `"at"`. An interrupt stops the query.
 * @throws SqlError for mistakes in the SQL; FileError, ReadError for those in files; DuckDBError when DuckDB is not installed
 */
export function sql(strings: TemplateStringsArray, ...inserts: readonly SqlInsert[]): Promise<Table>;
export function sql(text: string, tables?: Readonly<Record<string, Table>>): Promise<Table>;
export function sql(
  query: TemplateStringsArray | string,
  ...rest: readonly (SqlInsert | Readonly<Record<string, Table>>)[]
): Promise<Table> {
  if (typeof query !== "string") return run(sqlFromTemplate(query, rest as readonly SqlInsert[]));
  const tables = Object.entries((rest[0] ?? {}) as Readonly<Record<string, Table>>);
  for (const [name, table] of tables) {
    if (!(table instanceof Table))
      throw new ParameterError(`"${name}" is to be a Table. Values go into a template: ulm.sql\`… \${value}\`.`);
  }
  return run({ text: query, values: [], tables: new Map(tables) });
}

async function run({ text, values, tables }: SqlText): Promise<Table> {
  const named = await parseSql(text).catch((error) => {
    throw explainPlaceholder(error, values);
  });
  const files = await QueryFiles.open(named.filter((name) => !tables.has(name) && isFileName(name)));
  return withDuckDB(files.paths, async (database) => {
    for (const [name, table] of tables) await copyIntoDuckDB(database, name, table);
    await files.attach(database);
    const parameters = values.map((value) => toDuckDB(database.duckdb, value));
    const result = await runOnFiles(database, files, text, parameters);
    const zones = [...[...tables.values()].flatMap(zonesOfDates), ...files.zones];
    const { columns, repaired, notes } = inZoneOfSources(result, zones);
    const facts = { source: shorten(text), format: "SQL", repaired, notes: [...files.notes, ...notes] };
    return new Table(columns, new ReadReport(columns, facts));
  });
}

async function runOnFiles(
  database: Database,
  files: QueryFiles,
  text: string,
  parameters: readonly DuckDBValue[],
): Promise<ResultColumns> {
  for (;;) {
    try {
      return await runQuery(database, text, parameters);
    } catch (error) {
      if (!(await files.adapt(database, error))) throw explain(files.explain(error));
    }
  }
}

/** `orders` is a table; `orders.csv` and `data/orders` are files. */
function isFileName(name: string): boolean {
  return /[./\\]/.test(name);
}

function toDuckDB({ DuckDBTimestampTZValue }: DuckDBModule, value: SqlValue): DuckDBValue {
  if (value instanceof Date) return new DuckDBTimestampTZValue(BigInt(value.getTime()) * 1000n);
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  return value ?? null;
}

/** DuckDB's messages name the line and point at the place; a notebook shows them as they are. */
function explain(cause: unknown): unknown {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (!/^[A-Z][\w ]* Error: /.test(message)) return cause;
  return new SqlError(`SQL: ${message.replace(/^[A-Z][\w ]* Error: /, "").trim()}`, { cause });
}

/** A file is named in the SQL itself: what stands in `${…}` is a value. */
function explainPlaceholder(cause: unknown, values: readonly SqlValue[]): unknown {
  const place = /at or near "\$(\d+)"/.exec(cause instanceof SqlError ? cause.message : "")?.[1];
  const value = values[Number(place) - 1];
  if (typeof value !== "string") return cause;
  const shown = shorten(value);
  return new SqlError(
    `SQL: \${${JSON.stringify(shown)}} is a value, and no value can stand there. Name files in quotes: from '${shown}'; ` +
      "put a table in itself: from ${table}.",
    { cause },
  );
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
