import { checkParameters, Matrix, ParameterError } from "../../data/index.ts";
import type { Features, Label, Labels } from "../../data/index.ts";
import { checkFeatures } from "../check-features.ts";
import { checkClassWeight, classTargets, rowWeights } from "../class-targets.ts";
import type { ClassWeight } from "../class-targets.ts";
import { classProbabilities } from "../class-probabilities.ts";
import { likeliestClasses } from "../likeliest-classes.ts";
import { accuracyScore } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { boostingDefaults, boostingRules, HistGradientBoosting } from "./hist-gradient-boosting.ts";
import type { HistGradientBoostingParams } from "./hist-gradient-boosting.ts";

/** What `HistGradientBoostingClassifier` takes, with defaults for all. */
export interface HistGradientBoostingClassifierParams extends HistGradientBoostingParams {
  /** "balanced", weights by label, or none (`null`, the default). */
  classWeight: ClassWeight;
}

/**
 * Gradient-boosted trees that tell classes apart, scikit-learn's `HistGradientBoostingClassifier`. They always minimise the log-loss, binary
 * or multinomial, so that there is no parameter `loss`.
 * Columns of up to 255 different values are split exactly, others at quantiles. Missing values are taken: each split learns to which
 * side they go. Without early stopping there is nothing random in it, and the trees are scikit-learn's.
 */
export class HistGradientBoostingClassifier
  extends HistGradientBoosting<HistGradientBoostingClassifierParams>
  implements Model
{
  readonly type = "HistGradientBoostingClassifier";
  readonly kind = "classifier";

  constructor(params: Partial<HistGradientBoostingClassifierParams> = {}) {
    super({ ...boostingDefaults, classWeight: null }, params);
    checkParameters(this.type, this.params, boostingRules);
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
    const { classes, codes } = targets;
    if (classes.length > 2 && params.monotonicCst !== null) {
      throw new ParameterError(
        `${type}: monotonicCst has a meaning for two classes only, but y has ${classes.length}.`,
      );
    }
    const goal = {
      targets: Float64Array.from(codes),
      weights: rowWeights(targets, params.classWeight, type, counting.weights),
      classCount: classes.length,
    };
    const solution = await this.boost(matrix, goal, targets);
    this.fitted = { ...solution, classes };
    return this;
  }

  /** The most probable class of each row. */
  predict(X: Features): Label[] {
    return likeliestClasses(this.predictProba(X), this.classes);
  }

  /** rows × classes; each row sums to 1. */
  predictProba(X: Features): Matrix {
    return classProbabilities(this.decisionFunction(X), this.classes);
  }

  /** Log odds of the second of two classes (one column), else one column for each class. */
  decisionFunction(X: Features): Matrix {
    const { classes } = this;
    const { raw, rows } = this.rawPredictions(X);
    const names = classes.length === 2 ? [String(classes[1])] : classes.map(String);
    return new Matrix(raw, rows, names.length, names);
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
