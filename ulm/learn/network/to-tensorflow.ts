import type { layers, Sequential } from "@tensorflow/tfjs";
import { kerasActivation } from "./activation.ts";
import type { LayerSpec, Shape, Weights } from "./layer.ts";
import type { Network } from "./network.ts";
import type { Tensorflow } from "./tensorflow.ts";

/** The same network as a TensorFlow.js model, with the same weights. Whoever asks for it disposes of it. */
export function toTensorflow(tf: Tensorflow, network: Network): Sequential {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: [network.inputs] }));
  let shape: Shape = [network.inputs];
  for (const spec of network.layers) {
    for (const layer of toLayers(tf, spec, shape)) model.add(layer);
    shape = model.outputs[0]!.shape.slice(1).map(Number);
  }
  const tensors = network.weights.flat().map(({ shape, values }) => tf.tensor([...values], [...shape]));
  model.setWeights(tensors);
  tf.dispose(tensors);
  return model;
}

function toLayers(tf: Tensorflow, spec: LayerSpec, [first, ...others]: Shape): layers.Layer[] {
  // All weights are set afterwards; drawing others first would only cost time.
  const zeros = { kernelInitializer: "zeros", recurrentInitializer: "zeros" } as const;
  switch (spec.type) {
    case "steps":
      return [tf.layers.reshape({ targetShape: [spec.steps, first! / spec.steps] })];
    case "dense":
      return [tf.layers.dense({ units: spec.units, activation: kerasActivation[spec.activation], ...zeros })];
    case "lstm":
      return [tf.layers.lstm({ units: spec.units, recurrentActivation: "sigmoid", ...zeros })];
    case "conv1d": {
      const { filters, kernelSize } = spec;
      const activation = kerasActivation[spec.activation];
      return [tf.layers.conv1d({ filters, kernelSize, padding: "same", activation, ...zeros })];
    }
    case "maxOverSteps":
      // One pool as long as the sequence: the gradient of a global maximum compares with broadcasting, which is slow on WASM.
      return [tf.layers.maxPooling1d({ poolSize: first! }), tf.layers.reshape({ targetShape: others })];
  }
}

/** The network with the weights that the model has now. */
export function withWeightsOf(model: Sequential, network: Network): Network {
  const tensors = model.getWeights();
  let next = 0;
  const weights = network.weights.map((list) =>
    list.map(({ shape }): Weights => ({ shape, values: Array.from(tensors[next++]!.dataSync()) })),
  );
  return { ...network, weights };
}
