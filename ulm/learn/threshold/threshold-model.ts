import { ParameterError } from "../../data/index.ts";
import type { Features, Label, Labels } from "../../data/index.ts";
import { DelegatingModel } from "../compose/delegating-model.ts";
import type { MetaParams, MetaState } from "../compose/meta-model.ts";
import { accuracyScore } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import type { Response } from "../responds.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { labelsFrom, positiveScores } from "./threshold-response.ts";

export interface ThresholdState extends MetaState {
  /** The negative and the positive class. */
  readonly classes: readonly Label[];
  /** Rows that score at least this are positive. */
  readonly threshold: number;
  readonly method: Response;
}

/** A classifier of two classes that decides by another one's scores and a threshold of its own. */
export abstract class ThresholdModel<
  Params extends MetaParams,
  State extends ThresholdState = ThresholdState,
> extends DelegatingModel<Params, State> {
  constructor(defaults: Omit<Params, "estimator">, params: Partial<Params> & MetaParams) {
    super(defaults, params);
    if (this.kind !== "classifier") {
      throw new ParameterError(`${new.target.name}: estimator must be a classifier, not a ${this.kind}.`);
    }
  }

  /** The positive class from the threshold on. */
  predict(X: Features): Label[] {
    const { models, threshold, classes, method } = this.state;
    return labelsFrom(positiveScores(models[0]!, X, method), threshold, classes);
  }

  /** Accuracy. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return accuracyScore(y, this.predict(X), options);
  }

  /** The negative and the positive class. */
  get classes(): readonly Label[] {
    return this.state.classes;
  }

  /** Rows that score at least this are positive. */
  get threshold(): number {
    return this.state.threshold;
  }

  /** @throws ParameterError unless there are two classes */
  protected checkTwo(classes: readonly Label[]): void {
    if (classes.length === 2) return;
    throw new ParameterError(`${this.type} decides between two classes, but y has ${classes.length}.`);
  }

  // Thresholds do not change probabilities.
  protected get answering(): Model {
    return this.state.models[0]!;
  }
}
