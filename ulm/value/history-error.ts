/** Purchase histories or lifetimes that no model can take; the message names what, in which row, and what to do. */
export class HistoryError extends Error {
  override readonly name = "HistoryError";
}

/** The likelihood has no highest point that can be found; the message says what to try. */
export class ConvergenceError extends Error {
  override readonly name = "ConvergenceError";
}
