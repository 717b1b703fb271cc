import { importances } from "../../chart/importances.ts";
import { withChart } from "../../chart/with-chart.ts";
import {
  bilingualLine,
  checkParameters,
  display,
  Estimator,
  flag,
  orNull,
  ParameterError,
  warn,
  wholeNumber,
} from "../../data/index.ts";
import type { BilingualText, DisplayBundle, EstimatorJson, Features, Label, Matrix, Table } from "../../data/index.ts";
import { classLabels, columnNames, list, nullable, numeric, record } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { checkFeatures } from "../check-features.ts";
import { runningSums } from "../draw-row.ts";
import { forestImportances } from "./feature-importances.ts";
import { growForest } from "./grow-forest.ts";
import { importanceTable } from "./importance-table.ts";
import { outOfBagMeans } from "./out-of-bag.ts";
import { pruneTree } from "./prune-tree.ts";
import { sumTrees } from "./sum-trees.ts";
import { Tree } from "./tree.ts";
import { treeShape } from "./tree-shape.ts";
import type { TreeJson } from "./tree.ts";
import type { TreeGoal } from "./tree-lesson.ts";
import { countOrShare, growthRules, treeDefaults, treeRules } from "./tree-params.ts";
import type { TreeParams } from "./tree-params.ts";

/** What both random forests take, with defaults for all. */
export interface ForestParams extends TreeParams {
  /** How many trees. Default 100. */
  nEstimators: number;
  /** Whether each tree learns from rows drawn with replacement, or from all rows. Default true. */
  bootstrap: boolean;
  /**
   * How many rows each tree draws: a number from 1, a share of all (of their weight, where they have weights) between 0 and 1, or `null`, the
   * default, for as many as there are.
   */
  maxSamples: number | null;
  /** Judge the forest by the rows that each tree has not drawn (`oobScore`). Default false. */
  oobScore: boolean;
}

export const forestDefaults: ForestParams = {
  ...treeDefaults,
  nEstimators: 100,
  bootstrap: true,
  maxSamples: null,
  oobScore: false,
};

interface ForestState {
  readonly featureNames: readonly string[];
  /** Of classifiers. */
  readonly classes?: readonly Label[];
  readonly trees: readonly Tree[];
  /** Accuracy or R² on the rows that trees have not drawn; `null` when it was not asked for, or there are none. */
  readonly oobScore: number | null;
  readonly warnings: readonly BilingualText[];
}

/** What both random forests share. */
export abstract class Forest<Params extends ForestParams> extends Estimator<Params, ForestState> {
  abstract readonly kind: "classifier" | "regressor";

