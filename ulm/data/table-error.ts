/** A table, column or matrix was asked for something it cannot give; the message says what and where. */
export class TableError extends Error {
  override readonly name = "TableError";
}
