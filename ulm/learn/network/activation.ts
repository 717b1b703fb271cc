import { hyperbolicTangent, logistic } from "./arithmetic.ts";
import type { Arithmetic, Numbers } from "./arithmetic.ts";

/** Called as in scikit-learn's `MLPClassifier`. Their places in this list are what kernels call them. */
export const activations = ["identity", "logistic", "tanh", "relu"] as const;
export type Activation = (typeof activations)[number];

/** The same functions as TensorFlow.js calls them. */
export const kerasActivation = {
  identity: "linear",
  logistic: "sigmoid",
  tanh: "tanh",
  relu: "relu",
} as const satisfies Record<Activation, string>;

/** Each value becomes its activation. @param code place in `activations` */
export function activate(arithmetic: Arithmetic, code: number, values: Numbers): void {
  switch (activations[code]!) {
    case "identity":
      return;
    case "logistic":
      for (let index = 0; index < values.length; index++) values[index] = logistic(arithmetic, values[index]!);
      return;
    case "tanh":
      for (let index = 0; index < values.length; index++) values[index] = hyperbolicTangent(arithmetic, values[index]!);
      return;
    case "relu":
      for (let index = 0; index < values.length; index++) values[index] = Math.max(0, values[index]!);
  }
}

/** Each gradient by an activation, of which `outputs` are the values, becomes the gradient by what was activated. */
export function deactivate({ round }: Arithmetic, code: number, outputs: Numbers, gradients: Numbers): void {
  switch (activations[code]!) {
    case "identity":
      return;
    case "logistic":
      outputs.forEach((output, index) => (gradients[index] = gradients[index]! * round(output * round(1 - output))));
      return;
    case "tanh":
      outputs.forEach((output, index) => (gradients[index] = gradients[index]! * round(1 - round(output * output))));
      return;
    case "relu":
      outputs.forEach((output, index) => (gradients[index] = output > 0 ? gradients[index]! : 0));
  }
}
