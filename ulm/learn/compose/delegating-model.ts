import { ParameterError } from "../../data/index.ts";
import type { Features, Matrix } from "../../data/index.ts";
import type { Model } from "../model.ts";
import { responds } from "../responds.ts";
import type { Response } from "../responds.ts";
import { MetaModel } from "./meta-model.ts";
import type { MetaParams, MetaState } from "./meta-model.ts";

/** What fits another model and answers as that one does. */
export abstract class DelegatingModel<Params extends MetaParams, State extends MetaState> extends MetaModel<
  Params,
  State
> {
  /** The fitted model that answers. */
  protected abstract get answering(): Model;

  /** As of the classifier inside. @throws ParameterError where it has none */
  predictProba(X: Features): Matrix {
    return this.ask("predictProba", X);
  }

  /** As of the classifier inside. @throws ParameterError where it has none */
  decisionFunction(X: Features): Matrix {
    return this.ask("decisionFunction", X);
  }

  /** Whether the model inside has the method. */
  responds(method: Response): boolean {
    return responds(this.fitted?.models[0] ?? this.params.estimator, method);
  }

  private ask(method: Response, X: Features): Matrix {
    const model = this.answering;
    if (responds(model, method)) return model[method]!(X);
    throw new ParameterError(`${model.type} has no ${method}.`);
  }
}