  /** The fitted trees, in the order in which they were drawn. */
  get trees(): readonly Tree[] {
    return this.state.trees;
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** Shares of the decrease in impurity, mean over the trees, in the order of `featureNames`. */
  get featureImportances(): number[] {
    return Array.from(forestImportances(this.trees, this.featureNames.length));
  }

  /** `feature` and `importance`, the most important first. */
  importances(): Table {
    return importanceTable(this.featureNames, this.featureImportances);
  }

  /**
   * Accuracy or R² on the rows that some tree has not drawn, each row judged by those trees only.
   * @throws ParameterError unless fitted with `oobScore: true`, and with trees enough to leave rows out
   */
  get oobScore(): number {
    const { oobScore } = this.state;
    if (oobScore !== null) return oobScore;
    throw new ParameterError(
      this.params.oobScore
        ? `${this.type}: there are too few rows that a tree has not drawn for an out-of-bag score. Raise nEstimators.`
        : `${this.type}: fit with oobScore: true to have an out-of-bag score.`,
    );
  }

  /** What was wrong with the fit; empty when all went well. */
  get warnings(): readonly BilingualText[] {
    return this.state.warnings;
  }

  override toJSON(): EstimatorJson {
    if (this.fitted === undefined) return { type: this.type, params: this.params };
    const trees = this.fitted.trees.map((tree) => tree.toJSON());
    return { type: this.type, params: this.params, state: { ...this.fitted, trees } };
  }

  protected override get stateShape(): Shape {
    return record({
      featureNames: columnNames,
      ...(this.kind === "classifier" ? { classes: classLabels } : {}),
      trees: list(
        treeShape((sizes) => sizes.get("classes") ?? 1),
        undefined,
        1,
      ),
      oobScore: nullable(numeric),
    });
  }

  protected override restore(state: object): void {
    const plain = state as Omit<ForestState, "trees"> & { trees: TreeJson[] };
    this.fitted = { ...plain, trees: plain.trees.map((tree) => Tree.fromJSON(tree)) };
  }

  override toString(): string {
    return this.isFitted ? this.describe().en : super.toString();
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    return withChart(importances(this, { subtitle: { ...this.describe() } }), bilingualLine(this.describe()));
  }

  private describe(): BilingualText {
    const { trees, oobScore } = this.state;
    const leaves = (trees.reduce((sum, tree) => sum + tree.leafCount, 0) / trees.length).toFixed(1);
    const depth = trees.reduce((most, tree) => Math.max(most, tree.depth), 0);
    const judged = oobScore === null ? undefined : oobScore.toFixed(4);
    return {
      en:
        `${this.type}: ${trees.length} trees of ${leaves} leaves on average, depth up to ${depth}` +
        (judged === undefined ? "" : `; out-of-bag score ${judged}`),
      "zh-CN":
        `${this.type}：${trees.length} 棵树，平均 ${leaves} 个叶子，最大深度 ${depth}` +
        (judged === undefined ? "" : `；袋外得分 ${judged}`),
    };
  }

  protected async grow(matrix: Matrix, goal: TreeGoal): Promise<Tree[]> {
    const { params, type } = this;
    const rules = growthRules(params, matrix.rows, matrix.columns);
    const sums = this.drawingSums(goal.weights);
    const settings = {
      ...rules,
      ...goal,
      weights: sums ?? goal.weights,
      seed: params.randomState,
      bootstrapRows: this.bootstrapRows(goal.weights),
      mixFeatures: 1,
      drawsByWeight: Number(sums !== undefined),
    };
    const trees = await growForest(matrix, settings, params.nEstimators, type);
    return trees.map((tree) => pruneTree(tree, params.ccpAlpha));
  }

  /** The mean of what all trees say about each row: rows × width. */
  protected meanValues(X: Features): Float64Array {
    const matrix = checkFeatures(X, this.type, this.featureNames, "taken");
    const { trees } = this;
    return sumTrees(trees, matrix).map((sum) => sum / trees.length);
  }

  /**
   * Judges the trees by the rows that they have not drawn, if this is asked for, and warns of rows that all have drawn.
   * @param least so many rows does a score need
   * @param score of rows, by what trees say about each on average (rows × width)
   */
  protected judge(
    matrix: Matrix,
    trees: readonly Tree[],
    weights: Float64Array,
    least: number,
    score: (judged: readonly number[], means: Float64Array) => number,
  ): Pick<ForestState, "oobScore" | "warnings"> {
    const { params, type } = this;
    if (!params.oobScore) return { oobScore: null, warnings: [] };
    const drawn = [params.randomState, this.bootstrapRows(weights), this.drawingSums(weights)] as const;
    const { means, judged } = outOfBagMeans(matrix, trees, ...drawn);
    const oobScore = judged.length < least ? null : score(judged, means);
    const warnings = judged.length === matrix.rows ? [] : [alwaysDrawn(matrix.rows - judged.length, matrix.rows)];
    for (const warning of warnings) warn(type, warning);
    return { oobScore, warnings };
  }

  /** Where rows are drawn and count differently they are drawn in proportion to their weights, as by scikit-learn 1.9. */
  private drawingSums(weights: Float64Array): Float64Array | undefined {
    if (!this.params.bootstrap || weights.every((weight) => weight === weights[0])) return undefined;
    return runningSums(weights);
  }

  private bootstrapRows(weights: Float64Array): number {
    const { bootstrap, maxSamples } = this.params;
    if (!bootstrap) return 0;
    if (maxSamples === null) return weights.length;
    if (maxSamples >= 1) return maxSamples;
    return Math.max(1, Math.round(maxSamples * weights.reduce((sum, weight) => sum + weight, 0)));
  }
}

function alwaysDrawn(rows: number, all: number): BilingualText {
  return {
    en: `${rows} of ${all} rows were drawn by every tree: the out-of-bag score judges the others only. Raise nEstimators.`,
    "zh-CN": `${all} 行中有 ${rows} 行被每棵树抽中：袋外得分只评判其余的行。请增大 nEstimators。`,
  };
}

/** @throws ParameterError naming the parameter that makes no sense */
export function checkForestParams(params: ForestParams, type: string): void {
  checkParameters(type, params, {
    ...treeRules,
    nEstimators: wholeNumber(1),
    bootstrap: flag,
    maxSamples: orNull(countOrShare(1)),
    oobScore: flag,
  });
  if (params.oobScore && !params.bootstrap) throw new ParameterError(`${type}: oobScore needs bootstrap: true.`);
}
