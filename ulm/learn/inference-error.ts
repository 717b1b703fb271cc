/** Why there are no standard errors. */
export class InferenceError extends Error {
  override readonly name = "InferenceError";
}

/** Why fits with `sampleWeight` have no standard errors. */
export const weightedInference =
  "A fit with sampleWeight has no standard errors: they depend on what the weights stand for (repeated rows, or rows known more exactly).";
