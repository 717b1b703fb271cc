import { checkParameters, wholeNumber } from "../../data/index.ts";
import { checkClassWeight } from "../class-targets.ts";
import type { Activation } from "./activation.ts";
import type { LayerSpec } from "./layer.ts";
import { NetworkClassifier } from "./network-classifier.ts";
import type { ClassifierTrainingParams } from "./network-classifier.ts";
import { NetworkRegressor } from "./network-regressor.ts";
import { stepsLayerFor, timeStepsRule } from "./time-steps.ts";
import type { TimeStepParams } from "./time-steps.ts";
import { activationRule, layerSizes, trainingDefaults, trainingRules } from "./training-params.ts";
import type { TrainingParams } from "./training-params.ts";

/** The convolution of a network, with defaults for all. */
export interface ConvolutionParams extends TimeStepParams {
  /** How many patterns each convolution looks for, first layer to last. Default [32]. */
  filters: readonly number[];
  /** How many steps a pattern is long. Default 3. */
  kernelSize: number;
  /** Of the convolutions. Default "relu". */
  activation: Activation;
}

/** What `Conv1dClassifier` takes, with defaults for all. */
export interface Conv1dClassifierParams extends ClassifierTrainingParams, ConvolutionParams {}
/** What `Conv1dRegressor` takes, with defaults for all. */
export interface Conv1dRegressorParams extends TrainingParams, ConvolutionParams {}

const defaults: TrainingParams & ConvolutionParams = {
  ...trainingDefaults,
  ...{ learningRateInit: 0.01, batchSize: 64, timeSteps: null, filters: [32], kernelSize: 3, activation: "relu" },
};

/** A network of one-dimensional convolutions that tells sequences apart by the patterns that occur in them (M20).. */
export class Conv1dClassifier extends NetworkClassifier<Conv1dClassifierParams> {
  readonly type = "Conv1dClassifier";

  constructor(params: Partial<Conv1dClassifierParams> = {}) {
    super({ ...defaults, classWeight: null }, params);
    checkParameters(this.type, this.params, rules);
    checkClassWeight(this.params.classWeight, this.type);
  }

  protected hiddenLayers(columns: number): LayerSpec[] {
    return [stepsLayerFor(this.type, this.params, columns), ...convolutions(this.params)];
  }
}

/** A network of one-dimensional convolutions that predicts a number from the patterns in a sequence (M20).. */
export class Conv1dRegressor extends NetworkRegressor<Conv1dRegressorParams> {
  readonly type = "Conv1dRegressor";

  constructor(params: Partial<Conv1dRegressorParams> = {}) {
    super({ ...defaults }, params);
    checkParameters(this.type, this.params, rules);
  }

  protected hiddenLayers(columns: number): LayerSpec[] {
    return [stepsLayerFor(this.type, this.params, columns), ...convolutions(this.params)];
  }
}

function convolutions({ filters, kernelSize, activation }: ConvolutionParams): LayerSpec[] {
  const layers = filters.map((count): LayerSpec => ({ type: "conv1d", filters: count, kernelSize, activation }));
  return [...layers, { type: "maxOverSteps" }];
}

const rules = {
  ...trainingRules,
  timeSteps: timeStepsRule,
  filters: layerSizes,
  kernelSize: wholeNumber(1),
  activation: activationRule,
};
