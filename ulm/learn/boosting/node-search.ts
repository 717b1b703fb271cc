import { missingBin } from "./place-in-bins.ts";

/** What `searches` says of a node whose split is looked for, in this order. */
export const searchField = {
  rows: 0,
  gradients: 1,
  hessians: 2,
  /** What the node says now. */
  value: 3,
  /** Where the values of its children must lie, for monotonic constraints. */
  lower: 4,
  upper: 5,
  count: 6,
} as const;

/** What `splits` says of the best split of a node by a feature, in this order; the gain is −1 where there is none. */
export const splitField = {
  gain: 0,
  bin: 1,
  missingLeft: 2,
  leftGradients: 3,
  leftHessians: 4,
  leftRows: 5,
  count: 6,
} as const;

/** Bits of `flags` of a column. */
export const columnFlag = { hasMissing: 1, isCategorical: 2, mayOnlyRise: 4, mayOnlyFall: 8 } as const;

/** Bins of a histogram. */
export const binsOfColumn = 256;
/** Nodes with less curvature are not split (scikit-learn's min_hessian_to_split). */
export const leastHessian = 1e-3;
/** Categories of less support go with the others (LightGBM's cat_smooth). */
const leastSupport = 10;

/** What all searches of a fit have in common. */
export interface SearchRules {
  readonly minSamplesLeaf: number;
  readonly l2: number;
  readonly flags: Uint8Array;
  readonly binCounts: Int32Array;
}

/**
 * The best split of a node by one feature, found on its histogram: Newton boosting as in XGBoost (Chen & Guestrin, "XGBoost: A
 * Scalable Tree Boosting System", 2016, equations 6 and 7), with scikit-learn's order of trying and its treatment of missing values
 * and categories. Of equally good splits the first one is taken.
 */
export class NodeSearch {
  private readonly rules: SearchRules;
  // The node and the column at hand:
  private node: Float64Array = new Float64Array(searchField.count);
  private flags = 0;
  private sums: Float64Array = new Float64Array(0);
  private counts: Int32Array = new Int32Array(0);
  // The left side, and the best one so far:
  private gradients = 0;
  private hessians = 0;
  private rows = 0;
  private best: Float64Array = new Float64Array(splitField.count);

  constructor(rules: SearchRules) {
    this.rules = rules;
  }

  /**
   * @param node as in `searchField`
   * @param sums gradients and hessians in turn, for each bin of the column
   * @param counts rows for each bin
   * @param split written as in `splitField`
   * @param set the bins of the categories that go left, one bit each; written for categorical columns
   */
  find(
    column: number,
    node: Float64Array,
    sums: Float64Array,
    counts: Int32Array,
    split: Float64Array,
    set: Uint32Array,
  ): void {
    this.node = node;
    this.flags = this.rules.flags[column]!;
    this.sums = sums;
    this.counts = counts;
    this.best = split;
    split.fill(0);
    split[splitField.gain] = -1;
    const bins = this.rules.binCounts[column]!;
    if ((this.flags & columnFlag.isCategorical) !== 0) {
      this.scanCategories(bins, set);
      return;
    }
    const hasMissing = (this.flags & columnFlag.hasMissing) !== 0;
    this.scanUpwards(bins - 1 + Number(hasMissing));
    if (hasMissing) this.scanDownwards(bins - 2);
  }

  /** Missing values are on the right. */
  private scanUpwards(end: number): void {
    this.startLeft(0, 0, 0);
    for (let bin = 0; bin < end; bin++) {
      // Without rows it changes nothing.
      if (this.counts[bin] === 0) continue;
      this.moveLeft(bin);
      if (!this.isLargeEnough()) continue;
      if (this.tryLeft()) this.note(bin, 0);
    }
  }

  /** Missing values are on the left: it is the right side that is added up. */
  private scanDownwards(start: number): void {
    const { node } = this;
    let gradients = 0;
    let hessians = 0;
    let rows = 0;
    for (let bin = start; bin >= 0; bin--) {
      if (this.counts[bin + 1] === 0) continue;
      gradients += this.sums[2 * (bin + 1)]!;
      hessians += this.sums[2 * (bin + 1) + 1]!;
      rows += this.counts[bin + 1]!;
      this.startLeft(
        node[searchField.gradients]! - gradients,
        node[searchField.hessians]! - hessians,
        node[searchField.rows]! - rows,
      );
      if (!this.isLargeEnough()) continue;
      if (this.tryLeft()) this.note(bin, 1);
    }
  }

