import { createRandom } from "../../compute/index.ts";
import type { RandomGenerator, RandomSource } from "../../compute/index.ts";
import { countRows, ParameterError } from "../../data/index.ts";
import type { Features } from "../../data/index.ts";
import { foldsFromAssignment } from "./fold.ts";
import type { Fold, Splitter, SplitterJson } from "./fold.ts";

/** What `KFold` and `StratifiedKFold` take. */
export interface KFoldParams {
  /** Default 5. */
  nSplits?: number;
  /** Mix the rows first. Default false. */
  shuffle?: boolean;
  /** Default 0. */
  randomState?: number;
  /** "numpy" gives scikit-learn's very folds. Default "pcg32". */
  rng?: RandomGenerator;
}

/** Divides the rows into nSplits parts of equal size (±1), each the test part once; scikit-learn's `KFold`. */
export class KFold implements Splitter {
  private readonly params: KFoldParams;

  constructor(params: KFoldParams = {}) {
    this.params = { ...params };
    checkSplits(params.nSplits);
  }

  toJSON(): SplitterJson {
    return { type: "KFold", params: this.params };
  }

  /** Each row tests once. @throws ParameterError for fewer rows than folds */
  split(X: Features): Fold[] {
    const { nSplits = 5, shuffle = false, randomState, rng } = this.params;
    return foldsOfRows(X, nSplits, shuffle ? createRandom(randomState, rng) : undefined);
  }
}

/** @param random mixes the rows first. @throws ParameterError when there are fewer rows than folds */
export function foldsOfRows(X: Features, nSplits: number, random?: RandomSource): Fold[] {
  const count = countRows(X);
  if (nSplits > count) throw new ParameterError(`${count} rows cannot be divided into ${nSplits} folds.`);
  const order = Int32Array.from({ length: count }, (_, row) => row);
  random?.shuffle(order);
  const testFold = new Int32Array(count);
  let start = 0;
  for (let fold = 0; fold < nSplits; fold++) {
    const size = Math.floor(count / nSplits) + Number(fold < count % nSplits);
    for (const row of order.subarray(start, start + size)) testFold[row] = fold;
    start += size;
  }
  return foldsFromAssignment(testFold, nSplits);
}

export function checkSplits(nSplits = 5): void {
  if (!Number.isInteger(nSplits) || nSplits < 2) {
    throw new ParameterError(`nSplits must be a whole number from 2, not ${nSplits}.`);
  }
}
