import type { DuckDBValue } from "@duckdb/node-api";
import { checkpoint } from "../../../compute/checkpoint.ts";
import type { Column } from "../../column.ts";
import type { Table } from "../../table.ts";
import { quoteName } from "./quote.ts";
import type { Database, DuckDBModule } from "./with-duckdb.ts";

/** Rows that DuckDB takes at once. */
const chunkRows = 2048;

/** Makes a table of DuckDB's from ours, column by column: DOUBLE, VARCHAR, BOOLEAN, and TIMESTAMP WITH TIME ZONE. */
export async function copyIntoDuckDB({ duckdb, connection }: Database, name: string, table: Table): Promise<void> {
  const types = table.columns.map((column) => duckdbType(duckdb, column));
  const declarations = table.columns.map((column, index) => `${quoteName(column.name)} ${types[index]!.toString()}`);
  await connection.run(`create temp table ${quoteName(name)} (${declarations.join(", ")})`);
  const appender = await connection.createAppender(name, "main", "temp");
  try {
    for (let start = 0; start < table.rowCount; start += chunkRows) {
      const rows = Math.min(chunkRows, table.rowCount - start);
      const chunk = duckdb.DuckDBDataChunk.create(types, rows);
      table.columns.forEach((column, index) => {
        chunk.setColumnValues(index, cells(duckdb, column, start, rows));
      });
      appender.appendDataChunk(chunk);
      await checkpoint(start + rows, table.rowCount, `table for SQL`);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

function duckdbType(duckdb: DuckDBModule, { type }: Column) {
  switch (type) {
    case "number":
      return duckdb.DOUBLE;
    case "boolean":
      return duckdb.BOOLEAN;
    case "date":
      return duckdb.TIMESTAMPTZ;
    case "text":
      return duckdb.VARCHAR;
  }
}

function cells(duckdb: DuckDBModule, { type, data }: Column, start: number, rows: number): DuckDBValue[] {
  if (!(data instanceof Float64Array)) return data.slice(start, start + rows);
  return Array.from(data.subarray(start, start + rows), (value) => {
    if (Number.isNaN(value)) return null;
    if (type === "boolean") return value === 1;
    return type === "date" ? new duckdb.DuckDBTimestampTZValue(BigInt(Math.trunc(value)) * 1000n) : value;
  });
}
