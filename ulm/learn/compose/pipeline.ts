import {
  alignPositions,
  named,
  ParameterError,
  Passthrough,
  splitChanges,
  Table,
  toTable,
  traceOrigins,
  Transformer,
  UnknownParameterError,
} from "../../data/index.ts";
import type {
  BilingualText,
  ColumnNeeds,
  ColumnOrigin,
  EstimatorJson,
  Features,
  Label,
  Labels,
  Matrix,
} from "../../data/index.ts";
import { columnNames, record } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import type { AnyEstimator, AnyTransformer } from "../any-estimator.ts";
import { checkEntries } from "./check-entries.ts";
import { checkNames } from "./check-names.ts";
import { estimatorList, reviveEstimator, reviveFitted } from "./revive-estimator.ts";
import type { Clusterer } from "../clusterer.ts";
import type { OutlierDetector } from "../outlier-detector.ts";
import type { Model } from "../model.ts";
import { weighedRows } from "../sample-weight.ts";
import { responds } from "../responds.ts";
import type { Response } from "../responds.ts";
import type { WeightOptions } from "../sample-weight.ts";

/** What `Pipeline` takes; `steps` must be given. */
export interface PipelineParams {
  /** Names and what they do, in order: transformers, or "passthrough" for nothing at all, and at the end any estimator. */
  steps: readonly (readonly [name: string, step: AnyEstimator | "passthrough"])[];
}

/** "passthrough" as what it stands for. */
interface TotalParams {
  steps: readonly (readonly [name: string, step: AnyEstimator])[];
}

interface PipelineState {
  featureNames: string[];
  /** Fitted, in the order of the parameters. */
  steps: AnyEstimator[];
}

/**
 * Transformers and then a model as one model, scikit-learn's `Pipeline`: cross-validation fits all of it on the training rows only,
 * so that nothing leaks from the rows it is judged by. It may also end in a clusterer or a detector of outliers; with neither it is a
 * transformer. The given steps stay unfitted; `step(name)` gives the fitted ones. Parameters of a step are changed as in scikit-learn:
 * `pipeline.withParams({ model__C: 10 })`, or the whole step: `pipeline.withParams({ model: new LogisticRegression() })`.
 */
export class Pipeline extends Transformer<TotalParams, PipelineState> implements Model {
  readonly type = "Pipeline";

  /** @throws ParameterError unless names differ and all steps but the last are transformers */
  constructor(params: PipelineParams) {
    const given = checkEntries(params?.steps, "Pipeline: steps", "[name, estimator]", 2);
    super({ steps: [] }, { ...params, steps: given.map(([name, step]) => [name, reviveStep(step, name)] as const) });
    const { steps } = this.params;
    if (steps.length === 0) throw new ParameterError("A pipeline needs at least one step.");
    checkNames(
      steps.map(([name]) => name),
      "steps of a pipeline",
    );
    const early = steps.slice(0, -1).find(([, step]) => !(step instanceof Transformer));
    if (early !== undefined) {
      throw new ParameterError(
        `Step "${early[0]}" is a ${early[1].type}: only the last step of a pipeline may be a model.`,
      );
    }
  }

  override clone(): this {
    return this.withParams({});
  }

  /**
   * Fits each step on what the steps before it make of X.
   * @param y may be left out where the last step needs none
   * @param options.sampleWeight how much each row counts, for the model at the end. A row of weight 0 is left out of all steps; to transformers
   *   before the model all other rows count alike, as in scikit-learn, where they also see the rows of weight 0
   * @throws ParameterError for a model without y, and whatever the steps throw
   */
  override async fit(X: Features, y?: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const table = await this.columnsToLearn(X);
    const counting = weighedRows(table, y ?? [], options, this.type);
    this.fitted = await this.learn(counting.X, y && counting.y, { sampleWeight: counting.weights });
    return this;
  }

