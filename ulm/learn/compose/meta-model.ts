import { Estimator, ParameterError } from "../../data/index.ts";
import type { EstimatorJson, Features, Label, Labels } from "../../data/index.ts";
import type { Model } from "../model.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { reviveEstimator, reviveFitted } from "./revive-estimator.ts";

/** A model as a parameter. */
export interface MetaParams {
  /** The model. It stays as it is: copies are fitted, also of one that is fitted already. */
  readonly estimator: Model;
}

/** Models that were fitted. */
export interface MetaState {
  /** At least one. */
  readonly models: readonly Model[];
}

/** What learns by fitting another model, once or often: how it is written as JSON. */
export abstract class MetaModel<Params extends MetaParams, State extends MetaState>
  extends Estimator<Params, State>
  implements Model
{
  constructor(defaults: Omit<Params, "estimator">, params: Partial<Params> & MetaParams) {
    const { estimator } = params;
    if (estimator === undefined) throw new ParameterError(`${new.target.name} needs an estimator.`);
    const model = reviveEstimator(estimator, `${new.target.name}: estimator`);
    if (model.kind !== "classifier" && model.kind !== "regressor") {
      throw new ParameterError(
        `${new.target.name}: estimator is a ${model.type}, which is a ${model.kind}. It must predict labels.`,
      );
    }
    super({ estimator, ...defaults } as Params, { ...params, estimator: model });
  }

  get kind(): Model["kind"] {
    return this.params.estimator.kind;
  }

  /** The fitted models inside, one or several. */
  get fittedModels(): readonly Model[] {
    return this.state.models;
  }

  /** Fits the models inside, on rows of X and one target each. @throws FeatureError */
  abstract fit(X: Features, y: Labels, options?: WeightOptions): Promise<this>;
  /** One label or number for each row. */
  abstract predict(X: Features): Label[];
  /** How good predictions are; more is better. */
  abstract score(X: Features, y: Labels, options?: WeightOptions): number;

  override toJSON(): EstimatorJson {
    const { type, params } = this.params.estimator.toJSON();
    const written = { ...this.params, estimator: { type, params } };
    if (this.fitted === undefined) return { type: this.type, params: written };
    const models = this.fitted.models.map((model) => model.toJSON());
    return { type: this.type, params: written, state: { ...this.fitted, models } };
  }

  protected override restore(state: object): void {
    const { models } = state as { models: EstimatorJson[] };
    const place = { type: this.type, path: "state.models", sizes: new Map<string, number>() };
    const params = models.map(() => this.params.estimator);
    this.fitted = { ...state, models: reviveFitted(models, params, place) } as unknown as State;
  }
}
