import type { Kernels } from "../../compute/index.ts";
import type { Tree } from "../trees/tree.ts";
import { addLeaves } from "./add-leaves.ts";
import type { BinnedColumns } from "./binned-columns.ts";
import { boostedTree } from "./boosted-tree.ts";
import { bearChildren, isInSet, rootNode } from "./boosting-node.ts";
import type { BoostingNode, NodeSplit } from "./boosting-node.ts";
import type { BoostingRules } from "./boosting-rules.ts";
import { borderOf, divideRows, joinSides } from "./divide-rows.ts";
import { firstBin, missingBin } from "./place-in-bins.ts";
import { recordField } from "./row-records.ts";
import { SplitFinder } from "./split-finder.ts";

/** Rows to whose predictions leaves are added at a time. */
const addedTogether = 16_384;
/** Fewer rows are divided by one thread: telling the others would take as long. */
const worthThreads = 8000;

/**
 * Grows the trees of a boosted model on histograms, the leaf that gains most first, as LightGBM (Ke et al., "LightGBM: A Highly
 * Efficient Gradient Boosting Decision Tree", 2017) and scikit-learn's `HistGradientBoosting` do.
 */
export class BoostingGrower {
  /** See `recordField`: to be written, in the order of the rows, before a tree is grown. */
  readonly records: Float32Array;
  private readonly kernels: Kernels;
  private readonly binned: BinnedColumns;
  private readonly rules: BoostingRules;
  private readonly finder: SplitFinder;
  private readonly spare: Float32Array;
  private readonly sides: Uint8Array;
  private readonly ends: Int32Array;
  private readonly leafEnds: Int32Array;
  private readonly leafValues: Float64Array;

  constructor(kernels: Kernels, binned: BinnedColumns, rules: BoostingRules) {
    this.kernels = kernels;
    this.binned = binned;
    this.rules = rules;
    this.records = kernels.float32(binned.rows * recordField.count);
    this.spare = kernels.float32(this.records.length);
    this.sides = kernels.uint8(missingBin + 1);
    this.ends = kernels.int32(2);
    const mostLeaves = Math.min(rules.maxLeafNodes, Math.max(1, Math.floor(binned.rows / rules.minSamplesLeaf)));
    this.leafEnds = kernels.int32(mostLeaves);
    this.leafValues = kernels.float64(mostLeaves);
    this.finder = new SplitFinder(kernels, binned, rules, this.records);
  }

  /**
   * Grows a tree on `records`, and adds what it says to the predictions.
   * @param gradients of all rows, as is `hessians`
   * @param raw predictors × rows
   * @param predictor which of them the tree speaks for
   */
  grow(gradients: number, hessians: number, raw: Float64Array, predictor: number): Tree {
    const { rules, finder, binned } = this;
    const root = rootNode(binned.rows, gradients, hessians);
    finder.searchRoot(root);
    const open: BoostingNode[] = root.split === undefined ? [] : [root];
    for (let leafCount = 1; open.length > 0 && leafCount < rules.maxLeafNodes; leafCount++) {
      const node = this.takeNext(open);
      const children = bearChildren(
        node,
        this.divide(node, node.split!),
        rules.l2Regularization,
        rules.monotonic[node.split!.column]!,
      );
      if (leafCount + 1 >= rules.maxLeafNodes || children[0].depth >= rules.maxDepth) finder.release(node);
      else finder.searchChildren(node, children);
      open.push(...children.filter((child) => child.split !== undefined));
    }
    for (const node of open) finder.release(node);
    const tree = boostedTree(root, binned.layout, rules.learningRate);
    this.add(tree, raw, predictor);
    return tree;
  }

  /** The node that gains most; without a limit of leaves the order does not matter, and the last one needs least memory. */
  private takeNext(open: BoostingNode[]): BoostingNode {
    if (this.rules.maxLeafNodes === Infinity) return open.pop()!;
    let best = 0;
    for (let index = 1; index < open.length; index++) {
      if (open[index]!.split!.gain > open[best]!.split!.gain) best = index;
    }
    return open.splice(best, 1)[0]!;
  }

  /** Moves the rows that go left before those that go right. @returns where the right side begins */
  private divide({ from, to }: BoostingNode, { column, bin, missingLeft, set }: NodeSplit): number {
    const { kernels, binned, records, spare, sides, ends } = this;
    if (binned.layout[column]!.kind === "numbers") {
      sides.fill(1, 0, bin + 1).fill(0, bin + 1);
      sides[missingBin] = Number(missingLeft);
    } else for (let own = 0; own <= missingBin; own++) sides[own] = Number(isInSet(set, own));
    const first = firstBin(column, binned.rows);
    const work = { items: 2, block: 1, alone: to - from < worthThreads };
    kernels.runNow(divideRows, [binned.bins, records, spare, sides, ends, first, from, to], work);
    kernels.runNow(joinSides, [records, spare, ends, from, to], work);
    return borderOf(ends, from, to);
  }

  private add(tree: Tree, raw: Float64Array, predictor: number): void {
    const { leafEnds, leafValues } = this;
    const { rows } = this.binned;
    let leaf = 0;
    let end = 0;
    for (let node = 0; node < tree.nodeCount; node++) {
      if (!tree.isLeaf(node)) continue;
      leafEnds[leaf] = end += tree.rows[node]!;
      leafValues[leaf++] = tree.value[node]!;
    }
    this.kernels.runNow(addLeaves, [this.records, leafEnds, leafValues, raw, predictor * rows], {
      items: rows,
      block: addedTogether,
    });
  }
}
