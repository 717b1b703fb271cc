import { checkpoint } from "../../compute/index.ts";
import { bilingualLine, checkParameters, display, Estimator, quantile, seed, wholeNumber } from "../../data/index.ts";
import type { BilingualText, DisplayBundle, EstimatorJson, Features, Labels, ParameterRule } from "../../data/index.ts";
import { columnNames, counting, list, numeric, record } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { checkFeatures, FeatureError } from "../check-features.ts";
import type { OutlierDetector } from "../outlier-detector.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { averagePathLength, growIsolationTree } from "./isolation-tree.ts";
import { sumTrees } from "./sum-trees.ts";
import { Tree } from "./tree.ts";
import { treeShape } from "./tree-shape.ts";
import type { TreeJson } from "./tree.ts";
import { countOrShare } from "./tree-params.ts";

/** What `IsolationForest` takes, with defaults for all. */
export interface IsolationForestParams {
  /** How many trees. Default 100. */
  nEstimators: number;
  /** How many rows each tree looks at: a number from 1, a share of all between 0 and 1, or "auto", the default: 256, or all if fewer. */
  maxSamples: number | "auto";
  /** The share of outliers among the training rows, up to 0.5; "auto", the default, calls outliers what scores below −0.5. */
  contamination: number | "auto";
  /** Decides which rows and questions are drawn. Default 0. */
  randomState: number;
}

interface IsolationForestState {
  readonly featureNames: readonly string[];
  readonly trees: readonly Tree[];
  /** Rows that each tree has looked at. */
  readonly sampleSize: number;
  /** Scores below are outliers. */
  readonly offset: number;
}

/**
 * Finds rows unlike the others (Liu, Ting & Zhou, "Isolation Forest", 2008), scikit-learn's `IsolationForest`: what few random questions
 * isolate is unusual. For fraud and anomalies without known cases; it needs no scaling.
 */
export class IsolationForest extends Estimator<IsolationForestParams, IsolationForestState> implements OutlierDetector {
  readonly type = "IsolationForest";
  readonly kind = "outlierDetector";

  constructor(params: Partial<IsolationForestParams> = {}) {
    super({ nEstimators: 100, maxSamples: "auto", contamination: "auto", randomState: 0 }, params);
    checkParameters(this.type, this.params, {
      nEstimators: wholeNumber(1),
      maxSamples: orAuto(countOrShare(1)),
      contamination: orAuto({
        words: "a share up to 0.5",
        allows: (value) => typeof value === "number" && value > 0 && value <= 0.5,
      }),
      randomState: seed,
    });
  }

  /**
   * @param X rows of finite numbers
   * @param _y ignored, so that detectors may end pipelines
   * @param options.sampleWeight how likely each row is to be among those that a tree looks at, as scikit-learn's; rows of weight 0 are
   *   left out. What counts as a share of the rows (`maxSamples`, `contamination`) counts each row once. Default all alike
   * @throws FeatureError for missing or infinite values, text columns, or a single row
   */
  async fit(X: Features, _y?: Labels | null, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { params, type } = this;
    const all = checkFeatures(X, type);
    const { X: matrix, weights } = weighedRows(all, new Float64Array(all.rows), options, type);
    if (matrix.rows < 2) throw new FeatureError(`${type}: a single row has no others to be compared with.`);
    const sampleSize = this.sampleSize(matrix.rows);
    const trees: Tree[] = [];
    for (let tree = 0; tree < params.nEstimators; tree++) {
      await checkpoint(tree, params.nEstimators, type);
      trees.push(growIsolationTree(matrix, sampleSize, params.randomState, tree, weights));
    }
    let offset = -0.5;
    if (params.contamination !== "auto") {
      const scores = scoresOf(sumTrees(trees, matrix), trees.length, sampleSize);
      offset = quantile(scores.toSorted(), params.contamination);
    }
    this.fitted = { featureNames: matrix.names, trees, sampleSize, offset };
    return this;
  }

  /** Fits, and says of each row whether it is usual (1) or an outlier (−1). */
  async fitPredict(X: Features, y?: Labels | null, options: WeightOptions = {}): Promise<number[]> {
    await this.fit(X, y, options);
    return this.predict(X);
  }

  /** Between −1 and 0: −2^(−mean questions / questions expected). The lower, the more unusual; about −0.5 is usual. */
  scoreSamples(X: Features): number[] {
    const { featureNames, trees, sampleSize } = this.state;
    const matrix = checkFeatures(X, this.type, featureNames);
    return Array.from(scoresOf(sumTrees(trees, matrix), trees.length, sampleSize));
  }

  /** `scoreSamples` less `offset`: below 0 for outliers. */
  decisionFunction(X: Features): number[] {
    const { offset } = this.state;
    return this.scoreSamples(X).map((score) => score - offset);
  }

  /** 1 for usual rows, −1 for outliers. */
  predict(X: Features): number[] {
    return this.decisionFunction(X).map((distance) => (distance < 0 ? -1 : 1));
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** In the order in which they were grown; what a leaf says is how many questions led to it, those left out by its rows included. */
  get trees(): readonly Tree[] {
    return this.state.trees;
  }

  /** How many rows each tree has looked at. */
  get maxSamples(): number {
    return this.state.sampleSize;
  }

  /** Scores below are outliers. */
  get offset(): number {
    return this.state.offset;
  }

  override toJSON(): EstimatorJson {
    if (this.fitted === undefined) return { type: this.type, params: this.params };
    const trees = this.fitted.trees.map((tree) => tree.toJSON());
    return { type: this.type, params: this.params, state: { ...this.fitted, trees } };
  }

  protected override get stateShape(): Shape {
    return record({
      featureNames: columnNames,
      trees: list(
        treeShape(() => 1),
        undefined,
        1,
      ),
      sampleSize: counting,
      offset: numeric,
    });
  }

  protected override restore(state: object): void {
    const plain = state as Omit<IsolationForestState, "trees"> & { trees: TreeJson[] };
    this.fitted = { ...plain, trees: plain.trees.map((tree) => Tree.fromJSON(tree)) };
  }

  override toString(): string {
    return this.isFitted ? this.describe().en : super.toString();
  }

  override [display](): DisplayBundle {
    return this.isFitted ? bilingualLine(this.describe()) : super[display]();
  }

  private describe(): BilingualText {
    const { trees, sampleSize, offset } = this.state;
    const limit = offset.toFixed(4);
    return {
      en: `${this.type}: ${trees.length} trees of ${sampleSize} rows; outliers score below ${limit}`,
      "zh-CN": `${this.type}：${trees.length} 棵树，每棵 ${sampleSize} 行；得分低于 ${limit} 的行是异常`,
    };
  }

  private sampleSize(rows: number): number {
    const { maxSamples } = this.params;
    if (maxSamples === "auto") return Math.min(256, rows);
    return Math.min(rows, maxSamples < 1 ? Math.max(1, Math.floor(maxSamples * rows)) : maxSamples);
  }
}

function scoresOf(pathSums: Float64Array, trees: number, sampleSize: number): Float64Array {
  const expected = averagePathLength(sampleSize);
  // Trees of one row ask nothing: nothing is unusual there.
  return pathSums.map((sum) => (expected === 0 ? -0.5 : -(2 ** (-sum / trees / expected))));
}

/** "auto", or what the rule allows. */
function orAuto(rule: ParameterRule): ParameterRule {
  return { words: `${rule.words}, or "auto"`, allows: (value) => value === "auto" || rule.allows(value) };
}
