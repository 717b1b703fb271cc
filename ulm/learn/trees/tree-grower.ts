import type { RandomSource } from "../../compute/index.ts";
import type { RankedColumns } from "./ranked-columns.ts";
import { SplitSearch } from "./split-search.ts";
import type { Split, TreeTargets } from "./split-search.ts";
import { Tree } from "./tree.ts";

/** When a tree stops growing; all numbers are settled (no shares, no `null`). */
export interface GrowthRules {
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  readonly maxFeatures: number;
  readonly maxLeafNodes: number;
  readonly minImpurityDecrease: number;
}

/** A node on the way to become a `Tree`. Its rows stand at start … end − 1 of the grower's rows. */
interface Node {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly value: Float64Array;
  readonly impurity: number;
  readonly weight: number;
  /** The split that is to be made, with the decrease of impurity that it brings; `undefined` in leaves. */
  readonly split: (Split & { readonly improvement: number }) | undefined;
  /** Set once the split is made. */
  children?: [Node, Node];
}

/** Impurities up to this are rounding errors of pure nodes (scikit-learn's EPSILON). */
const smallestImpurity = Number.EPSILON;

/**
 * Grows one tree as scikit-learn does (Breiman, Friedman, Olshen & Stone, "Classification and Regression Trees", 1984): every node
 * is split where that decreases impurity most, until a rule says stop. With `maxLeafNodes` the node that gains most is split first.
 * Growing can be done piece by piece.
 */
export class TreeGrower {
  private readonly columns: RankedColumns;
  private readonly goal: TreeTargets;
  private readonly rules: GrowthRules;
  private readonly random: RandomSource;
  private readonly search: SplitSearch;
  private readonly rows: Int32Array;
  private readonly spare: Int32Array;
  private readonly root: Node;
  private readonly totalWeight: number;
  /** Nodes whose split is known and not yet made. */
  private readonly frontier: Node[] = [];
  private leafCount = 1;
  private settledRows = 0;

  /** Rows of weight 0 take no part. @param search may be shared by trees that are grown one after the other */
  constructor(
    columns: RankedColumns,
    goal: TreeTargets,
    rules: GrowthRules,
    random: RandomSource,
    search: SplitSearch = new SplitSearch(columns, goal.criterion),
  ) {
    this.columns = columns;
    this.goal = goal;
    this.rules = rules;
    this.random = random;
    this.search = search;
    this.rows = Int32Array.from({ length: columns.rows }, (_, row) => row).filter((row) => goal.weights[row]! > 0);
    this.spare = new Int32Array(this.rows.length);
    this.totalWeight = this.rows.reduce((sum, row) => sum + goal.weights[row]!, 0);
    this.root = this.createNode(0, this.rows.length, 0);
  }

  /** Splits nodes until about `work` values have been looked at. True when there is nothing left to split. */
  grow(work: number): boolean {
    for (let left = work; left > 0;) {
      const node = this.takeNext();
      if (node === undefined) return true;
      this.divide(node);
      left -= (node.end - node.start) * Math.min(this.rules.maxFeatures, this.columns.columns);
    }
    return this.frontier.length === 0;
  }

  /** The share of rows that have reached a leaf. */
  get share(): number {
    return this.settledRows / this.rows.length;
  }

