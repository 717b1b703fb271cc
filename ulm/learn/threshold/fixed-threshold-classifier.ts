import { quietly } from "../../compute/index.ts";
import { checkParameters, oneOf, toLabels, uniqueLabels } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import type { MetaParams } from "../compose/meta-model.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { ThresholdModel } from "./threshold-model.ts";
import { responseOf } from "./threshold-response.ts";
import type { ResponseMethod } from "./threshold-response.ts";

/** What a `FixedThresholdClassifier` takes. */
export interface FixedThresholdClassifierParams extends MetaParams {
  /** Rows that score at least this are positive. "auto", the default, is 0.5 of probabilities and 0 of decisions. */
  threshold: number | "auto";
  /** What is compared with it. "auto", the default, is probabilities where there are some, else decisions. */
  responseMethod: ResponseMethod;
}

/**
 * A classifier of two classes that decides by a threshold which you set, scikit-learn's `FixedThresholdClassifier`: to contact customers
 * from 20 % on, say, for what a contact costs and a customer is worth. The positive class is the larger one.
 */
export class FixedThresholdClassifier extends ThresholdModel<FixedThresholdClassifierParams> {
  readonly type = "FixedThresholdClassifier";

  constructor(params: Partial<FixedThresholdClassifierParams> & MetaParams) {
    super({ threshold: "auto", responseMethod: "auto" }, params);
    checkParameters(this.type, this.params, {
      threshold: {
        words: 'a finite number or "auto"',
        allows: (value) => value === "auto" || Number.isFinite(value),
      },
      responseMethod: oneOf("auto", "predictProba", "decisionFunction"),
    });
  }

  /** @throws ParameterError unless there are two classes, and a model with probabilities or decisions */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { estimator, threshold, responseMethod } = this.params;
    const method = responseOf(estimator, responseMethod);
    const stage = { done: 0, total: 1, label: this.type };
    const model = await quietly(() => estimator.clone().fit(X, y, options), stage);
    const classes = model.classes ?? uniqueLabels(toLabels(y));
    this.checkTwo(classes);
    const usual = method === "predictProba" ? 0.5 : 0;
    this.fitted = { models: [model], classes, method, threshold: threshold === "auto" ? usual : threshold };
    return this;
  }
}
