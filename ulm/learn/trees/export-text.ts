import type { Label } from "../../data/index.ts";
import { formatFixed } from "../metrics/format-fixed.ts";
import type { Tree } from "./tree.ts";

/** A tree with the names that people know. */
export interface NamedTree {
  /** What is told. */
  readonly tree: Tree;
  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  readonly featureNames: readonly string[];
  /** Of classifiers; absent where trees predict values. */
  readonly classes?: readonly Label[];
}

/** How a tree is written. */
export interface ExportTextOptions {
  /** Deeper branches are summed up in one line. Default 10. */
  maxDepth?: number;
  /** Of thresholds and values. Default 2. */
  decimals?: number;
  /** Add the weight of each class to the leaves. Default false. */
  showWeights?: boolean;
}

/** The tree as indented questions, one a line, in the format of scikit-learn's `export_text`. */
export function exportText(named: NamedTree, options: ExportTextOptions = {}): string {
  const { maxDepth = 10, decimals = 2 } = options;
  const { tree, featureNames } = named;
  const lines: string[] = [];
  const visit = (node: number, depth: number): void => {
    const indent = `${"|   ".repeat(depth - 1)}|---`;
    if (tree.isLeaf(node)) {
      lines.push(`${indent}${leafText(named, node, options)}`);
    } else if (depth > maxDepth + 1) {
      lines.push(`${indent} truncated branch of depth ${depthBelow(tree, node)}`);
    } else {
      const name = featureNames[tree.feature[node]!]!;
      const threshold = tree.threshold[node]!;
      const isMissingQuestion = threshold === Infinity;
      const shown = formatFixed(threshold, decimals);
      lines.push(isMissingQuestion ? `${indent} ${name} is present` : `${indent} ${name} <= ${shown}`);
      visit(node + 1, depth + 1);
      lines.push(isMissingQuestion ? `${indent} ${name} is missing` : `${indent} ${name} >  ${shown}`);
      visit(tree.right[node]!, depth + 1);
    }
  };
  visit(0, 1);
  return `${lines.join("\n")}\n`;
}

/** The class that a node predicts; of equally frequent ones the first. */
export function nodeClass({ tree, classes = [] }: NamedTree, node: number): Label {
  const shares = tree.value.subarray(node * tree.width, (node + 1) * tree.width);
  return classes[shares.reduce((best, share, k) => (share > shares[best]! ? k : best), 0)]!;
}

function leafText(named: NamedTree, node: number, { decimals = 2, showWeights = false }: ExportTextOptions): string {
  const { tree, classes } = named;
  if (classes === undefined) return ` value: [${formatFixed(tree.value[node]!, decimals)}]`;
  const shares = tree.value.subarray(node * tree.width, (node + 1) * tree.width);
  const weights = Array.from(shares, (share) => formatFixed(share * tree.weight[node]!, decimals));
  return `${showWeights ? ` weights: [${weights.join(", ")}]` : ""} class: ${nodeClass(named, node)}`;
}

/** The levels of the subtree, its root included. */
function depthBelow(tree: Tree, node: number): number {
  return tree.isLeaf(node) ? 1 : 1 + Math.max(depthBelow(tree, node + 1), depthBelow(tree, tree.right[node]!));
}
