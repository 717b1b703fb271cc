/** Something was asked of an estimator before `fit`. */
export class NotFittedError extends Error {
  override readonly name = "NotFittedError";

  constructor(type: string) {
    super(`This ${type} is not fitted yet. Call await model.fit(X, y) first.`);
  }
}

/** A parameter of an estimator or function has a value that makes no sense; the message lists what does. */
export class ParameterError extends Error {
  override readonly name: string = "ParameterError";
}

/** A parameter, or the estimator that it is to go to, does not exist. */
export class UnknownParameterError extends ParameterError {}
