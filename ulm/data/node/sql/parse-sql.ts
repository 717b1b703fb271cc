import { askDuckDB } from "../duckdb/with-duckdb.ts";
import { SqlError } from "./sql-error.ts";

/** Functions of DuckDB's that would read files themselves; a query names its files as tables, so that they are read as everywhere. */
const fileFunctions = /^(?:read_|parquet_|glob$|sniff_csv$|query(?:_table)?$)/;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The names of the tables that a query reads, in order; those that it defines itself (`with recent as …`) are left out. */
export async function parseSql(text: string): Promise<string[]> {
  const tree = JSON.parse(String(await askDuckDB("select json_serialize_sql($1::varchar)", [text]))) as ParseTree;
  if (tree.error) {
    const problem =
      tree.error_type === "not implemented"
        ? "only queries are allowed here (select …, from …, with …): they cannot change files, tables or settings"
        : `${tree.error_message}${placeOf(text, tree.position)}`;
    throw new SqlError(`SQL: ${problem}.`);
  }
  if (tree.statements.length !== 1) {
    throw new SqlError(
      `SQL: there are ${tree.statements.length} statements; write one, without a semicolon in between.`,
    );
  }
  const [tables, defined] = [new Set<string>(), new Set<string>()];
  visit(tree.statements as Json, (node) => {
    if (node.type === "BASE_TABLE" && node.schema_name === "") tables.add(node.table_name as string);
    if (node.type === "TABLE_FUNCTION") refuseFileFunction((node.function as { function_name: string }).function_name);
    const defines = (node.cte_map as { map?: readonly { key: string }[] } | undefined)?.map ?? [];
    for (const { key } of defines) defined.add(key);
  });
  return [...tables].filter((name) => !defined.has(name));
}

type ParseTree =
  | { readonly error: true; readonly error_type: string; readonly error_message: string; readonly position?: string }
  | { readonly error: false; readonly statements: readonly object[] };

function visit(value: Json, see: (node: { readonly [key: string]: Json }) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) see(value as { readonly [key: string]: Json });
  for (const child of Object.values(value)) visit(child as Json, see);
}

function refuseFileFunction(name: string): void {
  if (!fileFunctions.test(name.toLowerCase())) return;
  throw new SqlError(`SQL: ${name}(…) is not available. Name the file as a table: select … from 'orders.csv'.`);
}

function placeOf(text: string, position: string | undefined): string {
  if (position === undefined) return "";
  const before = text.slice(0, Number(position)).split("\n");
  return `, at line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
