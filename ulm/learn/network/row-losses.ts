import type { Numbers } from "./arithmetic.ts";

/**
 * What training makes small, for each row: half the squared error, or the binary or multinomial log loss of the outputs taken as
 * logits. As in scikit-learn's `MLPClassifier` and `MLPRegressor`. Their places in this list are what kernels call them.
 */
export const losses = ["squared", "binary", "multinomial"] as const;
export type Loss = (typeof losses)[number];

/** The loss of a row; its gradients by the outputs, times `factor`, go to `gradients`. @param code place in `losses` */
export function rowLoss(code: number, outputs: Numbers, targets: Numbers, factor: number, gradients: Numbers): number {
  switch (losses[code]!) {
    case "squared":
      return squared(outputs, targets, factor, gradients);
    case "binary":
      return binary(outputs[0]!, targets[0]!, factor, gradients);
    case "multinomial":
      return multinomial(outputs, targets, factor, gradients);
  }
}

function squared(outputs: Numbers, targets: Numbers, factor: number, gradients: Numbers): number {
  let loss = 0;
  for (let index = 0; index < outputs.length; index++) {
    const error = outputs[index]! - targets[index]!;
    loss += (error * error) / 2;
    gradients[index] = factor * error;
  }
  return loss;
}

/** log(1 + e^z) − t z, without overflow for large z. */
function binary(logit: number, target: number, factor: number, gradients: Numbers): number {
  const power = Math.exp(-Math.abs(logit));
  const probability = logit > 0 ? 1 / (1 + power) : power / (1 + power);
  gradients[0] = factor * (probability - target);
  return Math.max(0, logit) - logit * target + Math.log(1 + power);
}

function multinomial(logits: Numbers, targets: Numbers, factor: number, gradients: Numbers): number {
  let largest = -Infinity;
  for (const logit of logits) largest = Math.max(largest, logit);
  let [sum, product] = [0, 0];
  for (let index = 0; index < logits.length; index++) {
    sum += Math.exp(logits[index]! - largest);
    product += logits[index]! * targets[index]!;
  }
  for (let index = 0; index < logits.length; index++) {
    gradients[index] = factor * (Math.exp(logits[index]! - largest) / sum - targets[index]!);
  }
  return Math.log(sum) + largest - product;
}
