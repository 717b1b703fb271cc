import { withKernels } from "../../compute/index.ts";
import { ParameterError, toTable } from "../../data/index.ts";
import type { BilingualText, Features, Label, Matrix } from "../../data/index.ts";
import { checkFeatures } from "../../learn/check-features.ts";
import type { Tree } from "../../learn/index.ts";
import { addShapValues } from "./add-shap-values.ts";
import { askedColumns, shapTrees } from "./shap-trees.ts";
import type { ShapTrees } from "./shap-trees.ts";
import { ShapValues } from "./shap-values.ts";
import { treeSum } from "./tree-sum.ts";
import type { TreeModel, TreeSum } from "./tree-sum.ts";

export interface TreeShapOptions {
  /** The class whose probability or log odds are explained. Default the last. */
  positive?: Label;
}

/**
 * Exact SHAP values of trees (TreeSHAP, path-dependent): how much each feature of a row moves the answer away from the mean over the
 * training rows. Decision trees and forests are explained in probabilities, boosting in log odds, regressions in what they predict,
 * isolation forests in questions: the fewer it takes to tell a row from all others, the more unusual it is.
 * @param model a fitted tree, forest or boosted model
 * @param X the rows to explain, with the columns that the model was fitted on
 * @throws ParameterError for a model that is not made of trees, or a class that it does not know
 */
export async function treeShap(model: TreeModel, X: Features, options: TreeShapOptions = {}): Promise<ShapValues> {
  const sum = treeSum(model);
  const { featureNames, scale } = sum;
  const { output, sign, name } = chooseOutput(sum, options.positive);
  const matrix = checkFeatures(X, "treeShap", featureNames, "taken");
  const own = sum.trees.flatMap((tree, index) => {
    const place = output - sum.firstOutput(index);
    return place < 0 || place >= tree.width ? [] : [{ tree, output: place }];
  });
  const expected = own.reduce((total, { tree, output: place }) => total + expectedValue(tree, place), 0);
  const values = await explainRows(shapTrees(own, matrix.columns, sign * scale), matrix);
  return new ShapValues(name, sign * (sum.baseline[output]! + scale * expected), values, toTable(matrix));
}

/** Numbers that are copied for kernels at a time. */
const numbersAtOnce = 4_000_000;
/** Nodes that are looked at in one block: some milliseconds. */
const nodesInBlock = 200_000;

async function explainRows(trees: ShapTrees, matrix: Matrix): Promise<number[][]> {
  const { columns, rows } = matrix;
  const { links, numbers, starts, points, size, scratch, categoryNodes } = trees;
  const width = columns + categoryNodes.length;
  const atOnce = Math.max(1, Math.floor(numbersAtOnce / width));
  const block = Math.max(1, Math.floor((3 * nodesInBlock) / links.length));
  const values: number[][] = [];
  for (let start = 0; start < rows; start += atOnce) {
    const some = rows <= atOnce ? matrix : matrix.take(rowsFrom(start, Math.min(rows, start + atOnce)));
    await withKernels("TreeSHAP", async (kernels) => {
      const added = kernels.float64(some.rows * columns);
      const asked = kernels.copy(askedColumns(some, categoryNodes));
      const packed = [kernels.copy(links), kernels.copy(numbers), kernels.copy(starts), kernels.copy(points)] as const;
      const working = kernels.perThread(() => kernels.float64(scratch));
      await kernels.run(addShapValues, [asked, ...packed, added, working, width, columns, starts.length, size], {
        items: some.rows,
        block,
        label: "TreeSHAP",
      });
      for (let row = 0; row < some.rows; row++) values.push([...added.subarray(row * columns, (row + 1) * columns)]);
    });
  }
  return values;
}

function rowsFrom(start: number, end: number): Int32Array {
  return Int32Array.from({ length: end - start }, (_, index) => start + index);
}

/** Where the output of a class stands. Boosting has one for two classes, which speaks for the second: the first is its reverse. */
function chooseOutput(
  { classes, unit, baseline }: TreeSum,
  positive: Label | undefined,
): { output: number; sign: 1 | -1; name: BilingualText } {
  if (classes === undefined)
    return { output: 0, sign: 1, name: unit === "questions" ? words.questions : words.prediction };
  const chosen = positive ?? classes.at(-1)!;
  const index = classes.indexOf(chosen);
  if (index < 0) {
    throw new ParameterError(`positive is ${JSON.stringify(positive)}, but the classes are ${classes.join(", ")}.`);
  }
  const name =
    unit === "probability"
      ? { en: `probability of ${chosen}`, "zh-CN": `“${chosen}”的概率` }
      : { en: `log odds of ${chosen}`, "zh-CN": `“${chosen}”的对数几率` };
  if (baseline.length < classes.length) return { output: 0, sign: index === 1 ? 1 : -1, name };
  return { output: index, sign: 1, name };
}

const words = {
  prediction: { en: "prediction", "zh-CN": "预测值" },
  questions: { en: "questions until alone", "zh-CN": "孤立所需的提问数" },
} satisfies Record<string, BilingualText>;

/** What the tree says on average over its training rows. */
function expectedValue(tree: Tree, output: number): number {
  let expected = 0;
  for (let node = 0; node < tree.nodeCount; node++) {
    if (!tree.isLeaf(node)) continue;
    expected += (tree.weight[node]! / tree.weight[0]!) * tree.value[node * tree.width + output]!;
  }
  return expected;
}
