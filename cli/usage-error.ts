/** The command line is wrong; the message says what and how it should be. */
export class UsageError extends Error {
  override name = "UsageError";
}
