// @ts-check
import { trainNetworksWith } from "ulm/learn";
import { loadTensorflow } from "ulm/tensorflow";

const tf = await loadTensorflow();

/** What can train networks here: kernels of ours, and every backend of TensorFlow.js that loads: the native one, WebAssembly, plain JavaScript. */
export const networkTrainers = [
  "kernels",
  ...["tensorflow", "wasm", "cpu"].filter((backend) => tf.findBackendFactory(backend)),
];

/** @param {string} trainer of `networkTrainers` */
export async function useNetworkTrainer(trainer) {
  trainNetworksWith(trainer === "kernels" ? "kernels" : "tensorflow");
  if (trainer !== "kernels") await tf.setBackend(trainer);
}
