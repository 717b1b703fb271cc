import { checkParameters } from "../../data/index.ts";
import { checkClassWeight } from "../class-targets.ts";
import type { Activation } from "./activation.ts";
import type { LayerSpec } from "./layer.ts";
import { NetworkClassifier } from "./network-classifier.ts";
import type { ClassifierTrainingParams } from "./network-classifier.ts";
import { NetworkRegressor } from "./network-regressor.ts";
import { activationRule, layerSizes, trainingDefaults, trainingRules } from "./training-params.ts";
import type { TrainingParams } from "./training-params.ts";

/** The hidden layers of a dense network, with defaults for all. */
export interface HiddenLayerParams {
  /** Units of each hidden layer, first to last. Default [100]. */
  hiddenLayerSizes: readonly number[];
  /** Of the hidden layers. Default "relu". */
  activation: Activation;
}

/** What `MLPClassifier` takes, with defaults for all. */
export interface MLPClassifierParams extends ClassifierTrainingParams, HiddenLayerParams {}
/** What `MLPRegressor` takes, with defaults for all. */
export interface MLPRegressorParams extends TrainingParams, HiddenLayerParams {}

const defaults: HiddenLayerParams = { hiddenLayerSizes: [100], activation: "relu" };

/** A dense network (multi-layer perceptron) that tells classes apart: scikit-learn's `MLPClassifier`. */
export class MLPClassifier extends NetworkClassifier<MLPClassifierParams> {
  readonly type = "MLPClassifier";

  constructor(params: Partial<MLPClassifierParams> = {}) {
    super({ ...trainingDefaults, ...defaults, classWeight: null }, params);
    checkParameters(this.type, this.params, rules);
    checkClassWeight(this.params.classWeight, this.type);
  }

  protected hiddenLayers(): LayerSpec[] {
    return denseLayers(this.params);
  }
}

/** A dense network (multi-layer perceptron) that predicts a number: scikit-learn's `MLPRegressor`. */
export class MLPRegressor extends NetworkRegressor<MLPRegressorParams> {
  readonly type = "MLPRegressor";

  constructor(params: Partial<MLPRegressorParams> = {}) {
    super({ ...trainingDefaults, ...defaults }, params);
    checkParameters(this.type, this.params, rules);
  }

  protected hiddenLayers(): LayerSpec[] {
    return denseLayers(this.params);
  }
}

function denseLayers({ hiddenLayerSizes, activation }: HiddenLayerParams): LayerSpec[] {
  return hiddenLayerSizes.map((units) => ({ type: "dense", units, activation }));
}

const rules = { ...trainingRules, hiddenLayerSizes: layerSizes, activation: activationRule };
