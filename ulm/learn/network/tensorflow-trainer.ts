import type { Optimizer, Scalar } from "@tensorflow/tfjs";
import { objective, variables } from "./objective.ts";
import type { Batch } from "./objective.ts";
import { adam } from "./optimiser-steps.ts";
import type { Tensorflow } from "./tensorflow.ts";
import { toTensorflow, withWeightsOf } from "./to-tensorflow.ts";
import type { Trainer, TrainingData, TrainingTask } from "./trainer.ts";
import type { TrainingParams } from "./training-params.ts";

/** Trains with TensorFlow.js; whoever asks for it disposes of it. */
export function tensorflowTrainer(
  tf: Tensorflow,
  { network, data, loss, params }: TrainingTask,
): Trainer & { dispose(): void } {
  const model = toTensorflow(tf, network);
  const optimizer = createOptimizer(tf, params);
  return {
    step(rows) {
      const batch = takeBatch(tf, data, rows);
      const loseSome = () => objective(tf, model, loss, params.alpha, batch);
      const mean = optimizer.minimize(loseSome, true, variables(model)) as Scalar;
      const [value] = mean.dataSync();
      tf.dispose([mean, batch.inputs, batch.targets, batch.weights]);
      return value!;
    },
    network: () => withWeightsOf(model, network),
    dispose() {
      model.dispose();
      optimizer.dispose();
    },
  };
}

function createOptimizer(tf: Tensorflow, params: TrainingParams): Optimizer {
  const { solver, learningRateInit, momentum, nesterovsMomentum } = params;
  if (solver === "adam") {
    return tf.train.adam(learningRateInit, adam.forgetMeans, adam.forgetSquares, adam.epsilon);
  }
  return tf.train.momentum(learningRateInit, momentum, nesterovsMomentum);
}

function takeBatch(tf: Tensorflow, { matrix, targets, weights }: TrainingData, rows: Int32Array): Batch {
  const outputs = targets.length / matrix.rows;
  const inputs = new Float32Array(rows.length * matrix.columns);
  const wanted = new Float32Array(rows.length * outputs);
  rows.forEach((row, index) => {
    inputs.set(matrix.row(row), index * matrix.columns);
    wanted.set(targets.subarray(row * outputs, (row + 1) * outputs), index * outputs);
  });
  return {
    inputs: tf.tensor2d(inputs, [rows.length, matrix.columns]),
    targets: tf.tensor2d(wanted, [rows.length, outputs]),
    weights: tf.tensor2d(
      Float32Array.from(rows, (row) => weights[row]!),
      [rows.length, 1],
    ),
  };
}
