import { defineKernel, withKernelsNow } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import type { Tree } from "./tree.ts";

/** Fewer answers than this are had before the trees are copied for the kernel. */
const worthKernel = 20_000;
/** Rows that go through all trees together: they stay in the processor's cache. */
const rowsTogether = 256;

/**
 * Adds up what trees say about each row.
 * @param predictors tree t speaks for predictor t modulo this number
 * @returns rows × (predictors × width of the trees)
 */
export function sumTrees(trees: readonly Tree[], matrix: Matrix, predictors = 1): Float64Array {
  const isPlain = trees.every((tree) => tree.categories.size === 0);
  if (isPlain && trees.length * matrix.rows > worthKernel) return sumByKernel(trees, matrix, predictors);
  const { data, rows, columns } = matrix;
  const width = trees[0]?.width ?? 1;
  const sums = new Float64Array(rows * predictors * width);
  trees.forEach((tree, index) => {
    const own = (index % predictors) * width;
    for (let row = 0; row < rows; row++) {
      const leaf = tree.leafOf(data, row * columns) * width;
      for (let k = 0; k < width; k++) sums[row * predictors * width + own + k]! += tree.value[leaf + k]!;
    }
  });
  return sums;
}

function sumByKernel(trees: readonly Tree[], matrix: Matrix, predictors: number): Float64Array {
  const { rows, columns } = matrix;
  const width = trees[0]?.width ?? 1;
  const nodes = trees.reduce((sum, tree) => sum + tree.nodeCount, 0);
  return withKernelsNow("Trees", (kernels) => {
    const links = kernels.int32(2 * nodes);
    const thresholds = kernels.float64(nodes);
    const values = kernels.float64(nodes * width);
    const starts = kernels.int32(trees.length);
    let start = 0;
    trees.forEach((tree, index) => {
      starts[index] = start;
      thresholds.set(tree.threshold, start);
      values.set(tree.value, start * width);
      for (let node = 0; node < tree.nodeCount; node++) {
        links[2 * (start + node)] = 2 * tree.feature[node]! + tree.missingLeft[node]!;
        links[2 * (start + node) + 1] = tree.right[node]!;
      }
      start += tree.nodeCount;
    });
    const sums = kernels.float64(rows * predictors * width);
    kernels.runNow(
      addTrees,
      [kernels.copy(matrix.data), links, thresholds, values, starts, sums, columns, width, predictors, trees.length],
      { items: rows, block: rowsTogether },
    );
    return sums.slice();
  });
}

/**
 * Adds what trees say to the sums of the rows.
 * @param data row-major
 * @param links for each node: twice its feature, plus 1 where missing values go left; its right child in the tree, −1 in leaves
 * @param values nodes × width
 * @param starts for each tree its first node
 * @param sums rows × (predictors × width)
 */
export const addTrees = defineKernel(
  "addTrees",
  (
    data: Float64Array,
    links: Int32Array,
    thresholds: Float64Array,
    values: Float64Array,
    starts: Int32Array,
    sums: Float64Array,
    columns: number,
    width: number,
    predictors: number,
    trees: number,
    start: number,
    end: number,
  ) => {
    for (let tree = 0; tree < trees; tree++) {
      const root = starts[tree]!;
      const own = (tree % predictors) * width;
      for (let row = start; row < end; row++) {
        let node = root;
        while (links[2 * node + 1]! >= 0) {
          const link = links[2 * node]!;
          const value = data[row * columns + (link >> 1)]!;
          const goesLeft = value <= thresholds[node]! || (Number.isNaN(value) && (link & 1) === 1);
          node = goesLeft ? node + 1 : root + links[2 * node + 1]!;
        }
        for (let k = 0; k < width; k++) sums[row * predictors * width + own + k]! += values[node * width + k]!;
      }
    }
  },
);
