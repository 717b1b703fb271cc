import { ParameterError, Transformer } from "../../data/index.ts";
import type { EstimatorJson, Features, Label, Labels, Matrix, Table } from "../../data/index.ts";
import { fromJSON } from "../from-json.ts";
import type { Model } from "../model.ts";

/** A transformer of any kind. */
export type AnyTransformer = Transformer<object, { featureNames: string[] }>;

export interface PipelineParams {
  /** Names and what they do, in order: transformers, and at the end a transformer or a model. */
  steps: readonly (readonly [name: string, step: AnyTransformer | Model])[];
}

interface PipelineState {
  featureNames: string[];
  /** Fitted, in the order of the parameters. */
  steps: (AnyTransformer | Model)[];
}

/**
 * Transformers and then a model as one model, scikit-learn's `Pipeline`: cross-validation fits all of it on the training rows only,
 * so that nothing leaks from the rows it is judged by. Without a model at the end it is a transformer. The given steps stay
 * unfitted; `step(name)` gives the fitted ones.
 */
export class Pipeline extends Transformer<PipelineParams, PipelineState> implements Model {
  readonly type = "Pipeline";

  /** @throws ParameterError unless names differ and all steps but the last are transformers */
  constructor(params: PipelineParams) {
    const steps = params.steps.map(([name, step]) => [name, revive(step)] as const);
    super({ steps });
    if (steps.length === 0) throw new ParameterError("A pipeline needs at least one step.");
    if (new Set(steps.map(([name]) => name)).size < steps.length) {
      throw new ParameterError(
        `Steps of a pipeline need different names; they are ${steps.map(([name]) => name).join(", ")}.`,
      );
    }
    const early = steps.slice(0, -1).find(([, step]) => !(step instanceof Transformer));
    if (early !== undefined) {
      throw new ParameterError(
        `Step "${early[0]}" is a ${early[1].type}: only the last step of a pipeline may be a model.`,
      );
    }
  }

  override clone(): this {
    const steps = this.params.steps.map(([name, step]) => [name, step.clone() as AnyTransformer | Model] as const);
    return new Pipeline({ steps }) as this;
  }

  /** A fitted step by name. */
  step(name: string): AnyTransformer | Model {
    const index = this.params.steps.findIndex(([other]) => other === name);
    if (index < 0) {
      throw new ParameterError(
        `No step is named "${name}"; there are ${this.params.steps.map(([other]) => other).join(", ")}.`,
      );
    }
    return this.state.steps[index]!;
  }

  /** What the model at the end sees of `X`. */
  prepare(X: Features): Table | Matrix {
    return this.transformers().reduce((features: Features, step) => step.transform(features), X) as Table | Matrix;
  }

  predict(X: Features): Label[] {
    return this.model().predict(this.prepare(X));
  }

  predictProba(X: Features): Matrix {
    const model = this.model();
    if (model.predictProba === undefined) throw new ParameterError(`${model.type} gives no probabilities.`);
    return model.predictProba(this.prepare(X));
  }

  decisionFunction(X: Features): Matrix {
    const model = this.model();
    if (model.decisionFunction === undefined) throw new ParameterError(`${model.type} has no decision function.`);
    return model.decisionFunction(this.prepare(X));
  }

  score(X: Features, y: Labels): number {
    return this.model().score(this.prepare(X), y);
  }

  get kind(): "classifier" | "regressor" {
    const [name, last] = this.params.steps.at(-1)!;
    if (last instanceof Pipeline || !(last instanceof Transformer)) return last.kind;
    throw new ParameterError(`The last step of this pipeline, "${name}", is a transformer: it predicts nothing.`);
  }

  get classes(): readonly Label[] {
    return this.model().classes ?? [];
  }

  override toJSON(): EstimatorJson {
    const steps = this.params.steps.map(([name, step]) => [name, { type: step.type, params: step.toJSON().params }]);
    if (this.fitted === undefined) return { type: this.type, params: { steps } };
    const fitted = this.fitted.steps.map((step) => step.toJSON());
    return { type: this.type, params: { steps }, state: { featureNames: this.fitted.featureNames, steps: fitted } };
  }

  protected override restore(state: object): void {
    const { featureNames, steps } = state as { featureNames: string[]; steps: EstimatorJson[] };
    this.fitted = { featureNames, steps: steps.map(fromJSON) as (AnyTransformer | Model)[] };
  }

  /** The first step knows which columns it wants. */
  protected override align(table: Table): Table {
    return table;
  }

  protected async learn(table: Table, y?: Labels): Promise<PipelineState> {
    const steps = this.params.steps.map(([, step]) => step.clone() as AnyTransformer | Model);
    let features = table;
    for (const [index, step] of steps.entries()) {
      if (index === steps.length - 1) await fitLast(step, features, y);
      else features = await (step as AnyTransformer).fitTransform(features, y);
    }
    return { featureNames: table.columnNames, steps };
  }

  protected apply(table: Table): Table {
    const last = this.state.steps.at(-1)!;
    if (last instanceof Transformer) return last.transform(this.prepare(table)) as Table;
    throw new ParameterError(`This pipeline ends in a ${last.type}: it predicts, it does not transform.`);
  }

  private transformers(): AnyTransformer[] {
    return this.state.steps.slice(0, -1) as AnyTransformer[];
  }

  private model(): Model {
    const last = this.state.steps.at(-1)!;
    if (last instanceof Transformer && !(last instanceof Pipeline)) {
      throw new ParameterError(`This pipeline ends in a ${last.type}: it transforms, it does not predict.`);
    }
    return last as Model;
  }
}

async function fitLast(step: AnyTransformer | Model, features: Table, y: Labels | undefined): Promise<void> {
  if (step instanceof Transformer) await step.fit(features, y);
  else if (y === undefined) throw new ParameterError(`${step.type} needs labels: call fit(X, y).`);
  else await step.fit(features, y);
}

/** Steps read from JSON come as descriptions. */
function revive(step: AnyTransformer | Model | EstimatorJson): AnyTransformer | Model {
  return "fit" in step ? step : (fromJSON(step) as AnyTransformer | Model);
}
