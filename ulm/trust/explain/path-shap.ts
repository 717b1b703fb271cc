import type { Tree } from "../../learn/index.ts";

/**
 * Exact Shapley values of one tree's answer for one row, path-dependent TreeSHAP (Lundberg, Erion & Lee, "Consistent Individualized
 * Feature Attribution for Tree Ensembles", 2018, algorithm 2): a feature that is not known is averaged over by following both sides of
 * its questions, weighted by how many training rows went there. Costs leaves × depth² instead of 2^features.
 */
export class PathShap {
  private readonly tree: Tree;
  private readonly output: number;
  // The features on the way to a node, each once: a list for each level, one after the other.
  private readonly features: Int32Array;
  /** The share of training rows that went the way of the path, where the feature is not known. */
  private readonly zeros: Float64Array;
  /** 1 when the row itself goes the way of the path, else 0. */
  private readonly ones: Float64Array;
  /** The weights of subsets of each size. */
  private readonly weights: Float64Array;
  // The row at hand:
  private data: Float64Array = new Float64Array(0);
  private start = 0;
  private values: Float64Array = new Float64Array(0);
  private scale = 1;

  /** @param output which of the numbers that leaves say */
  constructor(tree: Tree, output: number) {
    this.tree = tree;
    this.output = output;
    const levels = tree.depth + 2;
    const room = (levels * (levels + 1)) / 2 + levels;
    this.features = new Int32Array(room);
    this.zeros = new Float64Array(room);
    this.ones = new Float64Array(room);
    this.weights = new Float64Array(room);
  }

  /**
   * Adds the row's values, times `scale`, to `values`, one for each feature.
   * @param start where the row begins in `data`
   */
  explain(data: Float64Array, start: number, values: Float64Array, scale: number): void {
    this.data = data;
    this.start = start;
    this.values = values;
    this.scale = scale;
    this.visit(0, 0, 0, 1, 1, -1);
  }

  /** @param from where the parent's list begins; it has `length` entries, and this node's question of `feature` is added */
  private visit(node: number, length: number, from: number, zero: number, one: number, feature: number): void {
    const { tree, features, zeros, ones, weights } = this;
    const own = from + length;
    features.copyWithin(own, from, own);
    zeros.copyWithin(own, from, own);
    ones.copyWithin(own, from, own);
    weights.copyWithin(own, from, own);
    this.extend(own, length, zero, one, feature);
    if (tree.isLeaf(node)) {
      this.credit(node, own, length);
      return;
    }
    const question = tree.feature[node]!;
    const goesLeft = tree.goesLeft(node, this.data[this.start + question]!);
    const [left, right] = [node + 1, tree.right[node]!];
    const [taken, other] = goesLeft ? [left, right] : [right, left];
    let zeroBefore = 1;
    let oneBefore = 1;
    let last = length;
    // A feature that was asked before counts once: its earlier entry is taken back.
    for (let index = 1; index <= length; index++) {
      if (features[own + index] !== question) continue;
      zeroBefore = zeros[own + index]!;
      oneBefore = ones[own + index]!;
      this.unwind(own, length, index);
      last = length - 1;
      break;
    }
    const share = (child: number) => (zeroBefore * tree.weight[child]!) / tree.weight[node]!;
    this.visit(taken, last + 1, own, share(taken), oneBefore, question);
    this.visit(other, last + 1, own, share(other), 0, question);
  }

  private extend(own: number, length: number, zero: number, one: number, feature: number): void {
    const { weights } = this;
    this.features[own + length] = feature;
    this.zeros[own + length] = zero;
    this.ones[own + length] = one;
    weights[own + length] = length === 0 ? 1 : 0;
    for (let index = length - 1; index >= 0; index--) {
      const weight = weights[own + index]!;
      weights[own + index + 1]! += (one * weight * (index + 1)) / (length + 1);
      weights[own + index] = (zero * weight * (length - index)) / (length + 1);
    }
  }

  private unwind(own: number, length: number, removed: number): void {
    const { features, zeros, ones, weights } = this;
    const one = ones[own + removed]!;
    const zero = zeros[own + removed]!;
    let next = weights[own + length]!;
    for (let index = length - 1; index >= 0; index--) {
      const weight = weights[own + index]!;
      if (one !== 0) {
        weights[own + index] = (next * (length + 1)) / ((index + 1) * one);
        next = weight - (weights[own + index]! * zero * (length - index)) / (length + 1);
      } else weights[own + index] = (weight * (length + 1)) / (zero * (length - index));
    }
    for (let index = removed; index < length; index++) {
      features[own + index] = features[own + index + 1]!;
      zeros[own + index] = zeros[own + index + 1]!;
      ones[own + index] = ones[own + index + 1]!;
    }
  }

  /** What each feature on the way does to the leaf's share in the answer. */
  private credit(leaf: number, own: number, length: number): void {
    const { tree, features, zeros, ones } = this;
    const said = tree.value[leaf * tree.width + this.output]! * this.scale;
    for (let index = 1; index <= length; index++) {
      const weight = this.unwoundSum(own, length, index) * (ones[own + index]! - zeros[own + index]!);
      this.values[features[own + index]!]! += weight * said;
    }
  }

  /** The sum of the weights as they would be after `unwind`. */
  private unwoundSum(own: number, length: number, removed: number): number {
    const { weights } = this;
    const one = this.ones[own + removed]!;
    const zero = this.zeros[own + removed]!;
    let next = weights[own + length]!;
    let sum = 0;
    for (let index = length - 1; index >= 0; index--) {
      if (one !== 0) {
        const weight = (next * (length + 1)) / ((index + 1) * one);
        sum += weight;
        next = weights[own + index]! - (weight * zero * (length - index)) / (length + 1);
      } else sum += (weights[own + index]! * (length + 1)) / (zero * (length - index));
    }
    return sum;
  }
}