  override withParams(changes: object): this {
    const { own, nested } = splitChanges(changes);
    for (const name of [...Object.keys(own), ...Object.keys(nested)]) this.position(name);
    const steps = this.params.steps.map(([name, step]) => {
      const replaced = name in own ? reviveStep(own[name], name) : step;
      return [name, replaced.withParams(nested[name] ?? {})] as const;
    });
    return new Pipeline({ steps }) as this;
  }

  /** A fitted step by name. */
  step(name: string): AnyEstimator {
    return this.state.steps[this.position(name)]!;
  }

  /** What the model at the end sees of `X`. */
  prepare(X: Features): Table | Matrix {
    return this.transformers().reduce((features: Features, step) => step.transform(features), X) as Table | Matrix;
  }

  /** The columns that the model at the end sees, or, without one, that the pipeline makes, and what each is made of. */
  override get origins(): readonly ColumnOrigin[] {
    const [first, ...others] = this.state.steps.filter((step): step is AnyTransformer => step instanceof Transformer);
    if (first === undefined) return super.origins;
    return others.reduce((from, step) => traceOrigins(step.origins, from), first.origins);
  }

  protected override describeFit(): BilingualText {
    const steps = this.params.steps.map(([name, { type }]) => `${name}: ${type}`).join(" → ");
    const fitted = this.isFitted ? { en: "", "zh-CN": "" } : { en: " (not fitted)", "zh-CN": "（未拟合）" };
    return { en: `Pipeline${fitted.en}: ${steps}`, "zh-CN": `流水线${fitted["zh-CN"]}：${steps}` };
  }

  /** What the model at the end says of each row. @throws ParameterError for a pipeline that ends in no model */
  predict(X: Features): Label[] {
    return this.ask("predict")(this.prepare(X));
  }

  /** Fits, and says of each row what the clusterer or detector of outliers at the end says of it. */
  async fitPredict(X: Features): Promise<Label[]> {
    const { kind, type } = this.params.steps.at(-1)![1];
    if (kind !== "clusterer" && kind !== "outlierDetector") {
      throw new ParameterError(
        `This pipeline ends in a ${type}: only clusterers and outlier detectors fit and predict.`,
      );
    }
    await this.fit(X);
    return kind === "clusterer" ? [...this.labels] : this.predict(X);
  }

  /** rows × classes, by the classifier at the end. @throws ParameterError when it gives no probabilities */
  predictProba(X: Features): Matrix {
    return this.ask("predictProba")(this.prepare(X));
  }

  /** Signed distances of the model at the end. @throws ParameterError when it has none */
  decisionFunction(X: Features): Matrix {
    return this.ask("decisionFunction")(this.prepare(X));
  }

  /** Whether the last step has the method. */
  responds(method: Response): boolean {
    const last = this.fitted?.steps.at(-1) ?? this.params.steps.at(-1)![1];
    return responds(last as Model, method);
  }

  /** @param y not needed where the last step needs none */
  score(X: Features, y?: Labels, options: WeightOptions = {}): number {
    const score = this.ask("score");
    const { kind, type } = this.last();
    if (y === undefined && (kind === "classifier" || kind === "regressor")) {
      throw new ParameterError(`${type} needs labels: call score(X, y).`);
    }
    return score(this.prepare(X), y!, options);
  }

  /** What the last step is for. The type speaks of models, so that a pipeline goes wherever a model goes. */
  override get kind(): Model["kind"] {
    return this.params.steps.at(-1)![1].kind as Model["kind"];
  }

  /** Of the classifier at the end. */
  get classes(): readonly Label[] {
    return (this.last() as Model).classes ?? [];
  }

  /** Of the clusterer at the end: the group of each row that was fitted. */
  get labels(): readonly number[] {
    const last = this.last();
    if ("labels" in last) return last.labels as readonly number[];
    throw new ParameterError(`This pipeline ends in a ${last.type}: it has no labels.`);
  }

