import { checkParameters, oneOf } from "../../data/index.ts";

/** What takes the training steps of networks. */
export type NetworkTrainer = "kernels" | "tensorflow";

let trainer: NetworkTrainer = "kernels";

/**
 * Says what trains networks from now on: kernels of ours, the default, or TensorFlow.js on the backend that it has (`tf.setBackend`; at
 * first the fastest that loads). Both take the same steps, up to rounding.
 * @throws ParameterError
 */
export function trainNetworksWith(choice: NetworkTrainer): void {
  checkParameters("trainNetworksWith", { trainer: choice }, { trainer: oneOf("kernels", "tensorflow") });
  trainer = choice;
}

export function networkTrainer(): NetworkTrainer {
  return trainer;
}
