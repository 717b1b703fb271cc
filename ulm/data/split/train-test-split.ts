import { createRandom } from "../../compute/index.ts";
import type { RandomGenerator } from "../../compute/index.ts";
import { ParameterError } from "../estimator.ts";
import { countRows, takeRows } from "../features.ts";
import type { Features } from "../features.ts";
import { takeLabels, toLabels } from "../labels.ts";
import type { Labels } from "../labels.ts";
import type { Matrix } from "../matrix.ts";
import { Table } from "../table.ts";
import { isPromise } from "../spoken-value.ts";
import { splitSizes } from "./split-sizes.ts";
import { stratifiedIndices } from "./stratified-indices.ts";

export interface SplitOptions {
  /** Share of the rows that test (rounded up), or their number. Default 0.25. */
  testSize?: number;
  /** The same state always gives the same split. Default 0. */
  randomState?: number;
  /** Give every class its share in both parts: the labels, or the name of the table's column that holds them. */
  stratify?: Labels | string;
  /** Mix the rows first; without, the last rows test. Default true. */
  shuffle?: boolean;
  /** "numpy" draws the very split that scikit-learn draws with an integer `random_state`. Default "pcg32". */
  rng?: RandomGenerator;
}

export interface FeatureSplit<X extends Features, Y extends Labels> {
  XTrain: X extends Table ? Table : Matrix;
  XTest: X extends Table ? Table : Matrix;
  yTrain: Y;
  yTest: Y;
}

/**
 * Splits rows at random into a part to learn from and a part to judge by. A table alone gives `{ train, test }`; features and
 * labels give `{ XTrain, XTest, yTrain, yTest }`.
 * @throws ParameterError when a part would be empty, or a class too rare to stratify
 */
export function trainTestSplit(table: Table, options?: SplitOptions): { train: Table; test: Table };
export function trainTestSplit<X extends Features, Y extends Labels>(
  X: X,
  y: Y,
  options?: SplitOptions,
): FeatureSplit<X, Y>;
export function trainTestSplit(X: Features, second?: Labels | SplitOptions, third?: SplitOptions): unknown {
  if (isPromise(second)) throw new ParameterError("trainTestSplit: y is a Promise: await it first.");
  const y = isLabels(second) ? second : undefined;
  const options = (isLabels(second) ? third : second) ?? {};
  if (y !== undefined && y.length !== countRows(X)) {
    throw new ParameterError(`X has ${countRows(X)} rows, but y has ${y.length} labels.`);
  }
  const { train, test } = splitIndices(X, options);
  if (y === undefined) return { train: takeRows(X, train), test: takeRows(X, test) };
  return {
    XTrain: takeRows(X, train),
    XTest: takeRows(X, test),
    yTrain: takeLabels(y, train),
    yTest: takeLabels(y, test),
  };
}

/** The rows that `trainTestSplit` gives to each part. */
export function splitIndices(
  X: Features,
  options: SplitOptions,
): { train: ArrayLike<number>; test: ArrayLike<number> } {
  const rows = countRows(X);
  const { train, test } = splitSizes(rows, options.testSize ?? 0.25);
  if (options.shuffle === false) {
    if (options.stratify !== undefined) throw new ParameterError("stratify needs shuffle.");
    const order = Array.from({ length: rows }, (_, row) => row);
    return { train: order.slice(0, train), test: order.slice(train) };
  }
  const random = createRandom(options.randomState, options.rng);
  if (options.stratify !== undefined) {
    return stratifiedIndices(toLabels(stratifyLabels(X, options.stratify)), train, test, random);
  }
  const order = random.permutation(rows);
  return { train: order.subarray(test), test: order.subarray(0, test) };
}

function stratifyLabels(X: Features, stratify: Labels | string): Labels {
  if (typeof stratify !== "string") {
    if (stratify.length === countRows(X)) return stratify;
    throw new ParameterError(`X has ${countRows(X)} rows, but stratify has ${stratify.length} labels.`);
  }
  if (X instanceof Table) return X.column(stratify);
  throw new ParameterError(`stratify: "${stratify}" names a column, but X is no table. Pass the labels themselves.`);
}

function isLabels(value: Labels | SplitOptions | undefined): value is Labels {
  return value !== undefined && "length" in value;
}
