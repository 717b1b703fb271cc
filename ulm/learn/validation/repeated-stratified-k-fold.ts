import { createRandom } from "../../compute/index.ts";
import type { RandomGenerator } from "../../compute/index.ts";
import { checkParameters, ParameterError, wholeNumber } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import type { Fold, Splitter, SplitterJson } from "./fold.ts";
import { checkedLabels, stratifiedFolds } from "./stratified-k-fold.ts";

/** What `RepeatedStratifiedKFold` takes, with defaults for all. */
export interface RepeatedStratifiedKFoldParams {
  /** Default 5. */
  nSplits?: number;
  /** Default 10. */
  nRepeats?: number;
  /** Default 0. */
  randomState?: number;
  /** "numpy" gives scikit-learn's very folds. Default "pcg32". */
  rng?: RandomGenerator;
}

/** Stratified folds several times over, mixed anew each time: the mean depends less on one division. */
export class RepeatedStratifiedKFold implements Splitter {
  private readonly params: RepeatedStratifiedKFoldParams;

  constructor(params: RepeatedStratifiedKFoldParams = {}) {
    this.params = { ...params };
    const { nSplits = 5, nRepeats = 10 } = params;
    const rules = { nSplits: wholeNumber(2), nRepeats: wholeNumber(1) };
    checkParameters("RepeatedStratifiedKFold", { nSplits, nRepeats }, rules);
  }

  toJSON(): SplitterJson {
    return { type: "RepeatedStratifiedKFold", params: this.params };
  }

  /** nSplits · nRepeats folds. */
  split(X: Features, y?: Labels): Fold[] {
    if (y === undefined) throw new ParameterError("RepeatedStratifiedKFold needs the labels: split(X, y).");
    const { nSplits = 5, nRepeats = 10, randomState, rng } = this.params;
    const labels = checkedLabels(X, y);
    const random = createRandom(randomState, rng);
    return Array.from({ length: nRepeats }, () => stratifiedFolds(labels, nSplits, random)).flat();
  }
}
