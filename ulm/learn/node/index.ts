/** `ulm/learn` in Node: the pure core and the TensorFlow.js that may train its networks. */
import { provideTensorflow } from "../network/tensorflow.ts";
import { loadTensorflow } from "./load-tensorflow.ts";

provideTensorflow({ load: loadTensorflow, say: (line) => process.stderr.write(`${line}\n`) });

export * from "../index.ts";
