import { bilingualLine } from "./bilingual-line.ts";
import type { BilingualText } from "./bilingual-html.ts";
import { display } from "./display.ts";
import type { DisplayBundle } from "./display.ts";
import { NotFittedError, ParameterError, UnknownParameterError } from "./estimator-error.ts";
import { freezeValue } from "./freeze-value.ts";
import { paramsText } from "./params-text.ts";
import { spokenValue } from "./spoken-value.ts";
import { checkState, record } from "./state-shape.ts";
import type { Shape } from "./state-shape.ts";

export { NotFittedError, ParameterError, UnknownParameterError };

/** A model or transformer as plain JSON; numbers survive exactly. */
export interface EstimatorJson {
  /** The class name. */
  readonly type: string;
  readonly params: object;
  /** What `fit` has learnt; absent before. */
  readonly state?: object;
}

/** What an estimator is for. */
export type EstimatorKind = "classifier" | "regressor" | "clusterer" | "outlierDetector" | "transformer";

/** Parameters by name, those of an inner estimator as `inner__name`. */
export type ParameterChanges<Params extends object> = Partial<Params> & {
  readonly [name: `${string}__${string}`]: unknown;
};

/** Which changes are an estimator's own, and which go to the estimators inside it. */
export function splitChanges(changes: object): {
  own: Record<string, unknown>;
  nested: Record<string, Record<`${string}__${string}`, unknown>>;
} {
  const own: Record<string, unknown> = {};
  const nested: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of Object.entries(changes)) {
    const end = name.indexOf("__");
    if (end < 0) own[name] = value;
    else (nested[name.slice(0, end)] ??= {})[name.slice(end + 2)] = value;
  }
  return { own, nested };
}

/** Of the columns that an estimator was fitted on, so many are named where it is shown. */
const mostNames = 12;

/**
 * What learns from data: parameters that are set once and never change, and a state that `fit` learns. `fit` is asynchronous and
 * resolves to the estimator; everything after it is synchronous. Parameters and state are plain JSON.
 */
export abstract class Estimator<Params extends object, State extends object> {
  /** The class name, also in JSON. */
  abstract readonly type: string;
  protected readonly params: Readonly<Params>;
  protected fitted: State | undefined;

  /**
   * @param defaults every parameter there is
   * @param params those that differ; `undefined` stands for the default
   * @throws ParameterError for a parameter that has no default, which is to say none of this class
   */
  constructor(defaults: Params, params: Partial<Params> = {}) {
    const unknown = Object.keys(params).find((name) => !Object.hasOwn(defaults, name));
    if (unknown !== undefined) {
      const known = Object.keys(defaults).join(", ") || "none";
      throw new UnknownParameterError(`${new.target.name} has no parameter "${unknown}". Its parameters: ${known}.`);
    }
    const given = Object.entries(params).filter(([, value]) => value !== undefined);
    this.params = freezeValue({ ...defaults, ...Object.fromEntries(given) });
  }

  /** Whether `fit` has come to its end. */
  get isFitted(): boolean {
    return this.fitted !== undefined;
  }

  /** All parameters, defaults included. */
  getParams(): Params {
    return { ...this.params };
  }

  /** An estimator with the same parameters that has learnt nothing. */
  clone(): this {
    return new (this.constructor as new (params: Params) => this)(this.getParams());
  }

  /**
   * An estimator with some parameters changed that has learnt nothing. Parameters of an estimator that is itself a parameter are
   * reached as in scikit-learn: `search.withParams({ estimator__C: 10 })`.
   * @throws ParameterError for one that does not exist, or a value that makes no sense
   */
  withParams(changes: ParameterChanges<Params>): this {
    const { own, nested } = splitChanges(changes);
    const params = { ...this.getParams(), ...own } as Record<string, unknown>;
    for (const [name, inner] of Object.entries(nested)) {
      const held = params[name];
      if (!(held instanceof Estimator)) throw new UnknownParameterError(`${this.type}: "${name}" is no estimator.`);
      params[name] = held.withParams(inner);
    }
    return new (this.constructor as new (params: object) => this)(params);
  }

  toJSON(): EstimatorJson {
    return { type: this.type, params: this.params, ...(this.fitted === undefined ? {} : { state: this.fitted }) };
  }

  /** The estimator that `toJSON` described. @throws ParameterError when it was of another class, or when something is wrong with it */
  static fromJSON<Fitted extends Estimator<object, object>>(
    this: new (params: never) => Fitted,
    json: EstimatorJson,
  ): Fitted {
    checkJson(json);
    const estimator = new this(json.params as never);
    if (json.type !== estimator.type) {
      throw new ParameterError(`This JSON describes a ${json.type}, not a ${estimator.type}.`);
    }
    if (json.state !== undefined) {
      const state = structuredClone(json.state);
      checkState(estimator.type, state, estimator.stateShape);
      estimator.restore(state);
    }
    return estimator;
  }

  toString(): string {
    return this.describeFit().en;
  }

  /** What a notebook shows of it: of estimators that have no more to say, whether and on which columns they are fitted. */
  [display](): DisplayBundle {
    return bilingualLine(this.describeFit());
  }

  /** Before `fit` the parameters, after it the columns. */
  protected describeFit(): BilingualText {
    const { type, params } = this;
    if (!this.isFitted) {
      const settings = paramsText(params);
      return { en: `${type} (not fitted): ${settings}`, "zh-CN": `${type}（未拟合）：${settings}` };
    }
    const { featureNames } = this.fitted as { featureNames?: readonly string[] };
    if (featureNames === undefined) return { en: `${type} (fitted)`, "zh-CN": `${type}（已拟合）` };
    const shown = featureNames.slice(0, mostNames).join(", ") + (featureNames.length > mostNames ? ", …" : "");
    const count = featureNames.length;
    return {
      en: `${type}, fitted on ${count} ${count === 1 ? "column" : "columns"}: ${shown}`,
      "zh-CN": `${type}，已在 ${count} 列上拟合：${shown}`,
    };
  }

  /** What a state read from JSON must look like. Default: any object. */
  protected get stateShape(): Shape {
    return record({});
  }

  protected restore(state: object): void {
    this.fitted = state as State;
  }

  /** What `fit` has learnt. */
  protected get state(): State {
    if (this.fitted === undefined) throw new NotFittedError(this.type);
    return this.fitted;
  }
}

/** @throws ParameterError for what `toJSON` cannot have made */
export function checkJson(json: unknown): asserts json is EstimatorJson {
  const { type, params } = (json ?? {}) as Partial<EstimatorJson>;
  if (typeof type === "string" && typeof params === "object" && params !== null && !Array.isArray(params)) return;
  throw new ParameterError(
    `An estimator in JSON is an object with its type and params, not ${spokenValue(json)}. Give what JSON.parse makes of a saved model.`,
  );
}
