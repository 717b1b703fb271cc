/** Why there are no standard errors. */
export class InferenceError extends Error {
  override readonly name = "InferenceError";
}