  /** The tree as it is by now. */
  finish(): Tree {
    const nodes: Node[] = [];
    const right: number[] = [];
    // In preorder, without recursion: trees may be deep.
    const waiting: { node: Node; parent: number }[] = [{ node: this.root, parent: -1 }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next.parent >= 0) right[next.parent] = nodes.length;
      right.push(-1);
      nodes.push(next.node);
      if (next.node.children === undefined) continue;
      const [leftChild, rightChild] = next.node.children;
      waiting.push({ node: rightChild, parent: nodes.length - 1 }, { node: leftChild, parent: -1 });
    }
    const splits = nodes.map((node) => (node.children === undefined ? undefined : node.split));
    const width = this.root.value.length;
    const value = new Float64Array(nodes.length * width);
    nodes.forEach((node, index) => value.set(node.value, index * width));
    return new Tree(width, {
      feature: Int32Array.from(splits, (split) => split?.feature ?? -1),
      threshold: Float64Array.from(splits, (split) => split?.threshold ?? 0),
      missingLeft: Uint8Array.from(splits, (split) => Number(split?.missingLeft ?? false)),
      right: Int32Array.from(right),
      value,
      impurity: Float64Array.from(nodes, (node) => node.impurity),
      rows: Int32Array.from(nodes, (node) => node.end - node.start),
      weight: Float64Array.from(nodes, (node) => node.weight),
    });
  }

  private createNode(start: number, end: number, depth: number): Node {
    const { search, rules } = this;
    const rows = this.rows.subarray(start, end);
    search.load(rows, this.goal);
    const { value, impurity, weight } = this.describe(rows);
    const count = end - start;
    const mayBeSplit =
      depth < rules.maxDepth &&
      count >= rules.minSamplesSplit &&
      count >= 2 * rules.minSamplesLeaf &&
      impurity > smallestImpurity;
    const split = mayBeSplit ? this.worthwhileSplit() : undefined;
    const node: Node = { start, end, depth, value, impurity, weight, split };
    if (split === undefined) this.settledRows += count;
    else this.frontier.push(node);
    return node;
  }

  private worthwhileSplit(): Node["split"] {
    const { minSamplesLeaf, maxFeatures, minImpurityDecrease } = this.rules;
    const { search } = this;
    const split = search.best(minSamplesLeaf, maxFeatures, this.random);
    if (split === undefined) return undefined;
    const improvement = (split.purity - this.goal.criterion.purity(search.total)) / this.totalWeight;
    return improvement + Number.EPSILON < minImpurityDecrease ? undefined : { ...split, improvement };
  }

  /** What the loaded rows say and how mixed they are. */
  private describe(rows: Int32Array): { value: Float64Array; impurity: number; weight: number } {
    const { criterion, targets, weights } = this.goal;
    const { total } = this.search;
    if (criterion.name === "squaredError") {
      const weight = total[0]!;
      let sum = 0;
      for (const row of rows) sum += weights[row]! * targets[row]!;
      const mean = sum / weight;
      let squares = 0;
      for (const row of rows) squares += weights[row]! * (targets[row]! - mean) ** 2;
      return { value: Float64Array.of(mean), impurity: squares / weight, weight };
    }
    const weight = total.reduce((sum, own) => sum + own, 0);
    const constant = criterion.name === "gini" ? 1 : 0;
    const impurity = Math.max(0, constant - criterion.purity(total) / weight);
    return { value: total.map((own) => own / weight), impurity, weight };
  }

  /** Depth first, or with a limit of leaves the one that improves most. */
  private takeNext(): Node | undefined {
    const { frontier, rules } = this;
    if (rules.maxLeafNodes === Infinity) return frontier.pop();
    if (this.leafCount >= rules.maxLeafNodes) {
      frontier.length = 0;
      return undefined;
    }
    const most = frontier.reduce(
      (best, node, index) => (node.split!.improvement > (frontier[best]?.split!.improvement ?? 0) ? index : best),
      0,
    );
    return frontier.splice(most, 1)[0];
  }

  /** Moves the rows that go left before those that go right, keeping their order, and looks at both sides. */
  private divide(node: Node): void {
    const { feature, rank, missingLeft, leftRows } = node.split!;
    const { columns, rows, spare } = this;
    const { start, end } = node;
    const base = feature * columns.rows;
    const missingRank = columns.highest[feature]!.length;
    let left = start;
    let right = 0;
    for (let index = start; index < end; index++) {
      const row = rows[index]!;
      const code = columns.codes[base + row]!;
      if (code === missingRank ? missingLeft : code <= rank) rows[left++] = row;
      else spare[right++] = row;
    }
    rows.set(spare.subarray(0, right), left);
    const middle = start + leftRows;
    this.leafCount++;
    const leftChild = this.createNode(start, middle, node.depth + 1);
    node.children = [leftChild, this.createNode(middle, end, node.depth + 1)];
  }
}
