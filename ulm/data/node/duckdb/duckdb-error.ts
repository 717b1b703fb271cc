/** DuckDB, which does the bulk work, cannot be loaded or refused what was asked. */
export class DuckDBError extends Error {
  override readonly name: string = "DuckDBError";
}
