import { checkpoint } from "../../compute/index.ts";
import { ParameterError, toTable } from "../../data/index.ts";
import type { BilingualText, Features, Label } from "../../data/index.ts";
import { checkFeatures } from "../../learn/check-features.ts";
import type { Tree } from "../../learn/index.ts";
import { PathShap } from "./path-shap.ts";
import { ShapValues } from "./shap-values.ts";
import { treeSum } from "./tree-sum.ts";
import type { TreeModel, TreeSum } from "./tree-sum.ts";

/** How many nodes may be looked at between two chances to stop. */
const workBetweenCheckpoints = 200_000;

export interface TreeShapOptions {
  /** The class whose probability or log odds are explained. Default the last. */
  positive?: Label;
}

/**
 * Exact SHAP values of trees (TreeSHAP, path-dependent): how much each feature of a row moves the answer away from the mean over the
 * training rows. Decision trees and forests are explained in probabilities, boosting in log odds, regressions in what they predict.
 * @param model a fitted tree, forest or boosted model
 * @param X the rows to explain, with the columns that the model was fitted on
 * @throws ParameterError for a model that is not made of trees, or a class that it does not know
 */
export async function treeShap(model: TreeModel, X: Features, options: TreeShapOptions = {}): Promise<ShapValues> {
  const sum = treeSum(model);
  const { featureNames, trees, scale } = sum;
  const { output, sign, name } = chooseOutput(sum, options.positive);
  const matrix = checkFeatures(X, "treeShap", featureNames, "taken");
  const { data, rows, columns } = matrix;
  const values = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  let baseValue = sign * sum.baseline[output]!;
  let work = 0;
  for (const [index, tree] of trees.entries()) {
    const own = output - sum.firstOutput(index);
    if (own < 0 || own >= tree.width) continue;
    baseValue += sign * scale * expectedValue(tree, own);
    const explainer = new PathShap(tree, own);
    const added = new Float64Array(columns);
    for (let row = 0; row < rows; row++) {
      if ((work += tree.nodeCount) > workBetweenCheckpoints) {
        await checkpoint(index, trees.length, "TreeSHAP");
        work = 0;
      }
      added.fill(0);
      explainer.explain(data, row * columns, added, sign * scale);
      added.forEach((value, feature) => (values[row]![feature]! += value));
    }
  }
  return new ShapValues(name, baseValue, values, toTable(matrix));
}

/** Where the output of a class stands. Boosting has one for two classes, which speaks for the second: the first is its reverse. */
function chooseOutput(
  { classes, unit, baseline }: TreeSum,
  positive: Label | undefined,
): { output: number; sign: 1 | -1; name: BilingualText } {
  if (classes === undefined) return { output: 0, sign: 1, name: { en: "prediction", "zh-CN": "预测值" } };
  const chosen = positive ?? classes.at(-1)!;
  const index = classes.indexOf(chosen);
  if (index < 0) {
    throw new ParameterError(`positive is ${JSON.stringify(positive)}, but the classes are ${classes.join(", ")}.`);
  }
  const name =
    unit === "probability"
      ? { en: `probability of ${chosen}`, "zh-CN": `${chosen} 的概率` }
      : { en: `log odds of ${chosen}`, "zh-CN": `${chosen} 的对数几率` };
  if (baseline.length < classes.length) return { output: 0, sign: index === 1 ? 1 : -1, name };
  return { output: index, sign: 1, name };
}

/** What the tree says on average over its training rows. */
function expectedValue(tree: Tree, output: number): number {
  let expected = 0;
  for (let node = 0; node < tree.nodeCount; node++) {
    if (!tree.isLeaf(node)) continue;
    expected += (tree.weight[node]! / tree.weight[0]!) * tree.value[node * tree.width + output]!;
  }
  return expected;
}
