import type * as tensorflow from "@tensorflow/tfjs";
import { kernelStatus } from "../../compute/index.ts";
import { MissingTensorflowError } from "./missing-tensorflow-error.ts";
import { networkTrainer } from "./network-trainer.ts";

export type Tensorflow = typeof tensorflow;

/** What Node's face of the library knows about TensorFlow.js. */
export interface TensorflowProvider {
  /** Loads TensorFlow.js with the fastest of its backends that works, and says which. */
  load(): Promise<Tensorflow>;
  /** Tells the user a line. */
  say(line: string): void;
}

let provider: TensorflowProvider | undefined;
let isNamed = false;

export function provideTensorflow(provided: TensorflowProvider): void {
  provider = provided;
}

/**
 * The TensorFlow.js that shall train; undefined where kernels shall.
 * @throws MissingTensorflowError
 */
export async function tensorflowForTraining(): Promise<Tensorflow | undefined> {
  if (networkTrainer() === "kernels") {
    nameKernels();
    return undefined;
  }
  if (provider !== undefined) return provider.load();
  throw new MissingTensorflowError(
    'This program did not provide TensorFlow.js. Say trainNetworksWith("kernels"), or train elsewhere: trained networks can be asked here.',
  );
}

/** Says once what trains. */
function nameKernels(): void {
  if (isNamed) return;
  isNamed = true;
  const { engine, workers } = kernelStatus();
  const threads = workers > 0 ? "several threads" : "one thread";
  const where = engine === "plain" ? "plain JavaScript, slow" : `WebAssembly, ${threads}`;
  provider?.say(`networks: trained by kernels of ulm (${where})`);
}
