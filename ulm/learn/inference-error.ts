/** Why there are no standard errors. */
export class InferenceError extends Error {
  override readonly name = "InferenceError";
}

/** Why fits with `sampleWeight` have no standard errors. */
export const weightedInference = {
  en: "A fit with sampleWeight has no standard errors: they depend on what the weights stand for (repeated rows, or rows known more exactly).",
  "zh-CN": "带 sampleWeight 的拟合没有标准误：标准误取决于权重的含义（重复的行，还是测得更准的行）。",
};
