import { ParameterError } from "../../data/index.ts";
import type { Features, Label, Labels, Matrix } from "../../data/index.ts";
import { MetaModel } from "../compose/meta-model.ts";
import type { MetaParams, MetaState } from "../compose/meta-model.ts";
import { accuracyScore } from "../metrics/index.ts";
import { responds } from "../responds.ts";
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
> extends MetaModel<Params, State> {
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

  /** As of the classifier inside: thresholds do not change probabilities. @throws ParameterError where it has none */
  predictProba(X: Features): Matrix {
    return this.ask("predictProba", X);
  }

  /** As of the classifier inside. @throws ParameterError where it has none */
  decisionFunction(X: Features): Matrix {
    return this.ask("decisionFunction", X);
  }

  /** Whether the classifier inside has the method. */
  responds(method: Response): boolean {
    return responds(this.fitted?.models[0] ?? this.params.estimator, method);
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

  private ask(method: Response, X: Features): Matrix {
    const model = this.state.models[0]!;
    if (responds(model, method)) return model[method]!(X);
    throw new ParameterError(`${model.type} has no ${method}.`);
  }
}
