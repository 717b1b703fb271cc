import { checkParameters, wholeNumber } from "../../data/index.ts";
import { checkClassWeight } from "../class-targets.ts";
import type { LayerSpec } from "./layer.ts";
import { NetworkClassifier } from "./network-classifier.ts";
import type { ClassifierTrainingParams } from "./network-classifier.ts";
import { NetworkRegressor } from "./network-regressor.ts";
import { stepsLayerFor, timeStepsRule } from "./time-steps.ts";
import type { TimeStepParams } from "./time-steps.ts";
import { trainingDefaults, trainingRules } from "./training-params.ts";
import type { TrainingParams } from "./training-params.ts";

/** The recurrent layer of a network, with defaults for all. */
export interface LstmLayerParams extends TimeStepParams {
  /** Size of the memory. Default 32. */
  units: number;
}

/** What `LstmClassifier` takes, with defaults for all. */
export interface LstmClassifierParams extends ClassifierTrainingParams, LstmLayerParams {}
/** What `LstmRegressor` takes, with defaults for all. */
export interface LstmRegressorParams extends TrainingParams, LstmLayerParams {}

/** Steps are few and gates saturate, so that larger steps than a dense network's do well. */
const defaults: TrainingParams & LstmLayerParams = {
  ...trainingDefaults,
  learningRateInit: 0.01,
  batchSize: 64,
  timeSteps: null,
  units: 32,
};

/**
 * A recurrent network with long short-term memory that tells sequences apart, for example histories of users by the stage that comes
 * next (article 003 §4.2.2, M20)..
 */
export class LstmClassifier extends NetworkClassifier<LstmClassifierParams> {
  readonly type = "LstmClassifier";

  constructor(params: Partial<LstmClassifierParams> = {}) {
    super({ ...defaults, classWeight: null }, params);
    checkParameters(this.type, this.params, rules);
    checkClassWeight(this.params.classWeight, this.type);
  }

  protected hiddenLayers(columns: number): LayerSpec[] {
    return [stepsLayerFor(this.type, this.params, columns), { type: "lstm", units: this.params.units }];
  }
}

/** A recurrent network with long short-term memory that predicts a number from a sequence (M20).. */
export class LstmRegressor extends NetworkRegressor<LstmRegressorParams> {
  readonly type = "LstmRegressor";

  constructor(params: Partial<LstmRegressorParams> = {}) {
    super({ ...defaults }, params);
    checkParameters(this.type, this.params, rules);
  }

  protected hiddenLayers(columns: number): LayerSpec[] {
    return [stepsLayerFor(this.type, this.params, columns), { type: "lstm", units: this.params.units }];
  }
}

const rules = { ...trainingRules, timeSteps: timeStepsRule, units: wholeNumber(1) };
