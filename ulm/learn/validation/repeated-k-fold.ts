import { createRandom } from "../../compute/index.ts";
import { checkParameters, wholeNumber } from "../../data/index.ts";
import type { Features } from "../../data/index.ts";
import type { Fold, Splitter, SplitterJson } from "./fold.ts";
import { foldsOfRows } from "./k-fold.ts";
import type { RepeatedStratifiedKFoldParams } from "./repeated-stratified-k-fold.ts";

/** Folds several times over, mixed anew each time, scikit-learn's `RepeatedKFold`: for regressions, what `RepeatedStratifiedKFold` is for classes. */
export class RepeatedKFold implements Splitter {
  private readonly params: RepeatedStratifiedKFoldParams;

  constructor(params: RepeatedStratifiedKFoldParams = {}) {
    this.params = { ...params };
    const { nSplits = 5, nRepeats = 10 } = params;
    checkParameters("RepeatedKFold", { nSplits, nRepeats }, { nSplits: wholeNumber(2), nRepeats: wholeNumber(1) });
  }

  toJSON(): SplitterJson {
    return { type: "RepeatedKFold", params: this.params };
  }

  /** nSplits · nRepeats folds. @throws ParameterError when there are fewer rows than folds */
  split(X: Features): Fold[] {
    const { nSplits = 5, nRepeats = 10, randomState, rng } = this.params;
    const random = createRandom(randomState, rng);
    return Array.from({ length: nRepeats }, () => foldsOfRows(X, nSplits, random)).flat();
  }
}
