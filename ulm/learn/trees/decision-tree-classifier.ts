import { checkParameters, Matrix } from "../../data/index.ts";
import type { Features, Label, Labels } from "../../data/index.ts";
import { checkClassWeight } from "../class-targets.ts";
import { likeliestClasses } from "../likeliest-classes.ts";
import { accuracyScore } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { DecisionTree } from "./decision-tree.ts";
import { classLesson } from "./tree-lesson.ts";
import { classTreeRules, treeDefaults, treeRules } from "./tree-params.ts";
import type { ClassTreeParams, TreeParams } from "./tree-params.ts";

/** What `DecisionTreeClassifier` takes, with defaults for all. */
export type DecisionTreeClassifierParams = TreeParams & ClassTreeParams;

/**
 * A decision tree that tells classes apart, scikit-learn's `DecisionTreeClassifier`: thresholds lie half-way between neighbouring
 * values, and where no two splits are equally good it is the same tree, node by node. Missing values are taken: each split learns to
 * which side they go.
 */
export class DecisionTreeClassifier extends DecisionTree<DecisionTreeClassifierParams> implements Model {
  readonly type = "DecisionTreeClassifier";
  readonly kind = "classifier";

  constructor(params: Partial<DecisionTreeClassifierParams> = {}) {
    super({ ...treeDefaults, criterion: "gini", classWeight: null }, params);
    checkParameters(this.type, this.params, { ...treeRules, ...classTreeRules });
    checkClassWeight(this.params.classWeight, this.type);
  }

  /**
   * @param X rows of numbers; missing values are taken
   * @param y one class for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for infinite values, text columns, or one class only
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { matrix, goal, classes } = classLesson(X, y, options, this.params, this.type);
    const tree = await this.grow(matrix, goal);
    this.fitted = { featureNames: matrix.names, classes, tree };
    return this;
  }

  /** The most frequent class of each row's leaf. */
  predict(X: Features): Label[] {
    return likeliestClasses(this.predictProba(X), this.classes);
  }

  /** The shares of the classes in each row's leaf: rows × classes. */
  predictProba(X: Features): Matrix {
    const { classes } = this;
    const shares = this.leafValues(X);
    return new Matrix(shares, shares.length / classes.length, classes.length, classes.map(String));
  }

  /** Accuracy. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return accuracyScore(y, this.predict(X), options);
  }

  /** Ascending. */
  get classes(): readonly Label[] {
    return this.state.classes!;
  }
}
