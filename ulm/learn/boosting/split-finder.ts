import type { Kernels, PerThread } from "../../compute/index.ts";
import { binCount } from "./binned-columns.ts";
import type { BinnedColumns, ColumnBins } from "./binned-columns.ts";
import type { BoostingNode, Histograms, NodeSplit } from "./boosting-node.ts";
import type { BoostingRules } from "./boosting-rules.ts";
import { expandNode, expandScratchBytes } from "./expand-node.ts";
import { binsOfColumn, columnFlag, leastHessian, searchField, splitField } from "./node-search.ts";

const noSet = new Uint32Array(0);
/** Nodes of fewer pairs of columns and fewer values are searched by one thread: telling the others would take as long. */
const worthPairs = 4;
const worthValues = 20_000;

/**
 * Finds the best splits of nodes on histograms. Of two siblings only the smaller one is counted; the histograms of the other are what is
 * left of their parent's.
 */
export class SplitFinder {
  private readonly kernels: Kernels;
  private readonly binned: BinnedColumns;
  private readonly rules: BoostingRules;
  private readonly records: Float32Array;
  private readonly binCounts: Int32Array;
  private readonly flags: Uint8Array;
  /** What the kernel is told of the node and its sibling, and what it says of each column. */
  private readonly searches: Float64Array;
  private readonly splits: Float64Array;
  private readonly sets: Uint32Array;
  private readonly scratch: PerThread<Uint8Array>;
  /** How many rows of all are in each bin: in every tree the same, and known from the first one on. */
  private allCounts: Int32Array | undefined;
  /** Histograms that no node needs any more. */
  private readonly idle: Histograms[] = [];

  /** @param records where the rows of all nodes stand */
  constructor(kernels: Kernels, binned: BinnedColumns, rules: BoostingRules, records: Float32Array) {
    const { columns, layout } = binned;
    this.kernels = kernels;
    this.binned = binned;
    this.rules = rules;
    this.records = records;
    this.binCounts = kernels.copy(Int32Array.from(layout, binCount));
    this.flags = kernels.copy(Uint8Array.from(layout, (column, index) => this.flagsOf(column, index)));
    this.searches = kernels.float64(2 * searchField.count);
    this.splits = kernels.float64(2 * columns * splitField.count);
    this.sets = kernels.uint32(2 * columns * 8);
    this.scratch = kernels.perThread(() => kernels.uint8(expandScratchBytes));
  }

  /** Finds the split of a root. */
  searchRoot(root: BoostingNode): void {
    if (!this.mayBeSplit(root)) return;
    root.histograms = this.takeHistograms();
    if (this.allCounts !== undefined) root.histograms.counts.set(this.allCounts);
    // There is no sibling: any histograms will do for the other side, which is not looked at.
    this.expand(root, undefined, root.histograms);
    this.allCounts ??= root.histograms.counts.slice();
    this.settle(root, 0);
  }

  /** Finds the splits of both children; the parent's histograms become those of the larger one. */
  searchChildren(parent: BoostingNode, [left, right]: [BoostingNode, BoostingNode]): void {
    if (!this.mayBeSplit(left) && !this.mayBeSplit(right)) {
      this.release(parent);
      return;
    }
    const [small, large] = left.to - left.from < right.to - right.from ? [left, right] : [right, left];
    large.histograms = parent.histograms;
    parent.histograms = undefined;
    small.histograms = this.takeHistograms();
    this.expand(small, large, large.histograms!);
    this.settle(small, 0);
    this.settle(large, 1);
  }

  /** Takes back the histograms of a node whose children are not searched. */
  release(node: BoostingNode): void {
    if (node.histograms !== undefined) this.idle.push(node.histograms);
    node.histograms = undefined;
  }

  private mayBeSplit({ from, to, hessians }: BoostingNode): boolean {
    return to - from >= 2 * this.rules.minSamplesLeaf && hessians >= leastHessian;
  }

  private expand(node: BoostingNode, sibling: BoostingNode | undefined, others: Histograms): void {
    const { binned, kernels, rules, searches } = this;
    this.describe(node, 0);
    if (sibling !== undefined) this.describe(sibling, searchField.count);
    const { rows, columns } = binned;
    const own = node.histograms!;
    const pairs = Math.ceil(columns / 2);
    const knowsCounts = Number(sibling === undefined && this.allCounts !== undefined);
    const alone = pairs < worthPairs && (node.to - node.from) * columns < worthValues;
    kernels.runNow(
      expandNode,
      [
        ...([binned.bins, this.records, this.binCounts, this.flags] as const),
        ...([own.sums, own.counts, others.sums, others.counts] as const),
        ...([searches, this.splits, this.sets, this.scratch, rows, columns, node.from, node.to] as const),
        ...([Number(sibling !== undefined), knowsCounts, rules.minSamplesLeaf, rules.l2Regularization] as const),
      ],
      { items: pairs, block: Math.ceil(pairs / 16), alone },
    );
  }

  private describe(node: BoostingNode, at: number): void {
    const rows = this.mayBeSplit(node) ? node.to - node.from : 0;
    this.searches.set([rows, node.gradients, node.hessians, node.value, node.lower, node.upper], at);
  }

  private settle(node: BoostingNode, side: 0 | 1): void {
    node.split = this.mayBeSplit(node) ? this.bestSplit(node, side) : undefined;
    if (node.split === undefined) this.release(node);
  }

  /** The best split over all columns; of equally good ones that of the first column. */
  private bestSplit(node: BoostingNode, side: 0 | 1): NodeSplit | undefined {
    const { columns, hasMissing, layout } = this.binned;
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
    const isCategorical = layout[best]!.kind === "categories";
    const at = (field: number) => splits[place * splitField.count + field]!;
    return {
      column: best,
      gain,
      bin: at(splitField.bin),
      // Where no value was missing, missing values go where most rows go.
      missingLeft:
        hasMissing[best] === 1 ? at(splitField.missingLeft) === 1 : 2 * at(splitField.leftRows) > node.to - node.from,
      leftGradients: at(splitField.leftGradients),
      leftHessians: at(splitField.leftHessians),
      set: isCategorical ? this.sets.slice(place * 8, (place + 1) * 8) : noSet,
    };
  }

  private takeHistograms(): Histograms {
    const columns = 2 * Math.ceil(this.binned.columns / 2);
    return (
      this.idle.pop() ?? {
        sums: this.kernels.float64(2 * columns * binsOfColumn),
        counts: this.kernels.int32(columns * binsOfColumn),
      }
    );
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
}
