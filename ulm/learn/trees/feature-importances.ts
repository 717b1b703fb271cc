import type { Tree } from "./tree.ts";

/**
 * How much the splits of each feature decrease the impurity, as shares that sum to 1 ("mean decrease in impurity"; all 0 for a tree
 * without splits). Features with many different values look more important than they are: compare with permutation importance.
 */
export function treeImportances(tree: Tree, features: number): Float64Array {
  const { feature, right, impurity, weight } = tree;
  const decrease = new Float64Array(features);
  for (let node = 0; node < tree.nodeCount; node++) {
    if (tree.isLeaf(node)) continue;
    const [left, other] = [node + 1, right[node]!];
    decrease[feature[node]!]! +=
      weight[node]! * impurity[node]! - weight[left]! * impurity[left]! - weight[other]! * impurity[other]!;
  }
  return toShares(decrease);
}

/** The mean over the trees that split at all. */
export function forestImportances(trees: readonly Tree[], features: number): Float64Array {
  const sum = new Float64Array(features);
  for (const tree of trees) treeImportances(tree, features).forEach((share, feature) => (sum[feature]! += share));
  return toShares(sum);
}

function toShares(amounts: Float64Array): Float64Array {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  return total > 0 ? amounts.map((amount) => amount / total) : amounts;
}
