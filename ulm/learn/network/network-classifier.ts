import { Matrix } from "../../data/index.ts";
import type { Features, Label, Labels } from "../../data/index.ts";
import { checkFeatures } from "../check-features.ts";
import { classTargets, rowWeights } from "../class-targets.ts";
import type { ClassTargets, ClassWeight } from "../class-targets.ts";
import { classProbabilities } from "../class-probabilities.ts";
import { holdOutRows } from "../hold-out-rows.ts";
import type { HeldOutRows } from "../hold-out-rows.ts";
import { likeliestClasses } from "../likeliest-classes.ts";
import { accuracyScore } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { runNetwork } from "./network.ts";
import { NetworkEstimator } from "./network-estimator.ts";
import type { NetworkState } from "./network-estimator.ts";
import type { TrainingParams } from "./training-params.ts";

/** How networks that tell classes apart are trained. */
export interface ClassifierTrainingParams extends TrainingParams {
  /** "balanced", weights by label, or none (`null`, the default). */
  classWeight: ClassWeight;
}

interface ClassifierState extends NetworkState {
  readonly classes: readonly Label[];
}

/** Two classes share one output, the log odds of the second; more have one output each. */
export abstract class NetworkClassifier<Params extends ClassifierTrainingParams>
  extends NetworkEstimator<Params, ClassifierState>
  implements Model
{
  readonly kind = "classifier";

  /**
   * @param X rows of finite numbers
   * @param y one class for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for features or labels that cannot be learnt from, DivergenceError when training leaves the finite numbers
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { params, type } = this;
    const counting = weighedRows(checkFeatures(X, type), y, options, type);
    const { X: matrix } = counting;
    const targets = classTargets(counting.y, matrix.rows, type);
    const weights = rowWeights(targets, params.classWeight, type, counting.weights);
    const outputs = targets.classes.length === 2 ? 1 : targets.classes.length;
    const { train, test } = this.split(matrix, targets);
    const heldOut = matrix.take(test);
    const truth = Array.from(test, (row) => targets.classes[targets.codes[row]!]!);
    const learnt = await this.learn(
      {
        matrix: matrix.take(train),
        targets: indicators(targets, train, outputs),
        weights: Float64Array.from(train, (row) => weights[row]!),
        loss: outputs === 1 ? "binary" : "multinomial",
        ...(params.earlyStopping && {
          heldOut: {
            matrix: heldOut,
            score: (network) => {
              const logits = new Matrix(runNetwork(network, heldOut), heldOut.rows, outputs);
              const sampleWeight = Float64Array.from(test, (row) => weights[row]!);
              return accuracyScore(truth, likeliestClasses(logits, targets.classes), { sampleWeight });
            },
          },
        }),
      },
      outputs,
    );
    this.fitted = { ...learnt, classes: targets.classes };
    return this;
  }

  private split(matrix: Matrix, targets: ClassTargets): HeldOutRows {
    if (!this.params.earlyStopping) return { train: targets.codes.map((_, row) => row), test: [] };
    return holdOutRows(matrix, { ...this.params, type: this.type }, targets);
  }

  /** The most probable class of each row. */
  predict(X: Features): Label[] {
    return likeliestClasses(this.decisionFunction(X), this.classes);
  }

  /** rows × classes; the columns carry the names of the classes, each row sums to 1. */
  predictProba(X: Features): Matrix {
    return classProbabilities(this.decisionFunction(X), this.classes);
  }

  /** Log odds of the second of two classes (one column), else the logit of each class. */
  decisionFunction(X: Features): Matrix {
    const { classes } = this.state;
    const { data, rows, columns } = this.outputsOf(X);
    return new Matrix(data, rows, columns, (columns === 1 ? classes.slice(1) : classes).map(String));
  }

  /** Accuracy. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return accuracyScore(y, this.predict(X), options);
  }

  /** Ascending. */
  get classes(): readonly Label[] {
    return this.state.classes;
  }
}

/** 1 where the row is of the class, 0 elsewhere; one column for two classes. */
function indicators({ codes }: ClassTargets, rows: ArrayLike<number>, outputs: number): Float64Array {
  const indicators = new Float64Array(rows.length * outputs);
  Array.from(rows).forEach((row, index) => {
    if (outputs === 1) indicators[index] = codes[row]!;
    else indicators[index * outputs + codes[row]!] = 1;
  });
  return indicators;
}
