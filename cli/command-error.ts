/** Something outside of our program stands in the way; the message is complete without a stack. */
export class CommandError extends Error {
  override name = "CommandError";
}