  override toJSON(): EstimatorJson {
    const steps = this.params.steps.map(([name, step]) => [name, { type: step.type, params: step.toJSON().params }]);
    if (this.fitted === undefined) return { type: this.type, params: { steps } };
    const fitted = this.fitted.steps.map((step) => step.toJSON());
    return { type: this.type, params: { steps }, state: { featureNames: this.fitted.featureNames, steps: fitted } };
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, steps: estimatorList() });
  }

  protected override restore(state: object): void {
    const { featureNames, steps } = state as { featureNames: string[]; steps: EstimatorJson[] };
    const params = this.params.steps.map(([, step]) => step);
    const place = { type: this.type, path: "state.steps", sizes: new Map<string, number>() };
    this.fitted = { featureNames, steps: reviveFitted(steps, params, place) };
  }

  /** The steps say what they take. */
  protected override get takes(): ColumnNeeds {
    return { missing: true, text: true, infinite: true };
  }

  /** The first step knows which columns it wants. */
  protected override align(X: Features): Table {
    return X instanceof Table
      ? X
      : alignPositions(
          named(this.type, () => toTable(X)),
          this.state.featureNames,
          this.type,
        );
  }

  protected async learn(table: Table, y?: Labels, options: WeightOptions = {}): Promise<PipelineState> {
    const steps = this.params.steps.map(([, step]) => step.clone());
    let features = table;
    for (const [index, step] of steps.entries()) {
      if (index === steps.length - 1) await fitLast(step, features, y, options);
      else features = await (step as AnyTransformer).fitTransform(features, y);
    }
    return { featureNames: table.columnNames, steps };
  }

  protected apply(table: Table): Table {
    const last = this.last();
    if (last instanceof Transformer) return last.transform(this.prepare(table)) as Table;
    if (last.kind === "clusterer" && last.transform !== undefined) {
      return Table.fromMatrix(last.transform(this.prepare(table)));
    }
    throw new ParameterError(`This pipeline ends in a ${last.type}: it predicts, it does not transform.`);
  }

  private position(name: string): number {
    const names = this.params.steps.map(([other]) => other);
    if (names.includes(name)) return names.indexOf(name);
    throw new UnknownParameterError(`No step is named "${name}"; there are ${names.join(", ")}.`);
  }

  private last(): AnyEstimator {
    return this.state.steps.at(-1)!;
  }

  private transformers(): AnyTransformer[] {
    return this.state.steps.slice(0, -1) as AnyTransformer[];
  }

  /** A method of the last step. @throws ParameterError when it has none */
  private ask<Method extends keyof typeof lacking>(method: Method): NonNullable<Model[Method]> {
    const last = this.last() as Model;
    if (typeof last[method] === "function") return last[method].bind(last) as NonNullable<Model[Method]>;
    const reason = (last as AnyEstimator).kind === "clusterer" && method === "predict" ? onlyLabels : lacking[method];
    throw new ParameterError(`This pipeline ends in a ${last.type}: ${reason}.`);
  }
}

const onlyLabels = "it has labels of the rows that it was fitted on, and none for others";

const lacking = {
  predict: "it transforms, it does not predict",
  predictProba: "it gives no probabilities",
  decisionFunction: "it has no decision function",
  score: "it has no score",
};

async function fitLast(
  step: AnyEstimator,
  features: Table,
  y: Labels | undefined,
  options: WeightOptions,
): Promise<void> {
  if (step.kind !== "classifier" && step.kind !== "regressor") {
    await (step as Clusterer | OutlierDetector | AnyTransformer).fit(features, y, options);
  } else if (y === undefined) throw new ParameterError(`${step.type} needs labels: call fit(X, y).`);
  else await step.fit(features, y, options);
}

function reviveStep(step: unknown, name: string): AnyEstimator {
  return step === "passthrough" ? new Passthrough() : reviveEstimator(step, `Pipeline: step "${name}"`);
}
