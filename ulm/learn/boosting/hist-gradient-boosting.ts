import { trainingLoss } from "../../chart/training-loss.ts";
import { withChart } from "../../chart/with-chart.ts";
import {
  bilingualLine,
  display,
  Estimator,
  notNegative,
  oneOf,
  orNull,
  ParameterError,
  positive,
  seed,
  wholeNumber,
} from "../../data/index.ts";
import type { BilingualText, DisplayBundle, EstimatorJson, Features, Label, Matrix } from "../../data/index.ts";
import { classLabels, columnNames, damaged, list, numeric, record } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { checkFeatures } from "../check-features.ts";
import type { ClassTargets } from "../class-targets.ts";
import { holdOutRows } from "../hold-out-rows.ts";
import { sumTrees } from "../trees/sum-trees.ts";
import { Tree } from "../trees/tree.ts";
import { treeShape } from "../trees/tree-shape.ts";
import type { TreeJson } from "../trees/tree.ts";
import { boost } from "./boost.ts";
import type { BoostingTargets } from "./boosting-loss.ts";

/** What boosted trees take, with defaults for all. */
export interface HistGradientBoostingParams {
  /** How far each tree goes. Default 0.1. */
  learningRate: number;
  /** The most iterations; for more than two classes each grows one tree a class. Default 100. */
  maxIter: number;
  /** The most leaves of a tree; `null` for no limit. Default 31. */
  maxLeafNodes: number | null;
  /** The most questions before an answer; `null`, the default, for no limit. */
  maxDepth: number | null;
  /** No leaf has fewer rows. Default 20. */
  minSamplesLeaf: number;
  /** Draws the values of small leaves towards 0. Default 0. */
  l2Regularization: number;
  /** How many bins a column is cut into at most, 2 to 255; with no more different values nothing is lost. Default 255. */
  maxBins: number;
  /**
   * Columns, by name or position, whose numbers stand for categories, at most `maxBins` of each. Text has to be numbered first
   * (`OrdinalEncoder`). One that `fit` did not see goes where missing values go. Default `null`: none.
   */
  categoricalFeatures: readonly (string | number)[] | null;
  /** For columns by name: 1 when predictions may only rise with it, −1 when they may only fall. Default `null`. */
  monotonicCst: Readonly<Record<string, -1 | 0 | 1>> | null;
  /** Stop when the loss no longer falls: true, false, or "auto", the default, for more than 10 000 rows. */
  earlyStopping: boolean | "auto";
  /** The share of rows that early stopping keeps to judge by; `null` to judge by the rows that are learnt from. Default 0.1. */
  validationFraction: number | null;
  /** Iterations without improvement before it stops. Default 10. */
  nIterNoChange: number;
  /** What counts as improvement. Default 1e-7. */
  tol: number;
  /** Decides which rows early stopping keeps. Default 0. */
  randomState: number;
}

/** scikit-learn's, but for `randomState`. */
export const boostingDefaults: HistGradientBoostingParams = {
  learningRate: 0.1,
  maxIter: 100,
  maxLeafNodes: 31,
  maxDepth: null,
  minSamplesLeaf: 20,
  l2Regularization: 0,
  maxBins: 255,
  categoricalFeatures: null,
  monotonicCst: null,
  earlyStopping: "auto",
  validationFraction: 0.1,
  nIterNoChange: 10,
  tol: 1e-7,
  randomState: 0,
};

interface BoostingState {
  readonly featureNames: readonly string[];
  /** Of classifiers. */
  readonly classes?: readonly Label[];
  /** What the model says without trees, for each predictor. */
  readonly baseline: readonly number[];
  /** One for each predictor and iteration. */
  readonly trees: readonly Tree[];
  readonly losses: readonly number[];
}

/** What both boosted models share. */
export abstract class HistGradientBoosting<Params extends HistGradientBoostingParams> extends Estimator<
  Params,
  BoostingState
