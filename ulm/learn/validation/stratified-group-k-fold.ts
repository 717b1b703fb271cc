import { createRandom } from "../../compute/index.ts";
import { ParameterError, uniqueLabels } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import { foldsFromAssignment } from "./fold.ts";
import type { Fold, Splitter, SplitterJson } from "./fold.ts";
import { groupCodes } from "./group-codes.ts";
import { checkSplits } from "./k-fold.ts";
import type { KFoldParams } from "./k-fold.ts";
import { checkClassSizes, checkedLabels, rowsByClass } from "./stratified-k-fold.ts";

/**
 * Folds that keep groups together and give each fold its share of every class, as far as groups allow: scikit-learn's `StratifiedGroupKFold`. For rows of
 * the same customers where churn is rare. Groups are dealt from the most uneven down, each to the fold whose classes stay most even.
 */
export class StratifiedGroupKFold implements Splitter {
  private readonly params: KFoldParams;

  /** @param params.shuffle deal groups that are alike in another order. Default false */
  constructor(params: KFoldParams = {}) {
    this.params = { ...params };
    checkSplits(params.nSplits);
  }

  toJSON(): SplitterJson {
    return { type: "StratifiedGroupKFold", params: this.params };
  }

  /** Warns of a class with fewer rows than folds. @throws ParameterError when there are fewer groups than folds, or all classes are smaller */
  split(X: Features, y?: Labels, groups?: Labels): Fold[] {
    if (y === undefined) throw new ParameterError("StratifiedGroupKFold needs the labels: split(X, y, groups).");
    const { nSplits = 5, shuffle = false, randomState, rng } = this.params;
    const labels = checkedLabels(X, y);
    const { names, codes } = groupCodes(X, groups, "StratifiedGroupKFold");
    if (names.length < nSplits) {
      throw new ParameterError(`${names.length} groups cannot be divided into ${nSplits} folds.`);
    }
    checkClassSizes(rowsByClass(labels), nSplits);
    const classes = uniqueLabels(labels);
    const classOf = new Map(classes.map((label, code) => [label, code]));
    const counts = names.map(() => new Float64Array(classes.length));
    labels.forEach((label, row) => (counts[codes[row]!]![classOf.get(label)!]! += 1));
    const order = Int32Array.from(names.keys());
    if (shuffle) createRandom(randomState, rng).shuffle(order);
    const unevenness = counts.map(spread);
    const dealt = Array.from(order).sort((a, b) => unevenness[b]! - unevenness[a]!);
    const foldOf = dealGroups(counts, dealt, nSplits);
    return foldsFromAssignment(
      Array.from(codes, (code) => foldOf[code]!),
      nSplits,
    );
  }
}

/** The fold of each group. @param counts of each group, rows by class. @param order in which groups are dealt */
function dealGroups(counts: readonly Float64Array[], order: readonly number[], nSplits: number): Int32Array {
  const totals = counts[0]!.map((_, code) => counts.reduce((sum, group) => sum + group[code]!, 0));
  const filled = Array.from({ length: nSplits }, () => new Float64Array(totals.length));
  const foldOf = new Int32Array(counts.length);
  for (const group of order) {
    const fold = emptiestFold(filled, totals, counts[group]!);
    counts[group]!.forEach((count, code) => (filled[fold]![code]! += count));
    foldOf[group] = fold;
  }
  return foldOf;
}

/** The fold in which the group leaves the shares of classes most even; of several such, the one with the fewest rows. */
function emptiestFold(filled: readonly Float64Array[], totals: Float64Array, group: Float64Array): number {
  let [best, least, fewest] = [0, Infinity, Infinity];
  filled.forEach((fold, index) => {
    const spreads = totals.map((total, code) =>
      spread(filled.map((other, place) => (other[code]! + (place === index ? group[code]! : 0)) / total)),
    );
    const unevenness = spreads.reduce((sum, value) => sum + value, 0) / spreads.length;
    const rows = fold.reduce((sum, count) => sum + count, 0);
    // The tolerance of NumPy's isclose.
    const isAlike = Math.abs(unevenness - least) <= 1e-8 + 1e-5 * Math.abs(least);
    if (unevenness < least || (isAlike && rows < fewest)) [best, least, fewest] = [index, unevenness, rows];
  });
  return best;
}

/** The standard deviation, divided by the number. */
function spread(values: ArrayLike<number>): number {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length);
}
