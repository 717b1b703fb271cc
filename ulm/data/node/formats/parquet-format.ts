import { basename } from "node:path";
import { ReadReport } from "../../read-report.ts";
import { Table } from "../../table.ts";
import type { DataFile } from "../data-file.ts";
import { checkParquet, explainParquet, isParquet, parquetRows } from "../duckdb/parquet.ts";
import { runQuery } from "../duckdb/run-query.ts";
import { withDuckDB } from "../duckdb/with-duckdb.ts";
import { restateColumns } from "../../read/restate-columns.ts";
import type { ReadOptions } from "../read-options.ts";
import type { FileFormat } from "./file-format.ts";

/** Columns with types of their own; DuckDB reads them. */
export const parquetFormat: FileFormat = {
  name: "Parquet",
  extensions: [".parquet", ".pq"],
  hasSignature: isParquet,
  read: readParquet,
};

async function readParquet(file: DataFile, options: ReadOptions): Promise<Table> {
  checkParquet(file);
  const { columns, repaired, notes } = await withDuckDB([file.path], (database) =>
    runQuery(database, `select * from ${parquetRows(file)}`, [], basename(file.source)),
  ).catch((error) => {
    throw explainParquet(file, error);
  });
  await file.reportRead();
  const restated = restateColumns(columns, options, file.source);
  const facts = { source: file.source, format: "Parquet", repaired, writtenAs: restated.writtenAs };
  const report = new ReadReport(restated.columns, { ...facts, notes: [...notes, ...restated.notes] });
  return new Table(restated.columns, report);
}
