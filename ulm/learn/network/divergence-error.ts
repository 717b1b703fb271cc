/** Training has left the finite numbers, so that there is no network to go on with; the message says in which epoch, and what to do. */
export class DivergenceError extends Error {
  override readonly name = "DivergenceError";
  /** The epoch in which it happened, from 1. */
  readonly epoch: number;

  /**
   * @param type the estimator
   * @param what has become so, and what it is: "the loss became NaN"
   */
  constructor(type: string, epoch: number, what: string, learningRateInit: number) {
    super(
      `${type}: training diverged: in epoch ${epoch} ${what}. Use a smaller learningRateInit (it is ${learningRateInit}), and bring ` +
        `the features to one scale (StandardScaler)${type.endsWith("Regressor") ? ", and y to the size of 1" : ""}.`,
    );
    this.epoch = epoch;
  }
}
