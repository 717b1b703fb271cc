/** A query cannot be run; the message says what is wrong, where in the SQL, and what to do. */
export class SqlError extends Error {
  override readonly name = "SqlError";
}
