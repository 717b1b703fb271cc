/** `ulm/learn` in Node: the pure core and the TensorFlow.js that trains its networks. */
import { provideTensorflow } from "../network/tensorflow.ts";
import { loadTensorflow } from "./load-tensorflow.ts";

provideTensorflow(loadTensorflow);

export * from "../index.ts";
