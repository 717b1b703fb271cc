import type { Kernels, PerThread } from "../../compute/index.ts";
import { Tree } from "../trees/tree.ts";
import type { CategorySides } from "../trees/tree.ts";
import { binCount } from "./binned-columns.ts";
import type { BinnedColumns, ColumnBins } from "./binned-columns.ts";
import { divideRows, expandNode, expandScratchBytes } from "./boosting-kernels.ts";
import { binsOfColumn, columnFlag, nodeValue, searchField, splitField } from "./node-search.ts";

/** How trees of a boosted model grow; all numbers are settled. */
export interface BoostingRules {
  readonly learningRate: number;
  readonly maxLeafNodes: number;
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  readonly l2Regularization: number;
  /** For each column 1 where predictions may only rise with it, −1 where they may only fall, else 0. */
  readonly monotonic: Int8Array;
}

/** The histograms of one node. */
interface Histograms {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

interface Node {
  /** Its rows stand at from … to − 1. */
  readonly from: number;
  to: number;
  readonly depth: number;
  readonly gradients: number;
  readonly hessians: number;
  readonly value: number;
  /** Where the values of its children must lie. */
  readonly lower: number;
  readonly upper: number;
  histograms?: Histograms;
  split?: NodeSplit;
  children?: [Node, Node];
}

interface NodeSplit {
  readonly column: number;
  readonly gain: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly leftGradients: number;
  readonly leftHessians: number;
  readonly leftRows: number;
  /** Of categories: the bins that go left, one bit each. */
  readonly set: Uint32Array;
}

/** A leaf, and the rows in it. */
export interface GrownLeaf {
  readonly value: number;
  readonly rows: Int32Array;
}

/** Nodes that look at fewer values are searched by one thread: waking the others would take longer. */
const worthThreads = 60_000;

/**
 * Grows the trees of a boosted model on histograms, the leaf that gains most first, as LightGBM (Ke et al., "LightGBM: A Highly
 * Efficient Gradient Boosting Decision Tree", 2017) and scikit-learn's `HistGradientBoosting` do. Of two siblings only the smaller
 * one is counted; the histograms of the other are what is left of their parent's.
 */
export class BoostingGrower {
  /** Gradient and hessian of each row, in turn: write them here, and the rows' numbers to `order`, before growing a tree. */
  readonly pairs: Float32Array;
  readonly order: Int32Array;
  private readonly binned: BinnedColumns;
  private readonly rules: BoostingRules;
  private readonly kernels: Kernels;
  private readonly bins: Uint8Array;
  private readonly binCounts: Int32Array;
  private readonly flags: Uint8Array;
  private readonly spare: Int32Array;
  private readonly sparePairs: Float32Array;
  private readonly searches: Float64Array;
  private readonly splits: Float64Array;
  private readonly sets: Uint32Array;
  private readonly scratch: PerThread<Uint8Array>;
  private readonly middle: Int32Array;
  private readonly set: Uint32Array;
  /** Histograms that no node needs any more. */
  private readonly idle: Histograms[] = [];

  constructor(kernels: Kernels, binned: BinnedColumns, rules: BoostingRules) {
    const { rows, columns } = binned;
    this.kernels = kernels;
    this.binned = binned;
    this.rules = rules;
    this.bins = kernels.copy(binned.bins);
    this.binCounts = kernels.copy(Int32Array.from(binned.layout, binCount));
    this.flags = kernels.copy(Uint8Array.from(binned.layout, (column, index) => this.flagsOf(column, index)));
    this.order = kernels.int32(rows);
    this.pairs = kernels.float32(2 * rows);
    this.spare = kernels.int32(rows);
    this.sparePairs = kernels.float32(2 * rows);
    this.searches = kernels.float64(2 * searchField.count);
    this.splits = kernels.float64(2 * columns * splitField.count);
    this.sets = kernels.uint32(2 * columns * 8);
    this.scratch = kernels.perThread(() => kernels.uint8(expandScratchBytes));
    this.middle = kernels.int32(1);
    this.set = kernels.uint32(8);
  }

  /** Grows a tree on `pairs`. */
  grow(): { tree: Tree; leaves: GrownLeaf[] } {
    const root = this.createRoot();
    const open: Node[] = root.split === undefined ? [] : [root];
    for (let leafCount = 1; open.length > 0 && leafCount < this.rules.maxLeafNodes; leafCount++) {
      const node = this.takeNext(open);
      const children = this.divide(node);
      const isLast = leafCount + 1 >= this.rules.maxLeafNodes;
      if (isLast || children[0].depth >= this.rules.maxDepth) this.giveBack(node);
      else this.searchChildren(node, children);
      open.push(...children.filter((child) => child.split !== undefined));
    }
    for (const node of open) this.giveBack(node);
    return this.finish(root);
  }

