import type { Model } from "./model.ts";

/** What a classifier may say of rows besides their classes. */
export type Response = "predictProba" | "decisionFunction";

/** Whether a model has probabilities, or decisions: what holds another model has the methods of all, and asks the one inside. */
export function responds(model: Model, method: Response): boolean {
  return model.responds?.(method) ?? typeof model[method] === "function";
}
