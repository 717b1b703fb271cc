import { ParameterError } from "../../data/index.ts";
import { activations } from "./activation.ts";
import type { Activation } from "./activation.ts";
import type { LayerSpec } from "./layer.ts";
import { NetworkClassifier } from "./network-classifier.ts";
import type { ClassifierTrainingParams } from "./network-classifier.ts";
import { NetworkRegressor } from "./network-regressor.ts";
import { checkSizes, checkTrainingParams, trainingDefaults } from "./training-params.ts";
import type { TrainingParams } from "./training-params.ts";

export interface HiddenLayerParams {
  /** Units of each hidden layer, first to last. Default [100]. */
  hiddenLayerSizes: readonly number[];
  /** Of the hidden layers. Default "relu". */
  activation: Activation;
}

export interface MLPClassifierParams extends ClassifierTrainingParams, HiddenLayerParams {}
export interface MLPRegressorParams extends TrainingParams, HiddenLayerParams {}

const defaults: HiddenLayerParams = { hiddenLayerSizes: [100], activation: "relu" };

/** A dense network (multi-layer perceptron) that tells classes apart: scikit-learn's `MLPClassifier`, trained by TensorFlow.js. */
export class MLPClassifier extends NetworkClassifier<MLPClassifierParams> {
  readonly type = "MLPClassifier";

  constructor(params: Partial<MLPClassifierParams> = {}) {
    super({ ...trainingDefaults, ...defaults, classWeight: null }, params);
    checkParams(this.type, this.params);
  }

  protected hiddenLayers(): LayerSpec[] {
    return denseLayers(this.params);
  }
}

/** A dense network (multi-layer perceptron) that predicts a number: scikit-learn's `MLPRegressor`, trained by TensorFlow.js. */
export class MLPRegressor extends NetworkRegressor<MLPRegressorParams> {
  readonly type = "MLPRegressor";

  constructor(params: Partial<MLPRegressorParams> = {}) {
    super({ ...trainingDefaults, ...defaults }, params);
    checkParams(this.type, this.params);
  }

  protected hiddenLayers(): LayerSpec[] {
    return denseLayers(this.params);
  }
}

function denseLayers({ hiddenLayerSizes, activation }: HiddenLayerParams): LayerSpec[] {
  return hiddenLayerSizes.map((units) => ({ type: "dense", units, activation }));
}

function checkParams(type: string, params: HiddenLayerParams & TrainingParams): void {
  checkTrainingParams(type, params);
  checkSizes(type, "hiddenLayerSizes", params.hiddenLayerSizes);
  checkActivation(type, params.activation);
}

/** @throws ParameterError */
export function checkActivation(type: string, activation: Activation): void {
  if (!Object.hasOwn(activations, activation)) {
    const names = Object.keys(activations).join(", ");
    throw new ParameterError(`${type}: activation must be one of ${names}, not ${JSON.stringify(activation)}.`);
  }
}
