import { trainingLoss } from "../../chart/training-loss.ts";
import { withChart } from "../../chart/with-chart.ts";
import { createRandom } from "../../compute/index.ts";
import { bilingualLine, display, Estimator, Matrix, warn } from "../../data/index.ts";
import type { BilingualText, DisplayBundle, Features } from "../../data/index.ts";
import { classLabels, columnNames, list, logical, nullable, numeric, record } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { checkFeatures } from "../check-features.ts";
import { notConverged, progressShapes } from "../iterative.ts";
import type { Iterative } from "../iterative.ts";
import { checkSingles } from "../check-singles.ts";
import type { LayerSpec } from "./layer.ts";
import type { Loss } from "./row-losses.ts";
import { initialNetwork, runNetwork } from "./network.ts";
import type { Network } from "./network.ts";
import type { Tensorflow } from "./tensorflow.ts";
import { networkShape } from "./network-shape.ts";
import { toTensorflow } from "./to-tensorflow.ts";
import { train } from "./train.ts";
import type { TrainingData } from "./trainer.ts";
import type { TrainingParams } from "./training-params.ts";

export interface NetworkState {
  readonly network: Network;
  readonly featureNames: readonly string[];
  readonly lossCurve: readonly number[];
  readonly validationScores: readonly number[];
  readonly converged: boolean;
  readonly warnings: readonly BilingualText[];
}

/** What a network learns from, and how far it has come. */
interface Lesson extends TrainingData {
  readonly loss: Loss;
  /** Rows held out; none without `earlyStopping`. */
  readonly heldOut?: { readonly matrix: Matrix; score(network: Network): number };
}

/** TensorFlow.js, as far as declarations say: what it makes is a model of its own kind. */
interface TensorflowLayers<Model> {
  sequential(): Model;
}

/**
 * Networks as estimators. Kernels of ours train them, or TensorFlow.js (`trainNetworksWith`), of which they become models at any time;
 * once trained they are plain numbers that answer everywhere, also in a report.
 * Scale the features first (StandardScaler): networks learn slowly or not at all from columns of very different size.
 */
export abstract class NetworkEstimator<Params extends TrainingParams, State extends NetworkState>
  extends Estimator<Params, State>
  implements Iterative
{
  abstract readonly kind: "classifier" | "regressor";

  /** What stands between the features and the output layer. @throws FeatureError when it does not fit so many columns */
  protected abstract hiddenLayers(columns: number): readonly LayerSpec[];

  protected async learn({ heldOut, ...data }: Lesson, outputs: number): Promise<NetworkState> {
    const { matrix } = data;
    checkSingles(matrix, this.type);
    const random = createRandom(this.params.randomState);
    const output: LayerSpec = { type: "dense", units: outputs, activation: "identity" };
    const layers = [...this.hiddenLayers(matrix.columns), output];
    const { network, lossCurve, validationScores, converged } = await train({
      network: initialNetwork(matrix.columns, layers, random),
      data,
      loss: data.loss,
      params: this.params,
      random,
      type: this.type,
      ...(heldOut === undefined ? {} : { validate: (candidate) => heldOut.score(candidate) }),
    });
    const warnings = converged ? [] : [notConverged(lossCurve.length, fasterLearning)];
    for (const warning of warnings) warn(this.type, warning);
    return { network, featureNames: matrix.names, lossCurve, validationScores, converged, warnings };
  }

  /** The output layer for each row: logits of a classifier, values of a regression. */
  protected outputsOf(X: Features): Matrix {
    const { network, featureNames } = this.state;
    const matrix = checkFeatures(X, this.type, featureNames);
    const values = runNetwork(network, matrix);
    const columns = network.weights.at(-1)!.at(-1)!.values.length;
    return new Matrix(values, matrix.rows, columns);
  }

  /** The trained network: layers and weights. */
  get network(): Network {
    return this.state.network;
  }

  /**
   * The trained network as a model of TensorFlow.js, to go on with there: to save it, to train it further, to use it in a page. It answers
   * with logits or values, a row each; whoever asks for it disposes of it.
   * @param tf TensorFlow.js, in a cell the global of that name
   */
  toTensorflow<Model>(tf: TensorflowLayers<Model>): Model {
    return toTensorflow(tf as unknown as Tensorflow, this.network) as Model;
  }

  /** The mean loss of each epoch, penalty included. */
  get lossCurve(): readonly number[] {
    return this.state.lossCurve;
  }

  /** With `earlyStopping`, the score on held-out rows after each epoch. */
  get validationScores(): readonly number[] {
    return this.state.validationScores;
  }

  /** How many epochs it took. */
  get nIter(): number {
    return this.state.lossCurve.length;
  }

  /** Whether training stopped by itself before `maxIter` epochs. */
  get converged(): boolean {
    return this.state.converged;
  }

  /** What was wrong with the fit; empty when all went well. */
  get warnings(): readonly BilingualText[] {
    return this.state.warnings;
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  protected override get stateShape(): Shape {
    return record({
      featureNames: columnNames,
      classes: this.kind === "classifier" ? classLabels : undefined,
      network: networkShape((sizes) => {
        const classes = sizes.get("classes") ?? 2;
        return classes === 2 ? 1 : classes;
      }),
      lossCurve: list(nullable(numeric)),
      validationScores: list(nullable(numeric)),
      converged: logical,
      warnings: progressShapes.warnings,
    });
  }

  override [display](): DisplayBundle {
    if (!this.isFitted || this.nIter < 2) return super[display]();
    const about = this.describeFit();
    return withChart(trainingLoss(this.lossCurve, { subtitle: { ...about } }), bilingualLine(about));
  }
}

const fasterLearning = {
  en: "or learningRateInit: the loss was still falling",
  "zh-CN": "或 learningRateInit：损失仍在下降",
};
