import { gaussLegendre } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import type { Tree } from "../../learn/index.ts";

/** Trees as `addShapValues` takes them. */
export interface ShapTrees {
  /** As the parameters of `addShapValues` of the same names. */
  readonly links: Int32Array;
  readonly numbers: Float64Array;
  readonly starts: Int32Array;
  readonly points: Float64Array;
  /** How many points. */
  readonly size: number;
  /** Numbers of working memory. */
  readonly scratch: number;
  /** Nodes that ask for categories. Each has a column of its own after those of the data: 0 where a row goes left, else 1. */
  readonly categoryNodes: readonly { readonly tree: Tree; readonly node: number }[];
}

/**
 * @param output which of the numbers that leaves say, by tree
 * @param scale how much each tree counts
 */
export function shapTrees(
  trees: readonly { readonly tree: Tree; readonly output: number }[],
  features: number,
  scale: number,
): ShapTrees {
  const nodes = trees.reduce((sum, { tree }) => sum + tree.nodeCount, 0);
  const links = new Int32Array(3 * nodes);
  const numbers = new Float64Array(3 * nodes);
  const starts = new Int32Array(trees.length);
  const categoryNodes: { tree: Tree; node: number }[] = [];
  let mostFeatures = 1;
  let mostDepth = 0;
  let start = 0;
  for (const [index, { tree, output }] of trees.entries()) {
    starts[index] = start;
    const { feature, right, threshold, missingLeft, value, weight, width } = tree;
    for (let node = 0; node < tree.nodeCount; node++) {
      const place = 3 * (start + node);
      const isOfCategories = tree.categories.has(node);
      const column = isOfCategories ? features + categoryNodes.length : feature[node]!;
      if (isOfCategories) categoryNodes.push({ tree, node });
      links[place] = 2 * column + missingLeft[node]!;
      links[place + 1] = right[node]!;
      links[place + 2] = feature[node]!;
      numbers[place] = isOfCategories ? 0.5 : threshold[node]!;
      numbers[place + 2] = value[node * width + output]! * scale;
      if (right[node]! < 0) continue;
      for (const child of [node + 1, right[node]!]) {
        numbers[3 * (start + child) + 1] = weight[node] === 0 ? 0 : weight[child]! / weight[node]!;
      }
    }
    mostFeatures = Math.max(mostFeatures, featuresOnTheWay(tree, features));
    mostDepth = Math.max(mostDepth, tree.depth);
    start += tree.nodeCount;
  }
  const size = evenlyMany(mostFeatures);
  const scratch = 2 * features + 3 * size * (mostDepth + 2);
  return { links, numbers, starts, points: quadraturePoints(size), size, scratch, categoryNodes };
}

/** The columns that questions ask of some rows: those of the data, and one for each node that asks for categories. */
export function askedColumns({ data, rows, columns }: Matrix, nodes: ShapTrees["categoryNodes"]): Float64Array {
  if (nodes.length === 0) return data;
  const width = columns + nodes.length;
  const asked = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    asked.set(data.subarray(row * columns, (row + 1) * columns), row * width);
    nodes.forEach(({ tree, node }, index) => {
      const value = data[row * columns + tree.feature[node]!]!;
      asked[row * width + columns + index] = tree.goesLeft(node, value) ? 0 : 1;
    });
  }
  return asked;
}

/** Two numbers are worked on at once; n points integrate polynomials of a degree below 2n, and a way with n features has degree n − 1. */
function evenlyMany(features: number): number {
  return 2 * Math.ceil(features / 4);
}

function quadraturePoints(size: number): Float64Array {
  const { points, weights } = gaussLegendre(size);
  return Float64Array.from([
    ...points,
    ...points.map((point) => 1 - point),
    ...points.map((point) => 1 / (1 - point)),
    ...weights,
  ]);
}

/** The most different features that are asked on one way to a leaf. */
function featuresOnTheWay(tree: Tree, features: number): number {
  const asked = new Int32Array(features);
  let most = 0;
  const visit = (node: number, different: number): void => {
    if (tree.isLeaf(node)) {
      most = Math.max(most, different);
      return;
    }
    const feature = tree.feature[node]!;
    const now = different + Number(asked[feature]!++ === 0);
    visit(node + 1, now);
    visit(tree.right[node]!, now);
    asked[feature]!--;
  };
  visit(0, 0);
  return most;
}
