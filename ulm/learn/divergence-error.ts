/** Training has left the finite numbers, so that there is no model to go on with; the message says when, and what to do. */
export class DivergenceError extends Error {
  override readonly name = "DivergenceError";
  /** The epoch of a network, or the iteration of boosting, in which it happened, from 1. */
  readonly iteration: number;

  /**
   * @param type the estimator
   * @param unit what `iteration` counts: "epoch"
   * @param what has become so, and what it is: "the loss became NaN"
   * @param remedy what to do, in sentences
   */
  constructor(type: string, unit: string, iteration: number, what: string, remedy: string) {
    super(`${type}: training diverged: in ${unit} ${iteration} ${what}. ${remedy}`);
    this.iteration = iteration;
  }
}
