import type { Scalar, Sequential, Tensor2D, Variable } from "@tensorflow/tfjs";
import type { Loss } from "./row-losses.ts";
import type { Tensorflow } from "./tensorflow.ts";

export interface Batch {
  readonly inputs: Tensor2D;
  /** rows × outputs: 0 or 1 for classes, values otherwise. */
  readonly targets: Tensor2D;
  /** rows × 1 */
  readonly weights: Tensor2D;
}

/** The weighted mean loss of a batch, plus alpha / 2 · Σ w² over kernels (biases are free) by the weight of the batch. */
export function objective(tf: Tensorflow, model: Sequential, loss: Loss, alpha: number, batch: Batch): Scalar {
  return tf.tidy(() => {
    const outputs = model.apply(batch.inputs, { training: true }) as Tensor2D;
    const losses = rowLosses(tf, loss, outputs, batch.targets);
    const sum = tf.sum(tf.mul(losses, batch.weights)) as Scalar;
    const squares = alpha === 0 ? [] : kernels(model).map((kernel) => tf.sum(tf.square(kernel)) as Scalar);
    const penalised = alpha === 0 ? sum : tf.add(sum, tf.mul(tf.addN(squares), alpha / 2));
    return tf.div(penalised, tf.sum(batch.weights)) as Scalar;
  });
}

/** All weights as TensorFlow.js variables. */
export function variables(model: Sequential): Variable[] {
  return model.trainableWeights.map((weight) => weight.read() as Variable);
}

function kernels(model: Sequential): Variable[] {
  return variables(model).filter(({ shape }) => shape.length > 1);
}

/** rows × 1 */
function rowLosses(tf: Tensorflow, loss: Loss, outputs: Tensor2D, targets: Tensor2D): Tensor2D {
  switch (loss) {
    case "squared":
      return tf.mul(tf.sum(tf.square(tf.sub(outputs, targets)), 1, true), 0.5);
    case "binary": {
      // log(1 + e^z) − t z, without overflow for large z
      const overflow = tf.log(tf.add(tf.exp(tf.neg(tf.abs(outputs))), 1));
      return tf.add(tf.sub(tf.relu(outputs), tf.mul(outputs, targets)), overflow);
    }
    case "multinomial":
      return tf.sub(tf.logSumExp(outputs, 1, true), tf.sum(tf.mul(outputs, targets), 1, true)) as Tensor2D;
  }
}
