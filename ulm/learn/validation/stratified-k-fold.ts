import { createRandom } from "../../compute/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import { countRows, ParameterError, toLabels, warn } from "../../data/index.ts";
import type { Features, Label, Labels } from "../../data/index.ts";
import { foldsFromAssignment } from "./fold.ts";
import type { Fold, Splitter, SplitterJson } from "./fold.ts";
import { checkSplits } from "./k-fold.ts";
import type { KFoldParams } from "./k-fold.ts";

/** Folds in which every class has its share (±1), scikit-learn's `StratifiedKFold`. Some folds have no row of a class that has fewer rows than folds. */
export class StratifiedKFold implements Splitter {
  private readonly params: KFoldParams;

  constructor(params: KFoldParams = {}) {
    this.params = { ...params };
    checkSplits(params.nSplits);
  }

  toJSON(): SplitterJson {
    return { type: "StratifiedKFold", params: this.params };
  }

  /** Warns of a class with fewer rows than folds. @throws ParameterError when all classes have */
  split(X: Features, y?: Labels): Fold[] {
    if (y === undefined) throw new ParameterError("StratifiedKFold needs the labels: split(X, y).");
    const { nSplits = 5, shuffle = false, randomState, rng } = this.params;
    const labels = checkedLabels(X, y);
    return stratifiedFolds(labels, nSplits, shuffle ? createRandom(randomState, rng) : undefined);
  }
}

/** The labels, one for each row. @throws ParameterError */
export function checkedLabels(X: Features, y: Labels): Label[] {
  const labels = toLabels(y);
  if (labels.length === countRows(X)) return labels;
  throw new ParameterError(`X has ${countRows(X)} rows, but y has ${labels.length} labels.`);
}

/** @param random mixes the rows of each class first. @throws ParameterError when every class has too few rows */
export function stratifiedFolds(labels: readonly Label[], nSplits: number, random?: RandomSource): Fold[] {
  const members = rowsByClass(labels);
  checkClassSizes(members, nSplits);
  const testFold = new Int32Array(labels.length);
  let dealt = 0;
  for (const rows of members.values()) {
    // Folds are dealt in turn over all classes, so that fold sizes differ by one at most.
    const folds = Int32Array.from(rows, (_, index) => (dealt + index) % nSplits).sort();
    dealt += rows.length;
    random?.shuffle(folds);
    rows.forEach((row, index) => (testFold[row] = folds[index]!));
  }
  return foldsFromAssignment(testFold, nSplits);
}

/** Warns of classes that some folds will lack. @throws ParameterError when every class is too small */
export function checkClassSizes(members: ReadonlyMap<Label, readonly number[]>, nSplits: number): void {
  const small = [...members].filter(([, { length }]) => length < nSplits);
  if (small.length === 0 && members.size > 0) return;
  if (small.length === members.size) {
    const most = small.reduce((best, [, { length }]) => Math.max(best, length), 0);
    throw new ParameterError(
      `${nSplits} stratified folds need a class of ${nSplits} rows, but the largest has ${most}. Use fewer folds.`,
    );
  }
  const [label, { length }] = small.reduce((least, other) => (other[1].length < least[1].length ? other : least));
  const spoken = JSON.stringify(label);
  warn("StratifiedKFold", {
    en:
      `Class ${spoken} has ${length} ${length === 1 ? "row" : "rows"} for ${nSplits} stratified folds: ` +
      "some folds test without it. Scores of such folds judge the other classes only.",
    "zh-CN": `类别 ${spoken} 只有 ${length} 行，而分层折数为 ${nSplits}：部分折的测试集不含该类，这些折的得分只评判其他类别。`,
  });
}

/** The rows of each class, classes in the order in which they first occur. */
export function rowsByClass(labels: readonly Label[]): Map<Label, number[]> {
  const members = new Map<Label, number[]>();
  labels.forEach((label, row) => {
    const rows = members.get(label);
    if (rows === undefined) members.set(label, [row]);
    else rows.push(row);
  });
  return members;
}
