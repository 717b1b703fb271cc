import { ParameterError } from "../../data/index.ts";
import type { Features, Label } from "../../data/index.ts";
import type { Model } from "../model.ts";
import { responds } from "../responds.ts";
import type { Response } from "../responds.ts";

/** What thresholds are compared with: a method, or probabilities where the model has them and else decisions. */
export type ResponseMethod = "auto" | Response;

/** The method that a model answers with. @throws ParameterError when it has none */
export function responseOf(model: Model, method: ResponseMethod): Response {
  const found = method === "auto" ? (["predictProba", "decisionFunction"] as const) : [method];
  const answer = found.find((name) => responds(model, name));
  if (answer !== undefined) return answer;
  throw new ParameterError(
    `${model.type} has no ${found.join(" and no ")}: there is nothing to compare with a threshold.`,
  );
}

/** The scores of the second of two classes. */
export function positiveScores(model: Model, X: Features, method: Response): Float64Array {
  const scores = model[method]!(X);
  return scores.column(scores.columns - 1);
}

/** The second class from the threshold on, the first below. */
export function labelsFrom(scores: Float64Array, threshold: number, [negative, positive]: readonly Label[]): Label[] {
  return Array.from(scores, (score) => (score >= threshold ? positive! : negative!));
}
