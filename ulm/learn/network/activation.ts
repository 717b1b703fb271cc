/** Called as in scikit-learn's `MLPClassifier`. */
export type Activation = "identity" | "logistic" | "tanh" | "relu";

export const activations: Readonly<Record<Activation, (value: number) => number>> = {
  identity: (value) => value,
  logistic: (value) => 1 / (1 + Math.exp(-value)),
  tanh: Math.tanh,
  relu: (value) => (value > 0 ? value : 0),
};

/** The same functions as TensorFlow.js calls them. */
export const kerasActivation = {
  identity: "linear",
  logistic: "sigmoid",
  tanh: "tanh",
  relu: "relu",
} as const satisfies Record<Activation, string>;
