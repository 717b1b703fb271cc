import { createRandom } from "../../compute/index.ts";
import type { RandomGenerator } from "../../compute/index.ts";
import { checkParameters, countRows, ParameterError, wholeNumber } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import { splitSizes } from "../../data/split/split-sizes.ts";
import { stratifiedIndices } from "../../data/split/stratified-indices.ts";
import type { Fold, Splitter, SplitterJson } from "./fold.ts";
import { checkedLabels } from "./stratified-k-fold.ts";

/** What `ShuffleSplit` and `StratifiedShuffleSplit` take. */
export interface ShuffleSplitParams {
  /** How often rows are divided. Default 10. */
  nSplits?: number;
  /** Share of the rows that test (rounded up), or their number. Default 0.1. */
  testSize?: number;
  /** Default 0. */
  randomState?: number;
  /** "numpy" gives scikit-learn's very rows. Default "pcg32". */
  rng?: RandomGenerator;
}

/** Random test rows, drawn anew each time, scikit-learn's `ShuffleSplit`: as many divisions as wanted, whatever the size of the test part. */
export class ShuffleSplit implements Splitter {
  private readonly params: ShuffleSplitParams;

  constructor(params: ShuffleSplitParams = {}) {
    this.params = { ...params };
    checkParameters("ShuffleSplit", { nSplits: 10, ...params }, { nSplits: wholeNumber(1) });
  }

  toJSON(): SplitterJson {
    return { type: "ShuffleSplit", params: this.params };
  }

  /** @throws ParameterError when a part would be empty */
  split(X: Features): Fold[] {
    const { nSplits = 10, testSize = 0.1, randomState, rng } = this.params;
    const { test } = splitSizes(countRows(X), testSize);
    const random = createRandom(randomState, rng);
    return Array.from({ length: nSplits }, () => {
      const order = random.permutation(countRows(X));
      return { train: order.slice(test).sort(), test: order.slice(0, test).sort() };
    });
  }
}

/** The same with its share of every class in both parts, scikit-learn's `StratifiedShuffleSplit`. */
export class StratifiedShuffleSplit implements Splitter {
  private readonly params: ShuffleSplitParams;

  constructor(params: ShuffleSplitParams = {}) {
    this.params = { ...params };
    checkParameters("StratifiedShuffleSplit", { nSplits: 10, ...params }, { nSplits: wholeNumber(1) });
  }

  toJSON(): SplitterJson {
    return { type: "StratifiedShuffleSplit", params: this.params };
  }

  /** @throws ParameterError when a part would be smaller than the number of classes, or a class has one row only */
  split(X: Features, y?: Labels): Fold[] {
    if (y === undefined) throw new ParameterError("StratifiedShuffleSplit needs the labels: split(X, y).");
    const { nSplits = 10, testSize = 0.1, randomState, rng } = this.params;
    const labels = checkedLabels(X, y);
    const sizes = splitSizes(labels.length, testSize);
    const random = createRandom(randomState, rng);
    return Array.from({ length: nSplits }, () => {
      const { train, test } = stratifiedIndices(labels, sizes.train, sizes.test, random);
      return { train: Int32Array.from(train).sort(), test: Int32Array.from(test).sort() };
    });
  }
}
