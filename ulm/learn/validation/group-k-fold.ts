import { ParameterError } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import { foldsFromAssignment } from "./fold.ts";
import type { Fold, Splitter, SplitterJson } from "./fold.ts";
import { groupCodes } from "./group-codes.ts";
import { checkSplits } from "./k-fold.ts";

/**
 * Folds that keep groups together, scikit-learn's `GroupKFold`: no customer is both learnt from and tested on. Groups are dealt from the
 * largest down, each to the fold that has the fewest rows.
 */
export class GroupKFold implements Splitter {
  private readonly nSplits: number;

  /** @param params.nSplits default 5 */
  constructor(params: { nSplits?: number } = {}) {
    checkSplits(params.nSplits);
    this.nSplits = params.nSplits ?? 5;
  }

  toJSON(): SplitterJson {
    return { type: "GroupKFold", params: { nSplits: this.nSplits } };
  }

  /** @throws ParameterError when there are fewer groups than folds */
  split(X: Features, _y?: Labels, groups?: Labels): Fold[] {
    const { nSplits } = this;
    const { names, codes, sizes } = groupCodes(X, groups, "GroupKFold");
    if (names.length < nSplits) {
      throw new ParameterError(`${names.length} groups cannot be divided into ${nSplits} folds.`);
    }
    const foldOf = new Int32Array(names.length);
    const filled = new Array<number>(nSplits).fill(0);
    const largestFirst = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || b - a);
    for (const group of largestFirst) {
      const fold = filled.indexOf(Math.min(...filled));
      foldOf[group] = fold;
      filled[fold]! += sizes[group]!;
    }
    return foldsFromAssignment(
      Array.from(codes, (code) => foldOf[code]!),
      nSplits,
    );
  }
}
