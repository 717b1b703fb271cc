import { countRows, ParameterError, toLabels, uniqueLabels } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import { foldsFromAssignment } from "./fold.ts";
import type { Fold, Splitter, SplitterJson } from "./fold.ts";
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
    if (groups === undefined) throw new ParameterError("GroupKFold needs the groups: split(X, y, groups).");
    const labels = toLabels(groups, "groups");
    if (labels.length !== countRows(X)) {
      throw new ParameterError(`X has ${countRows(X)} rows, but groups has ${labels.length}.`);
    }
    const names = uniqueLabels(labels);
    if (names.length < nSplits) {
      throw new ParameterError(`${names.length} groups cannot be divided into ${nSplits} folds.`);
    }
    const codes = new Map(names.map((name, code) => [name, code]));
    const sizes = new Array<number>(names.length).fill(0);
    for (const label of labels) sizes[codes.get(label)!]!++;
    const foldOf = new Int32Array(names.length);
    const filled = new Array<number>(nSplits).fill(0);
    const largestFirst = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || b - a);
    for (const group of largestFirst) {
      const fold = filled.indexOf(Math.min(...filled));
      foldOf[group] = fold;
      filled[fold]! += sizes[group]!;
    }
    return foldsFromAssignment(
      labels.map((label) => foldOf[codes.get(label)!]!),
      nSplits,
    );
  }
}
