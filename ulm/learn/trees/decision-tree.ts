import { decisionTree } from "../../chart/decision-tree.ts";
import { withChart } from "../../chart/with-chart.ts";
import { bilingualHtml, bilingualPlain, display, escapeHtml, Estimator } from "../../data/index.ts";
import type { BilingualText, DisplayBundle, EstimatorJson, Features, Label, Matrix, Table } from "../../data/index.ts";
import { classLabels, columnNames, record } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { checkFeatures } from "../check-features.ts";
import { exportText } from "./export-text.ts";
import type { ExportTextOptions, NamedTree } from "./export-text.ts";
import { treeImportances } from "./feature-importances.ts";
import { growForest } from "./grow-forest.ts";
import { importanceTable } from "./importance-table.ts";
import { pruneTree, pruningPath } from "./prune-tree.ts";
import type { PruningStep } from "./prune-tree.ts";
import { Tree } from "./tree.ts";
import { treeShape } from "./tree-shape.ts";
import type { TreeJson } from "./tree.ts";
import type { TreeGoal } from "./tree-lesson.ts";
import { growthRules } from "./tree-params.ts";
import type { TreeParams } from "./tree-params.ts";

interface DecisionTreeState {
  readonly featureNames: readonly string[];
  /** Of classifiers. */
  readonly classes?: readonly Label[];
  readonly tree: Tree;
}

/** What both decision trees share. */
export abstract class DecisionTree<Params extends TreeParams>
  extends Estimator<Params, DecisionTreeState>
  implements NamedTree
{
  abstract readonly kind: "classifier" | "regressor";

  /** The fitted tree, node by node. */
  get tree(): Tree {
    return this.state.tree;
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** The number of questions on the longest way to an answer. */
  get depth(): number {
    return this.tree.depth;
  }

  /** How many answers the tree has. */
  get leafCount(): number {
    return this.tree.leafCount;
  }

  /** Shares of the decrease in impurity, in the order of `featureNames`. */
  get featureImportances(): number[] {
    return Array.from(treeImportances(this.tree, this.featureNames.length));
  }

  /** `feature` and `importance`, the most important first. */
  importances(): Table {
    return importanceTable(this.featureNames, this.featureImportances);
  }

  /** The leaf of the tree, as a node number, in which each row ends. */
  apply(X: Features): Int32Array {
    return this.tree.apply(this.checked(X));
  }

  /** The tree as indented text, in the format of scikit-learn's `export_text`. */
  exportText(options: ExportTextOptions = {}): string {
    return exportText(this, options);
  }

  /** The stages in which cost-complexity pruning would cut this tree back: candidates for `ccpAlpha`. */
  pruningPath(): PruningStep[] {
    return pruningPath(this.tree);
  }

  override toJSON(): EstimatorJson {
    if (this.fitted === undefined) return { type: this.type, params: this.params };
    return { type: this.type, params: this.params, state: { ...this.fitted, tree: this.fitted.tree.toJSON() } };
  }

  protected override get stateShape(): Shape {
    const classes = this.kind === "classifier" ? { classes: classLabels } : {};
    return record({ featureNames: columnNames, ...classes, tree: treeShape((sizes) => sizes.get("classes") ?? 1) });
  }

  protected override restore(state: object): void {
    const plain = state as Omit<DecisionTreeState, "tree"> & { tree: TreeJson };
    this.fitted = { ...plain, tree: Tree.fromJSON(plain.tree) };
  }

  override toString(): string {
    if (!this.isFitted) return super.toString();
    return `${this.describe().en}\n${this.exportText({ maxDepth: 5 })}`;
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const questions = this.exportText({ maxDepth: 5 });
    return withChart(decisionTree(this, { subtitle: { ...this.describe() } }), {
      "text/html": `<p>${bilingualHtml(this.describe())}</p><pre>${escapeHtml(questions)}</pre>`,
      "text/plain": `${bilingualPlain(this.describe())}\n${questions}`,
    });
  }

  private describe(): BilingualText {
    const { type, leafCount, depth } = this;
    return {
      en: `${type}: ${leafCount} leaves, depth ${depth}`,
      "zh-CN": `${type}：${leafCount} 个叶子，深度 ${depth}`,
    };
  }

  protected async grow(matrix: Matrix, goal: TreeGoal): Promise<Tree> {
    const { params, type } = this;
    const rules = growthRules(params, matrix.rows, matrix.columns);
    const settings = {
      ...rules,
      ...goal,
      seed: params.randomState,
      bootstrapRows: 0,
      mixFeatures: 0,
      drawsByWeight: 0,
    };
    const [tree] = await growForest(matrix, settings, 1, type);
    return pruneTree(tree!, params.ccpAlpha);
  }

  /** What the leaf of each row says: rows × width. */
  protected leafValues(X: Features): Float64Array {
    const { tree } = this;
    const { width } = tree;
    const leaves = this.apply(X);
    const values = new Float64Array(leaves.length * width);
    leaves.forEach((leaf, row) => values.set(tree.value.subarray(leaf * width, (leaf + 1) * width), row * width));
    return values;
  }

  private checked(X: Features): Matrix {
    return checkFeatures(X, this.type, this.featureNames, "taken");
  }
}
