import type * as tensorflow from "@tensorflow/tfjs";
import { MissingTensorflowError } from "./missing-tensorflow-error.ts";

export type Tensorflow = typeof tensorflow;

let load = (): Promise<Tensorflow> =>
  Promise.reject(
    new MissingTensorflowError(
      "Training a network needs TensorFlow.js, which this program did not provide. Networks that were trained elsewhere can be asked here.",
    ),
  );

/** Says how to load TensorFlow.js with a backend that works; Node's face of the library does so itself. */
export function provideTensorflow(loader: () => Promise<Tensorflow>): void {
  load = loader;
}

/** @throws MissingTensorflowError */
export function loadedTensorflow(): Promise<Tensorflow> {
  return load();
}
