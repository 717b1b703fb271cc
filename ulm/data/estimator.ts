/** A model or transformer as plain JSON; numbers survive exactly. */
export interface EstimatorJson {
  /** The class name. */
  readonly type: string;
  readonly params: object;
  /** What `fit` has learnt; absent before. */
  readonly state?: object;
}

/** Something was asked of an estimator before `fit`. */
export class NotFittedError extends Error {
  override readonly name = "NotFittedError";

  constructor(type: string) {
    super(`This ${type} is not fitted yet. Call await model.fit(X, y) first.`);
  }
}

/** A parameter of an estimator or function has a value that makes no sense; the message lists what does. */
export class ParameterError extends Error {
  override readonly name = "ParameterError";
}

/**
 * What learns from data: parameters that are set once and never change, and a state that `fit` learns. `fit` is asynchronous and
 * resolves to the estimator; everything after it is synchronous. Parameters and state are plain JSON.
 */
export abstract class Estimator<Params extends object, State extends object> {
  /** The class name, also in JSON. */
  abstract readonly type: string;
  protected readonly params: Readonly<Params>;
  protected fitted: State | undefined;

  constructor(params: Params) {
    this.params = { ...params };
  }

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

  toJSON(): EstimatorJson {
    return { type: this.type, params: this.params, ...(this.fitted === undefined ? {} : { state: this.fitted }) };
  }

  /** The estimator that `toJSON` described. @throws ParameterError when it was of another class */
  static fromJSON<Fitted extends Estimator<object, object>>(
    this: new (params: never) => Fitted,
    json: EstimatorJson,
  ): Fitted {
    const estimator = new this(json.params as never);
    if (json.type !== estimator.type) {
      throw new ParameterError(`This JSON describes a ${json.type}, not a ${estimator.type}.`);
    }
    if (json.state !== undefined) estimator.restore(structuredClone(json.state));
    return estimator;
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
