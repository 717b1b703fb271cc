import { basename } from "node:path";
import { ReadReport } from "../../read-report.ts";
import { Table } from "../../table.ts";
import type { DataFile } from "../data-file.ts";
import { checkParquet, explainParquet, isParquet, parquetRows } from "../duckdb/parquet.ts";
import { runQuery } from "../duckdb/run-query.ts";
import { withDuckDB } from "../duckdb/with-duckdb.ts";
import type { FileFormat } from "./file-format.ts";

/** Columns with types of their own; DuckDB reads them. */
export const parquetFormat: FileFormat = {
  name: "Parquet",
  extensions: [".parquet", ".pq"],
  hasSignature: isParquet,
  read: readParquet,
};

async function readParquet(file: DataFile): Promise<Table> {
  checkParquet(file);
  const { columns, repaired, notes } = await withDuckDB([file.path], (database) =>
    runQuery(database, `select * from ${parquetRows(file)}`, [], basename(file.source)),
  ).catch((error) => {
    throw explainParquet(file, error);
  });
  await file.reportRead();
  const facts = { source: file.source, format: "Parquet", repaired, notes };
  return new Table(columns, new ReadReport(columns, facts));
}
