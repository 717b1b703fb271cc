/** Personal data cannot be protected as asked; the message says what is wrong and what to do. */
export class PrivacyError extends Error {
  override readonly name = "PrivacyError";
}
