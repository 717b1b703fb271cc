// @ts-check
import { HistGradientBoostingRegressor, RandomForestRegressor } from "ulm/learn";
import { treeShap } from "ulm/trust";
import { largestDifference } from "../support/largest-difference.mjs";
import { treeData } from "../support/tree-data.mjs";

/** The models of each data set, and the rows that they explain: fitting them is not timed. @type {WeakMap<object, any>} */
const fitted = new WeakMap();

/** @type {import("../learn.bench.mjs").LearnBench} */
export default {
  variants: ["forest", "boosting"],
  packages: ["shap"],
  sizes: [
    [500, 10],
    [2_000, 20],
    [8_000, 20],
  ],
  async data(rows, columns, random) {
    const { X, values } = treeData(rows, columns, random);
    const forest = await new RandomForestRegressor({ nEstimators: 50 }).fit(X, values);
    const boosting = await new HistGradientBoostingRegressor().fit(X, values);
    const few = X.take(Int32Array.from({ length: 30 }, (_, row) => row));
    const many = X.take(Int32Array.from({ length: 500 }, (_, row) => row));
    const arrays = { ...treeArrays("forest", forest.trees, few), ...treeArrays("boosting", boosting.trees, many) };
    fitted.set(arrays, { forest: [forest, few], boosting: [boosting, many] });
    return arrays;
  },
  async ours(arrays, variant) {
    const [model, rows] = fitted.get(arrays)[variant];
    return (await treeShap(model, rows)).values;
  },
  // The peer explains our trees, so that both say the same to the last digits.
  agreement: (values, peer) => largestDifference("SHAP values", values.flat(), peer.values, 1e-9),
};

/**
 * Trees as the shap package takes them, one after the other.
 * @param {string} name
 * @param {readonly import("ulm/learn").Tree[]} trees
 * @param {import("ulm/data").Matrix} rows
 */
function treeArrays(name, trees, rows) {
  const ints = (/** @type {(tree: any) => Iterable<number>} */ of) =>
    Int32Array.from(trees.flatMap((tree) => [...of(tree)]));
  const numbers = (/** @type {(tree: any) => Iterable<number>} */ of) =>
    Float64Array.from(trees.flatMap((tree) => [...of(tree)]));
  return {
    [`${name}Rows`]: rows,
    [`${name}Nodes`]: Int32Array.from(trees, (tree) => tree.nodeCount),
    [`${name}Feature`]: ints((tree) => tree.feature),
    [`${name}Right`]: ints((tree) => tree.right),
    [`${name}Threshold`]: numbers((tree) => tree.threshold),
    [`${name}Value`]: numbers((tree) => tree.value),
    [`${name}Weight`]: numbers((tree) => tree.weight),
  };
}