  private createRoot(): Node {
    const { rows } = this.binned;
    const { pairs } = this;
    let gradients = 0;
    let hessians = 0;
    for (let row = 0; row < rows; row++) {
      gradients += pairs[2 * row]!;
      hessians += pairs[2 * row + 1]!;
    }
    const root: Node = {
      ...{ from: 0, to: rows, depth: 0, gradients, hessians, value: 0, lower: -Infinity, upper: Infinity },
    };
    if (!this.mayBeSplit(root)) return root;
    root.histograms = this.takeHistograms();
    // There is no sibling: any histograms will do for the other side, which is not looked at.
    this.expand(root, undefined, root.histograms);
    root.split = this.bestSplit(0);
    if (root.split === undefined) this.giveBack(root);
    return root;
  }

  private mayBeSplit({ from, to, hessians }: Node): boolean {
    return to - from >= 2 * this.rules.minSamplesLeaf && hessians >= 1e-3;
  }

  /** The node that gains most; without a limit of leaves the order does not matter, and the last one needs least memory. */
  private takeNext(open: Node[]): Node {
    if (this.rules.maxLeafNodes === Infinity) return open.pop()!;
    let best = 0;
    for (let index = 1; index < open.length; index++) {
      if (open[index]!.split!.gain > open[best]!.split!.gain) best = index;
    }
    return open.splice(best, 1)[0]!;
  }

  private divide(node: Node): [Node, Node] {
    const { binned, kernels, rules } = this;
    const split = node.split!;
    const { column, leftGradients, leftHessians } = split;
    const isCategorical = binned.layout[column]!.kind === "categories";
    this.set.set(split.set);
    kernels.runNow(
      divideRows,
      [
        ...([this.bins, this.order, this.pairs, this.spare, this.sparePairs, this.set, this.middle] as const),
        ...([column * binned.rows, split.bin, Number(split.missingLeft), Number(isCategorical)] as const),
        node.from,
      ],
      { items: node.to - node.from, block: node.to - node.from },
    );
    const middle = this.middle[0]!;
    const { lower, upper } = node;
    const gradients = node.gradients - leftGradients;
    const hessians = node.hessians - leftHessians;
    const value = (ownGradients: number, ownHessians: number) =>
      nodeValue(ownGradients, ownHessians, rules.l2Regularization, lower, upper);
    const left = value(leftGradients, leftHessians);
    const right = value(gradients, hessians);
    const between = (left + right) / 2;
    const direction = rules.monotonic[column]!;
    const depth = node.depth + 1;
    node.children = [
      {
        ...{ from: node.from, to: middle, depth, gradients: leftGradients, hessians: leftHessians, value: left },
        lower: direction < 0 ? between : lower,
        upper: direction > 0 ? between : upper,
      },
      {
        ...{ from: middle, to: node.to, depth, gradients, hessians, value: right },
        lower: direction > 0 ? between : lower,
        upper: direction < 0 ? between : upper,
      },
    ];
    return node.children;
  }

  /** Finds the splits of both children; the parent's histograms become those of the larger one. */
  private searchChildren(parent: Node, [left, right]: [Node, Node]): void {
    if (!this.mayBeSplit(left) && !this.mayBeSplit(right)) {
      this.giveBack(parent);
      return;
    }
    const [small, large] = left.to - left.from < right.to - right.from ? [left, right] : [right, left];
    large.histograms = parent.histograms;
    parent.histograms = undefined;
    small.histograms = this.takeHistograms();
    this.expand(small, large, large.histograms!);
    for (const [side, child] of [small, large].entries()) {
      child.split = this.mayBeSplit(child) ? this.bestSplit(side) : undefined;
      if (child.split === undefined) this.giveBack(child);
    }
  }

  private expand(node: Node, sibling: Node | undefined, others: Histograms): void {
    const { binned, kernels, rules, searches } = this;
    this.describe(node, 0);
    if (sibling !== undefined) this.describe(sibling, searchField.count);
    const { rows, columns } = binned;
    const own = node.histograms!;
    const isLarge = (node.to - node.from) * columns > worthThreads;
    kernels.runNow(
      expandNode,
      [
        ...([this.bins, this.order, this.pairs, this.binCounts, this.flags] as const),
        ...([own.sums, own.counts, others.sums, others.counts] as const),
        ...([searches, this.splits, this.sets, this.scratch, rows, columns, node.from, node.to] as const),
        ...([Number(sibling !== undefined), rules.minSamplesLeaf, rules.l2Regularization] as const),
      ],
      { items: columns, block: isLarge ? Math.ceil(columns / 16) : columns },
    );
  }

