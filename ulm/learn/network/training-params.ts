import { ParameterError } from "../../data/index.ts";

/** How networks are trained: scikit-learn's `MLPClassifier`, parameter by parameter. */
export interface TrainingParams {
  /** "adam" (Kingma and Ba, 2015) or "sgd", plain gradient descent with momentum. Default "adam". */
  solver: "adam" | "sgd";
  /** Strength of the L2 penalty on weights. Default 0.0001. */
  alpha: number;
  /** Rows in each gradient step; "auto" (the default) is 200, or all when there are fewer. */
  batchSize: number | "auto";
  /** Step size. Default 0.001. */
  learningRateInit: number;
  /** At most this many epochs, passes over the data. Default 200. */
  maxIter: number;
  /** Whether rows come in a new order in each epoch. Default true. */
  shuffle: boolean;
  /** Seed of starting weights, order and validation rows. Default 0. */
  randomState: number;
  /** A gain smaller than this does not count. Default 0.0001. */
  tol: number;
  /** Of "sgd". Default 0.9. */
  momentum: number;
  /** Of "sgd": look ahead by the momentum. Default true. */
  nesterovsMomentum: boolean;
  /** Hold rows out, and stop when their score (accuracy, R²) rises no longer; the best network is kept. Default false. */
  earlyStopping: boolean;
  /** Share of rows held out for `earlyStopping`. Default 0.1. */
  validationFraction: number;
  /** Training ends after this many epochs in a row without gain. Default 10. */
  nIterNoChange: number;
}

export const trainingDefaults: Readonly<TrainingParams> = {
  solver: "adam",
  alpha: 0.0001,
  batchSize: "auto",
  learningRateInit: 0.001,
  maxIter: 200,
  shuffle: true,
  randomState: 0,
  tol: 0.0001,
  momentum: 0.9,
  nesterovsMomentum: true,
  earlyStopping: false,
  validationFraction: 0.1,
  nIterNoChange: 10,
};

const atLeastOne = (value: unknown) => Number.isInteger(value) && (value as number) >= 1;
const isFlag = (value: unknown) => typeof value === "boolean";
const isPositive = (value: number) => value > 0 && value < Infinity;

/** For each parameter that can be wrong: what is right, and how to tell. */
const rules: { [Name in keyof TrainingParams]?: [string, (value: TrainingParams[Name]) => boolean] } = {
  solver: ['"adam" or "sgd"', (value) => value === "adam" || value === "sgd"],
  alpha: ["0 or more", (value) => value >= 0 && value < Infinity],
  batchSize: ['a whole number from 1, or "auto"', (value) => value === "auto" || atLeastOne(value)],
  learningRateInit: ["positive", isPositive],
  maxIter: ["a whole number from 1", atLeastOne],
  randomState: ["a whole number", Number.isInteger],
  shuffle: ["true or false", isFlag],
  nesterovsMomentum: ["true or false", isFlag],
  earlyStopping: ["true or false", isFlag],
  tol: ["0 or more", (value) => value >= 0],
  momentum: ["from 0 to below 1", (value) => value >= 0 && value < 1],
  validationFraction: ["between 0 and 1", (value) => value > 0 && value < 1],
  nIterNoChange: ["a whole number from 1", atLeastOne],
};

/** @throws ParameterError */
export function checkTrainingParams(type: string, params: TrainingParams): void {
  for (const [name, [wanted, isRight]] of Object.entries(rules)) {
    const value: unknown = params[name as keyof TrainingParams];
    if (!isRight(value as never)) {
      throw new ParameterError(`${type}: ${name} must be ${wanted}, not ${JSON.stringify(value)}.`);
    }
  }
}

/** @throws ParameterError unless every size is a whole number from 1 */
export function checkSizes(type: string, name: string, sizes: readonly number[]): void {
  if (!sizes.every(atLeastOne)) {
    throw new ParameterError(`${type}: ${name} takes whole numbers from 1, not ${JSON.stringify(sizes)}.`);
  }
}
