import { Tree } from "./tree.ts";

/** A stage of pruning: the penalty from which on the tree is this small, and the impurity of its leaves. */
export interface PruningStep {
  /** The penalty for each leaf. */
  readonly ccpAlpha: number;
  /** Of all leaves, weighed by their rows. */
  readonly impurity: number;
}

/**
 * Minimal cost-complexity pruning (Breiman et al., 1984, chapter 3): again and again the subtree whose leaves bring least, each, is
 * replaced by its root, as long as they bring no more than `ccpAlpha`.
 */
export function pruneTree(tree: Tree, ccpAlpha: number): Tree {
  if (ccpAlpha === 0) return tree;
  const isPruned = new Uint8Array(tree.nodeCount);
  for (const { node, step } of weakestLinks(tree)) {
    if (step.ccpAlpha > ccpAlpha) break;
    isPruned[node] = 1;
  }
  return keepAbove(tree, isPruned);
}

/** The stages of pruning from the whole tree to its root, scikit-learn's `cost_complexity_pruning_path`. */
export function pruningPath(tree: Tree): PruningStep[] {
  const share = shareOfRisk(tree);
  let impurity = 0;
  for (let node = 0; node < tree.nodeCount; node++) if (tree.isLeaf(node)) impurity += share[node]!;
  return [{ ccpAlpha: 0, impurity }, ...Array.from(weakestLinks(tree), ({ step }) => step)];
}

/** Each node's part in the impurity of the tree if it were a leaf. */
function shareOfRisk(tree: Tree): Float64Array {
  return tree.impurity.map((impurity, node) => (impurity * tree.weight[node]!) / tree.weight[0]!);
}

/** The inner nodes in the order in which pruning makes leaves of them. */
function* weakestLinks(tree: Tree): Generator<{ node: number; step: PruningStep }> {
  const risk = shareOfRisk(tree);
  const isLeaf = Uint8Array.from(risk, (_, node) => Number(tree.isLeaf(node)));
  while (isLeaf[0] === 0) {
    const { leaves, impurity } = summariseSubtrees(tree, risk, isLeaf);
    let weakest = -1;
    let least = Infinity;
    for (let node = 0; node < tree.nodeCount; node++) {
      // Nodes below a pruned one have no subtree any more.
      if (isLeaf[node] === 1 || leaves[node] === 0) continue;
      const alpha = (risk[node]! - impurity[node]!) / (leaves[node]! - 1);
      if (alpha < least) {
        least = alpha;
        weakest = node;
      }
    }
    isLeaf.fill(1, weakest, endOfSubtree(tree, weakest));
    const all = impurity[0]! - impurity[weakest]! + risk[weakest]!;
    yield { node: weakest, step: { ccpAlpha: Math.max(0, least), impurity: all } };
  }
}

/** For each node still in the tree the leaves below it and their impurity. */
function summariseSubtrees(tree: Tree, risk: Float64Array, isLeaf: Uint8Array) {
  const leaves = new Int32Array(tree.nodeCount);
  const impurity = new Float64Array(tree.nodeCount);
  // Children stand after their parents.
  for (let node = tree.nodeCount - 1; node >= 0; node--) {
    const right = tree.right[node]!;
    leaves[node] = isLeaf[node] === 1 ? 1 : leaves[node + 1]! + leaves[right]!;
    impurity[node] = isLeaf[node] === 1 ? risk[node]! : impurity[node + 1]! + impurity[right]!;
  }
  return { leaves, impurity };
}

/** In preorder a subtree is one piece; this is the node after it. */
function endOfSubtree(tree: Tree, node: number): number {
  let last = node;
  while (!tree.isLeaf(last)) last = tree.right[last]!;
  return last + 1;
}

function keepAbove(tree: Tree, isPruned: Uint8Array): Tree {
  const kept: number[] = [];
  for (let node = 0; node < tree.nodeCount;) {
    kept.push(node);
    node = isPruned[node] === 1 ? endOfSubtree(tree, node) : node + 1;
  }
  const newIndex = new Map(kept.map((node, index) => [node, index]));
  const isInner = (node: number) => isPruned[node] === 0 && !tree.isLeaf(node);
  const { width } = tree;
  return new Tree(width, {
    feature: Int32Array.from(kept, (node) => (isInner(node) ? tree.feature[node]! : -1)),
    threshold: Float64Array.from(kept, (node) => (isInner(node) ? tree.threshold[node]! : 0)),
    missingLeft: Uint8Array.from(kept, (node) => (isInner(node) ? tree.missingLeft[node]! : 0)),
    right: Int32Array.from(kept, (node) => (isInner(node) ? newIndex.get(tree.right[node]!)! : -1)),
    value: Float64Array.from(kept.flatMap((node) => Array.from(tree.value.subarray(node * width, (node + 1) * width)))),
    impurity: Float64Array.from(kept, (node) => tree.impurity[node]!),
    rows: Int32Array.from(kept, (node) => tree.rows[node]!),
    weight: Float64Array.from(kept, (node) => tree.weight[node]!),
  });
}