  /** Categories in the order of their values are scanned from both ends to the middle (Fisher, 1958). */
  private scanCategories(bins: number, set: Uint32Array): void {
    const { sums, node } = this;
    const hasMissing = (this.flags & columnFlag.hasMissing) !== 0;
    const supportOfHessian = node[searchField.rows]! / node[searchField.hessians]!;
    const value = (bin: number) => sums[2 * bin]! / (sums[2 * bin + 1]! + leastSupport);
    const isSupported = (bin: number) => sums[2 * bin + 1]! * supportOfHessian >= leastSupport;
    const order = Array.from({ length: bins }, (_, bin) => bin);
    if (hasMissing) order.push(missingBin);
    const used = order.filter(isSupported).sort((a, b) => value(a) - value(b));
    set.fill(0);
    if (used.length < 2) return;
    let end = -1;
    let isDownwards = false;
    for (const downwards of [false, true]) {
      const middle = Math.floor((used.length + 1) / 2) - Number(downwards);
      this.startLeft(0, 0, 0);
      for (let index = 0; index < middle; index++) {
        this.moveLeft(used[downwards ? used.length - 1 - index : index]!);
        if (!this.isLargeEnough() || !this.tryLeft()) continue;
        this.note(0, 0);
        end = index;
        isDownwards = downwards;
      }
    }
    for (let index = 0; index <= end; index++) {
      const bin = used[isDownwards ? used.length - 1 - index : index]!;
      set[bin >>> 5]! |= 1 << (bin & 31);
    }
    this.best[splitField.missingLeft] = (set[missingBin >>> 5]! >>> (missingBin & 31)) & 1;
  }

  private startLeft(gradients: number, hessians: number, rows: number): void {
    this.gradients = gradients;
    this.hessians = hessians;
    this.rows = rows;
  }

  private moveLeft(bin: number): void {
    this.gradients += this.sums[2 * bin]!;
    this.hessians += this.sums[2 * bin + 1]!;
    this.rows += this.counts[bin]!;
  }

  private isLargeEnough(): boolean {
    const { minSamplesLeaf } = this.rules;
    const { node, rows, hessians } = this;
    return (
      rows >= minSamplesLeaf &&
      node[searchField.rows]! - rows >= minSamplesLeaf &&
      hessians >= leastHessian &&
      node[searchField.hessians]! - hessians >= leastHessian
    );
  }

  /** Whether the left side, as it is, makes a better split than the best one so far; notes its gain if so. */
  private tryLeft(): boolean {
    const { node, gradients, hessians } = this;
    const { l2 } = this.rules;
    const otherGradients = node[searchField.gradients]! - gradients;
    const lower = node[searchField.lower]!;
    const upper = node[searchField.upper]!;
    const left = nodeValue(gradients, hessians, l2, lower, upper);
    const right = nodeValue(otherGradients, node[searchField.hessians]! - hessians, l2, lower, upper);
    if ((this.flags & columnFlag.mayOnlyRise) !== 0 && left > right) return false;
    if ((this.flags & columnFlag.mayOnlyFall) !== 0 && left < right) return false;
    const gain = node[searchField.gradients]! * node[searchField.value]! - gradients * left - otherGradients * right;
    if (!(gain > 0 && gain > this.best[splitField.gain]!)) return false;
    this.best[splitField.gain] = gain;
    return true;
  }

  private note(bin: number, missingLeft: number): void {
    const { best } = this;
    best[splitField.bin] = bin;
    best[splitField.missingLeft] = missingLeft;
    best[splitField.leftGradients] = this.gradients;
    best[splitField.leftHessians] = this.hessians;
    best[splitField.leftRows] = this.rows;
  }
}

/** The Newton step of rows: −Σg / (Σh + λ), within bounds. */
export function nodeValue(gradients: number, hessians: number, l2: number, lower: number, upper: number): number {
  const value = -gradients / (hessians + l2 + 1e-15);
  return value < lower ? lower : value > upper ? upper : value;
}
