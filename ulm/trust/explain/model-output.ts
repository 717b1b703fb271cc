import { ParameterError } from "../../data/index.ts";
import type { Features, Label } from "../../data/index.ts";
import type { Model } from "../../learn/index.ts";

/** One number for each row that a model says: what explanations explain. */
export interface ModelOutput {
  /** What the number is, in words: "probability of Yes", or "prediction". */
  readonly name: string;
  /** The same in Chinese. */
  readonly chineseName: string;
  /** One number for each row. */
  of(X: Features): Float64Array;
}

/**
 * The probability of a class, or the prediction of a regression.
 * @param positive the class. Default the last of the model's classes (1, true, "Yes" after "No")
 * @throws ParameterError for a class that the model does not know
 */
export function modelOutput(model: Model, positive?: Label): ModelOutput {
  if (model.kind === "regressor") {
    return { name: "prediction", chineseName: "预测值", of: (X) => Float64Array.from(model.predict(X) as number[]) };
  }
  const classes = model.classes ?? [];
  const chosen = positive ?? classes.at(-1);
  const index = classes.indexOf(chosen as Label);
  if (index < 0) {
    throw new ParameterError(`positive is ${JSON.stringify(positive)}, but the classes are ${classes.join(", ")}.`);
  }
  if (model.predictProba === undefined) {
    const of = (X: Features) => Float64Array.from(model.predict(X), (label) => Number(label === chosen));
    return { name: `predicts ${chosen}`, chineseName: `预测为“${chosen}”`, of };
  }
  return {
    name: `probability of ${chosen}`,
    chineseName: `“${chosen}”的概率`,
    of: (X) => model.predictProba!(X).column(index),
  };
}