> {
  abstract readonly kind: "classifier" | "regressor";

  /** The columns it was fitted on. */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** The trees: one for each predictor in each iteration, in this order. Values are shrunk by `learningRate` already. */
  get trees(): readonly Tree[] {
    return this.state.trees;
  }

  /** What the model says without trees: one number for each predictor (a single one for two classes and for regressions). */
  get baseline(): readonly number[] {
    return this.state.baseline;
  }

  /** Iterations done. */
  get nIter(): number {
    return this.trees.length / this.baseline.length;
  }

  /**
   * With early stopping: the loss that it looked at, before the first iteration and after each: the mean log-loss, of regressions half the
   * mean squared error. Empty without.
   */
  get validationLosses(): readonly number[] {
    return this.state.losses;
  }

  override toJSON(): EstimatorJson {
    if (this.fitted === undefined) return { type: this.type, params: this.params };
    const trees = this.fitted.trees.map((tree) => tree.toJSON());
    return { type: this.type, params: this.params, state: { ...this.fitted, trees } };
  }

  protected override get stateShape(): Shape {
    const parts = record({
      featureNames: columnNames,
      ...(this.kind === "classifier" ? { classes: classLabels } : {}),
      baseline: list(numeric, "predictors"),
      trees: list(
        treeShape(() => 1),
        undefined,
        1,
      ),
      losses: list(numeric),
    });
    return (state, place) => {
      parts(state, place);
      const { classes, baseline, trees } = state as BoostingState;
      const predictors = classes === undefined || classes.length === 2 ? 1 : classes.length;
      if (baseline.length !== predictors) damaged(place, `has ${baseline.length} predictors, not ${predictors}`);
      if (trees.length % predictors !== 0) damaged(place, `has ${trees.length} trees for ${predictors} predictors`);
    };
  }

  protected override restore(state: object): void {
    const plain = state as Omit<BoostingState, "trees"> & { trees: TreeJson[] };
    this.fitted = { ...plain, trees: plain.trees.map((tree) => Tree.fromJSON(tree)) };
  }

  override toString(): string {
    return this.isFitted ? this.describe().en : super.toString();
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const line = bilingualLine(this.describe());
    // Without early stopping nothing has been judged.
    if (this.validationLosses.length === 0) return line;
    return withChart(trainingLoss(this.validationLosses.slice(1), { subtitle: { ...this.describe() } }), line);
  }

  private describe(): BilingualText {
    const { trees, nIter, type } = this;
    const { maxIter } = this.params;
    const leaves = (trees.reduce((sum, tree) => sum + tree.leafCount, 0) / trees.length).toFixed(1);
    const isStopped = nIter < maxIter;
    return {
      en:
        `${type}: ${nIter} iterations${isStopped ? `, stopped early of ${maxIter}` : ""}; ` +
        `${trees.length} trees of ${leaves} leaves on average`,
      "zh-CN":
        `${type}：${nIter} 轮迭代${isStopped ? `（提前停止，上限 ${maxIter}）` : ""}；` +
        `${trees.length} 棵树，平均 ${leaves} 个叶子`,
    };
  }

  /** Learns from rows whose targets are ready. @param classes of classifiers, by which validation rows are stratified */
  protected async boost(
    matrix: Matrix,
    goal: BoostingTargets,
    classes?: ClassTargets,
  ): Promise<Omit<BoostingState, "classes">> {
    const { params, type } = this;
    const isEarly = params.earlyStopping === "auto" ? matrix.rows > 10_000 : params.earlyStopping;
    const parts = isEarly && params.validationFraction !== null ? this.split(matrix, goal, classes) : undefined;
    const learnt = parts?.train ?? { matrix, targets: goal };
    const names = matrix.names;
    const categorical = names.map((name, column) => this.isCategorical(name, column));
    this.checkColumns(names);
    const solution = await boost(
      {
        matrix: learnt.matrix,
        categorical,
        maxBins: params.maxBins,
        targets: learnt.targets,
        rules: {
          ...params,
          maxLeafNodes: params.maxLeafNodes ?? Infinity,
          maxDepth: params.maxDepth ?? Infinity,
          monotonic: Int8Array.from(names, (name) => params.monotonicCst?.[name] ?? 0),
        },
        maxIter: params.maxIter,
        earlyStopping: isEarly ? { ...params, validation: parts?.validation ?? null } : null,
      },
      type,
    );
    return { featureNames: names, ...solution };
  }

  /** What trees and baseline say about each row, one column for each predictor. */
  protected rawPredictions(X: Features): { raw: Float64Array; rows: number } {
    const { baseline, trees } = this;
    const matrix = checkFeatures(X, this.type, this.featureNames, "taken");
    const predictors = baseline.length;
    const sums = sumTrees(trees, matrix, predictors);
    return { raw: sums.map((sum, index) => baseline[index % predictors]! + sum), rows: matrix.rows };
  }

  private split(matrix: Matrix, goal: BoostingTargets, classes: ClassTargets | undefined) {
    const { validationFraction, randomState } = this.params;
    const options = { validationFraction: validationFraction!, randomState, type: this.type };
    const indices = holdOutRows(matrix, options, classes);
    const part = (rows: ArrayLike<number>) => ({
      matrix: matrix.take(rows),
      targets: {
        classCount: goal.classCount,
        targets: Float64Array.from(rows, (row) => goal.targets[row]!),
        weights: Float64Array.from(rows, (row) => goal.weights[row]!),
      },
    });
    return { train: part(indices.train), validation: part(indices.test) };
  }

  private isCategorical(name: string, column: number): boolean {
    const { categoricalFeatures } = this.params;
    return categoricalFeatures !== null && (categoricalFeatures.includes(name) || categoricalFeatures.includes(column));
  }

  private checkColumns(names: readonly string[]): void {
    const { type, params } = this;
    const known = (column: string | number) => (typeof column === "number" ? column in names : names.includes(column));
    const unknown = [...(params.categoricalFeatures ?? []), ...Object.keys(params.monotonicCst ?? {})].find(
      (column) => !known(column),
    );
    if (unknown !== undefined) {
      throw new ParameterError(`${type}: there is no column ${JSON.stringify(unknown)}; X has ${names.join(", ")}.`);
    }
    const both = names.find(
      (name, column) => this.isCategorical(name, column) && (params.monotonicCst?.[name] ?? 0) !== 0,
    );
    if (both !== undefined) {
      throw new ParameterError(`${type}: column "${both}" is categorical, so nothing can rise or fall with it.`);
    }
  }
}

/** What values the parameters may have. */
export const boostingRules = {
  learningRate: positive,
  maxIter: wholeNumber(1),
  maxLeafNodes: orNull(wholeNumber(2)),
  maxDepth: orNull(wholeNumber(1)),
  minSamplesLeaf: wholeNumber(1),
  l2Regularization: notNegative,
  maxBins: wholeNumber(2, 255),
  categoricalFeatures: orNull({ words: "a list of columns", allows: Array.isArray }),
  monotonicCst: orNull({ words: "an object of column names with 1, 0 or -1", allows: areDirections }),
  earlyStopping: oneOf(true, false, "auto"),
  validationFraction: orNull({
    words: "a share between 0 and 1",
    allows: (value) => typeof value === "number" && value > 0 && value < 1,
  }),
  nIterNoChange: wholeNumber(1),
  tol: notNegative,
  randomState: seed,
};

function areDirections(value: unknown): boolean {
  return typeof value === "object" && Object.values(value ?? {}).every((direction) => [-1, 0, 1].includes(direction));
}