  private describe(node: Node, at: number): void {
    const rows = this.mayBeSplit(node) ? node.to - node.from : 0;
    this.searches.set([rows, node.gradients, node.hessians, node.value, node.lower, node.upper], at);
  }

  /** The best split over all columns; of equally good ones that of the first column. */
  private bestSplit(side: number): NodeSplit | undefined {
    const { columns, hasMissing } = this.binned;
    const { splits } = this;
    let best = -1;
    let gain = 0;
    for (let column = 0; column < columns; column++) {
      const own = splits[(side * columns + column) * splitField.count + splitField.gain]!;
      if (own > gain) {
        gain = own;
        best = column;
      }
    }
    if (best < 0) return undefined;
    const place = side * columns + best;
    const at = (field: number) => splits[place * splitField.count + field]!;
    const leftRows = at(splitField.leftRows);
    const rows = this.searches[side * searchField.count + searchField.rows]!;
    return {
      column: best,
      gain,
      bin: at(splitField.bin),
      // Where no value was missing, missing values go where most rows go.
      missingLeft: hasMissing[best] === 1 ? at(splitField.missingLeft) === 1 : 2 * leftRows > rows,
      leftGradients: at(splitField.leftGradients),
      leftHessians: at(splitField.leftHessians),
      leftRows,
      set: this.sets.slice(place * 8, (place + 1) * 8),
    };
  }

  private takeHistograms(): Histograms {
    const { columns } = this.binned;
    return (
      this.idle.pop() ?? {
        sums: this.kernels.float64(2 * columns * binsOfColumn),
        counts: this.kernels.int32(columns * binsOfColumn),
      }
    );
  }

  private giveBack(node: Node): void {
    if (node.histograms !== undefined) this.idle.push(node.histograms);
    node.histograms = undefined;
  }

  private flagsOf({ kind }: ColumnBins, column: number): number {
    const direction = this.rules.monotonic[column]!;
    return (
      (this.binned.hasMissing[column] === 1 ? columnFlag.hasMissing : 0) |
      (kind === "categories" ? columnFlag.isCategorical : 0) |
      (direction > 0 ? columnFlag.mayOnlyRise : 0) |
      (direction < 0 ? columnFlag.mayOnlyFall : 0)
    );
  }

  private finish(root: Node): { tree: Tree; leaves: GrownLeaf[] } {
    const { learningRate } = this.rules;
    const nodes: Node[] = [];
    const right: number[] = [];
    const leaves: GrownLeaf[] = [];
    const waiting: [node: Node, parent: number][] = [[root, -1]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [node, parent] = next;
      if (parent >= 0) right[parent] = nodes.length;
      right.push(-1);
      nodes.push(node);
      if (node.children === undefined) {
        leaves.push({ value: node.value * learningRate, rows: this.order.subarray(node.from, node.to) });
      } else waiting.push([node.children[1], nodes.length - 1], [node.children[0], -1]);
    }
    const splits = nodes.map((node) => (node.children === undefined ? undefined : node.split!));
    const rows = Int32Array.from(nodes, (node) => node.to - node.from);
    const tree = new Tree(1, {
      feature: Int32Array.from(splits, (split) => split?.column ?? -1),
      threshold: Float64Array.from(splits, (split) => (split === undefined ? 0 : this.thresholdOf(split))),
      missingLeft: Uint8Array.from(splits, (split) => Number(split?.missingLeft ?? false)),
      right: Int32Array.from(right),
      value: Float64Array.from(nodes, (node) => node.value * learningRate + 0),
      impurity: new Float64Array(nodes.length),
      rows,
      weight: Float64Array.from(rows),
      categories: this.categoriesOf(splits),
    });
    return { tree, leaves };
  }

  private thresholdOf({ column, bin }: NodeSplit): number {
    const layout = this.binned.layout[column]!;
    return layout.kind === "numbers" ? (layout.thresholds[bin] ?? Infinity) : 0;
  }

  private categoriesOf(splits: readonly (NodeSplit | undefined)[]): Map<number, CategorySides> {
    const sides = new Map<number, CategorySides>();
    splits.forEach((split, node) => {
      if (split === undefined) return;
      const layout = this.binned.layout[split.column]!;
      if (layout.kind === "numbers") return;
      const isLeft = (_: number, bin: number) => ((split.set[bin >>> 5]! >>> (bin & 31)) & 1) === 1;
      const all = Array.from(layout.categories);
      sides.set(node, {
        left: new Set(all.filter(isLeft)),
        right: new Set(all.filter((value, bin) => !isLeft(value, bin))),
      });
    });
    return sides;
  }
}
