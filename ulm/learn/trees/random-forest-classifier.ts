import { checkParameters, Matrix } from "../../data/index.ts";
import type { Features, Label, Labels } from "../../data/index.ts";
import { checkClassWeight } from "../class-targets.ts";
import { likeliestClasses } from "../likeliest-classes.ts";
import { accuracyScore } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkForestParams, Forest, forestDefaults } from "./forest.ts";
import type { ForestParams } from "./forest.ts";
import { classLesson } from "./tree-lesson.ts";
import { classTreeRules } from "./tree-params.ts";
import type { ClassTreeParams } from "./tree-params.ts";

/** What `RandomForestClassifier` takes, with defaults for all. */
export type RandomForestClassifierParams = ForestParams & ClassTreeParams;

/**
 * A random forest that tells classes apart (Breiman, "Random Forests", Machine Learning 45, 2001), scikit-learn's
 * `RandomForestClassifier`: 100 trees by default, each grown to its end on rows drawn with replacement, each split seeing √features of
 * the features. Thresholds are exact up to 65 535 different values in a column. The same `randomState` gives the same forest whatever
 * the number of threads. Missing values are taken.
 */
export class RandomForestClassifier extends Forest<RandomForestClassifierParams> implements Model {
  readonly type = "RandomForestClassifier";
  readonly kind = "classifier";

  constructor(params: Partial<RandomForestClassifierParams> = {}) {
    super({ ...forestDefaults, maxFeatures: "sqrt", criterion: "gini", classWeight: null }, params);
    checkForestParams(this.params, this.type);
    checkParameters(this.type, this.params, classTreeRules);
    checkClassWeight(this.params.classWeight, this.type);
  }

  /**
   * @param X rows of numbers; missing values are taken
   * @param y one class for each row
   * @param options.sampleWeight how much each row counts: rows are drawn in proportion to it. Default all alike
   * @throws FeatureError for infinite values, text columns, or one class only
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { matrix, goal, classes } = classLesson(X, y, options, this.params, this.type);
    const trees = await this.grow(matrix, goal);
    const outcome = this.judge(matrix, trees, goal.weights, 1, (judged, means) => {
      const predicted = likeliestClasses(this.shares(means, classes), classes);
      return accuracyScore(
        judged.map((row) => classes[goal.targets[row]!]!),
        judged.map((row) => predicted[row]!),
      );
    });
    this.fitted = { featureNames: matrix.names, classes, trees, ...outcome };
    return this;
  }

  /** The most probable class of each row. */
  predict(X: Features): Label[] {
    return likeliestClasses(this.predictProba(X), this.classes);
  }

  /** The shares of the classes in each row's leaves, mean over the trees: rows × classes. */
  predictProba(X: Features): Matrix {
    return this.shares(this.meanValues(X), this.classes);
  }

  /** Accuracy. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return accuracyScore(y, this.predict(X), options);
  }

  /** Ascending. */
  get classes(): readonly Label[] {
    return this.state.classes!;
  }

  private shares(means: Float64Array, classes: readonly Label[]): Matrix {
    return new Matrix(means, means.length / classes.length, classes.length, classes.map(String));
  }
}
