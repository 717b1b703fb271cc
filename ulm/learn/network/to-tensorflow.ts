import type { layers, Sequential } from "@tensorflow/tfjs";
import { kerasActivation } from "./activation.ts";
import type { LayerSpec, Weights } from "./layer.ts";
import type { Network } from "./network.ts";
import type { Tensorflow } from "./tensorflow.ts";

/** The same network as a TensorFlow.js model, with the same weights. Whoever asks for it disposes of it. */
export function toTensorflow(tf: Tensorflow, network: Network): Sequential {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: [network.inputs] }));
  let columns = network.inputs;
  for (const spec of network.layers) {
    model.add(toLayer(tf, spec, columns));
    columns = Number(model.outputs[0]!.shape.at(-1));
  }
  const tensors = network.weights.flat().map(({ shape, values }) => tf.tensor([...values], [...shape]));
  model.setWeights(tensors);
  tf.dispose(tensors);
  return model;
}

function toLayer(tf: Tensorflow, spec: LayerSpec, columns: number): layers.Layer {
  // All weights are set afterwards; drawing others first would only cost time.
  const zeros = { kernelInitializer: "zeros", recurrentInitializer: "zeros" } as const;
  switch (spec.type) {
    case "steps":
      return tf.layers.reshape({ targetShape: [spec.steps, columns / spec.steps] });
    case "dense":
      return tf.layers.dense({ units: spec.units, activation: kerasActivation[spec.activation], ...zeros });
    case "lstm":
      return tf.layers.lstm({ units: spec.units, recurrentActivation: "sigmoid", ...zeros });
    case "conv1d":
      return tf.layers.conv1d({
        ...{ filters: spec.filters, kernelSize: spec.kernelSize, padding: "same" },
        activation: kerasActivation[spec.activation],
        ...zeros,
      });
    case "maxOverSteps":
      return tf.layers.globalMaxPooling1d({});
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
