import { Tree } from "../trees/tree.ts";
import type { CategorySides } from "../trees/tree.ts";
import type { ColumnBins } from "./binned-columns.ts";
import { isInSet } from "./boosting-node.ts";
import type { BoostingNode, NodeSplit } from "./boosting-node.ts";

/**
 * A grown tree with thresholds instead of bins.
 * @param layout what the bins of each column hold
 * @param learningRate by which what nodes say is shrunk
 */
export function boostedTree(root: BoostingNode, layout: readonly ColumnBins[], learningRate: number): Tree {
  const { nodes, right } = preorder(root);
  const splits = nodes.map((node) => (node.children === undefined ? undefined : node.split!));
  const rows = Int32Array.from(nodes, (node) => node.to - node.from);
  return new Tree(1, {
    feature: Int32Array.from(splits, (split) => split?.column ?? -1),
    threshold: Float64Array.from(splits, (split) => (split === undefined ? 0 : thresholdOf(split, layout))),
    missingLeft: Uint8Array.from(splits, (split) => Number(split?.missingLeft ?? false)),
    right,
    value: Float64Array.from(nodes, (node) => node.value * learningRate + 0),
    impurity: new Float64Array(nodes.length),
    rows,
    weight: Float64Array.from(rows),
    categories: categoriesOf(splits, layout),
  });
}

/** The nodes, each before its children and left before right, and for each where its right child stands. */
function preorder(root: BoostingNode): { nodes: BoostingNode[]; right: Int32Array } {
  const nodes: BoostingNode[] = [];
  const right: number[] = [];
  // Without recursion: trees may be deep.
  const waiting: [node: BoostingNode, parent: number][] = [[root, -1]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, parent] = next;
    if (parent >= 0) right[parent] = nodes.length;
    right.push(-1);
    nodes.push(node);
    if (node.children !== undefined) waiting.push([node.children[1], nodes.length - 1], [node.children[0], -1]);
  }
  return { nodes, right: Int32Array.from(right) };
}

function thresholdOf({ column, bin }: NodeSplit, layout: readonly ColumnBins[]): number {
  const own = layout[column]!;
  return own.kind === "numbers" ? (own.thresholds[bin] ?? Infinity) : 0;
}

function categoriesOf(
  splits: readonly (NodeSplit | undefined)[],
  layout: readonly ColumnBins[],
): Map<number, CategorySides> {
  const sides = new Map<number, CategorySides>();
  splits.forEach((split, node) => {
    if (split === undefined) return;
    const own = layout[split.column]!;
    if (own.kind === "numbers") return;
    const isLeft = (_: number, bin: number) => isInSet(split.set, bin);
    const all = Array.from(own.categories);
    sides.set(node, {
      left: new Set(all.filter(isLeft)),
      right: new Set(all.filter((value, bin) => !isLeft(value, bin))),
    });
  });
  return sides;
}
