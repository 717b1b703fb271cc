import { checkParameters, Matrix, oneOf } from "../../data/index.ts";
import type { Features, Label, Labels } from "../../data/index.ts";
import { checkFeatures } from "../check-features.ts";
import { checkClassWeight, classTargets, rowWeights } from "../class-targets.ts";
import type { ClassWeight } from "../class-targets.ts";
import { likeliestClasses } from "../likeliest-classes.ts";
import { accuracyScore } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { DecisionTree } from "./decision-tree.ts";
import { treeDefaults, treeRules } from "./tree-params.ts";
import type { TreeParams } from "./tree-params.ts";

/** What classification trees take besides. */
export interface ClassTreeParams {
  /** How impurity is measured. Default "gini". */
  criterion: "gini" | "entropy";
  /** "balanced", weights by label, or none (`null`, the default). */
  classWeight: ClassWeight;
}

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
    const { type, params } = this;
    const counting = weighedRows(checkFeatures(X, type, undefined, "taken"), y, options, type);
    const { X: matrix } = counting;
    const targets = classTargets(counting.y, matrix.rows, type);
    const { classes } = targets;
    const tree = await this.grow(matrix, {
      criterion: params.criterion,
      classCount: classes.length,
      targets: Float64Array.from(targets.codes),
      centre: 0,
      weights: rowWeights(targets, params.classWeight, type, counting.weights),
    });
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

/** What values the parameters may have. */
export const classTreeRules = { criterion: oneOf("gini", "entropy") };
