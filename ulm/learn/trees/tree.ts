import type { Matrix } from "../../data/index.ts";

/** A `Tree` as plain JSON. */
export interface TreeJson {
  /** As of `Tree`. */
  readonly width: number;
  /** As of `Tree`. */
  readonly feature: readonly number[];
  /** null stands for Infinity: every value that is not missing goes left. */
  readonly threshold: readonly (number | null)[];
  /** As of `Tree`. */
  readonly missingLeft: readonly number[];
  /** As of `Tree`. */
  readonly right: readonly number[];
  /** As of `Tree`. */
  readonly value: readonly number[];
  /** As of `Tree`. */
  readonly impurity: readonly number[];
  /** As of `Tree`. */
  readonly rows: readonly number[];
  /** As of `Tree`. */
  readonly weight: readonly number[];
  /** Of nodes that ask for categories: the node, those that go left, and those that go right. */
  readonly categories?: readonly (readonly [node: number, left: readonly number[], right: readonly number[]])[];
}

/** The categories that go to each side; others go where missing values go. */
export interface CategorySides {
  readonly left: ReadonlySet<number>;
  readonly right: ReadonlySet<number>;
}

/** The arrays of a `Tree`, one entry for each node. */
export interface TreeArrays {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly missingLeft: Uint8Array;
  readonly right: Int32Array;
  /** nodes × width. */
  readonly value: Float64Array;
  readonly impurity: Float64Array;
  readonly rows: Int32Array;
  readonly weight: Float64Array;
  /** By node, where the question is for categories instead of a threshold. */
  readonly categories?: ReadonlyMap<number, CategorySides>;
}

/**
 * A binary decision tree as parallel arrays. Nodes stand in preorder: node 0 is the root, the left child of node n is n + 1, its
 * right child `right[n]`. A row goes left when its value of the node's feature is at most the threshold.
 */
export class Tree implements TreeArrays {
  /** How many numbers a node says: one for each class, or a single one. */
  readonly width: number;
  /** The column that is asked; −1 in leaves. */
  readonly feature: Int32Array;
  /** Rows go left whose value is at most this; Infinity sends all there that have one. Leaves have no use for it. */
  readonly threshold: Float64Array;
  /** 1 where rows go left whose value is missing. */
  readonly missingLeft: Uint8Array;
  /** The right child; −1 in leaves. */
  readonly right: Int32Array;
  /** What a node predicts, leaf or not: node n says value[n · width] …; class shares, a mean, or an addend. */
  readonly value: Float64Array;
  /** How mixed the training rows of the node are. */
  readonly impurity: Float64Array;
  /** How many training rows reached the node. */
  readonly rows: Int32Array;
  /** The same, weighted. */
  readonly weight: Float64Array;
  /** By node, where the question is for categories instead of a threshold. */
  readonly categories: ReadonlyMap<number, CategorySides>;

  constructor(width: number, arrays: TreeArrays) {
    this.width = width;
    this.feature = arrays.feature;
    this.threshold = arrays.threshold;
    this.missingLeft = arrays.missingLeft;
    this.right = arrays.right;
    this.value = arrays.value;
    this.impurity = arrays.impurity;
    this.rows = arrays.rows;
    this.weight = arrays.weight;
    this.categories = arrays.categories ?? new Map<number, CategorySides>();
  }

  static fromJSON(json: TreeJson): Tree {
    return new Tree(json.width, {
      feature: Int32Array.from(json.feature),
      threshold: Float64Array.from(json.threshold, (threshold) => threshold ?? Infinity),
      missingLeft: Uint8Array.from(json.missingLeft),
      right: Int32Array.from(json.right),
      value: Float64Array.from(json.value),
      impurity: Float64Array.from(json.impurity),
      rows: Int32Array.from(json.rows),
      weight: Float64Array.from(json.weight),
      categories: new Map(
        (json.categories ?? []).map(([node, left, right]) => [node, { left: new Set(left), right: new Set(right) }]),
      ),
    });
  }

  /** Nodes, leaves included. */
  get nodeCount(): number {
    return this.feature.length;
  }

  /** Nodes that ask nothing. */
  get leafCount(): number {
    return (this.nodeCount + 1) / 2;
  }

  /** The number of questions on the longest way from the root to a leaf. */
  get depth(): number {
    const depths = this.depths();
    return depths.reduce((most, depth) => Math.max(most, depth), 0);
  }

  /** For each node the number of questions before it. */
  depths(): Int32Array {
    const depths = new Int32Array(this.nodeCount);
    for (let node = 0; node < this.nodeCount; node++) {
      if (this.isLeaf(node)) continue;
      depths[node + 1] = depths[node]! + 1;
      depths[this.right[node]!] = depths[node]! + 1;
    }
    return depths;
  }

  /** Whether a node asks nothing. */
  isLeaf(node: number): boolean {
    return this.right[node]! < 0;
  }

  /** Whether a value of the node's feature goes left. */
  goesLeft(node: number, value: number): boolean {
    if (this.categories.size > 0) {
      const sides = this.categories.get(node);
      if (sides !== undefined)
        return sides.left.has(value) || (!sides.right.has(value) && this.missingLeft[node] === 1);
    }
    return value <= this.threshold[node]! || (Number.isNaN(value) && this.missingLeft[node] === 1);
  }

  /** The leaf that a row ends in. @param start where the row begins in `data` */
  leafOf(data: Float64Array, start: number): number {
    const { feature, right } = this;
    let node = 0;
    while (right[node]! >= 0) node = this.goesLeft(node, data[start + feature[node]!]!) ? node + 1 : right[node]!;
    return node;
  }

  /** The leaf of each row. */
  apply({ data, rows, columns }: Matrix): Int32Array {
    return Int32Array.from({ length: rows }, (_, row) => this.leafOf(data, row * columns));
  }

  toJSON(): TreeJson {
    const categories = Array.from(
      this.categories,
      ([node, { left, right }]) => [node, Array.from(left), Array.from(right)] as const,
    );
    return {
      width: this.width,
      feature: Array.from(this.feature),
      threshold: Array.from(this.threshold, (threshold) => (threshold === Infinity ? null : threshold)),
      missingLeft: Array.from(this.missingLeft),
      right: Array.from(this.right),
      value: Array.from(this.value),
      impurity: Array.from(this.impurity),
      rows: Array.from(this.rows),
      weight: Array.from(this.weight),
      ...(this.categories.size === 0 ? {} : { categories }),
    };
  }
}
