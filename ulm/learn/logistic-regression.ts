import {
  between,
  checkParameters,
  display,
  Estimator,
  flag,
  oneOf,
  ParameterError,
  positive,
  Table,
  wholeNumber,
  warn,
} from "../data/index.ts";
import type { BilingualText, DisplayBundle, Features, Label, Labels, Matrix } from "../data/index.ts";
import {
  classLabels,
  columnNames,
  counting,
  decisionList,
  list,
  logical,
  nullable,
  numeric,
  record,
  textual,
} from "../data/state-shape.ts";
import type { Shape } from "../data/state-shape.ts";
import { checkFeatures, checkFinite, featureMatrix } from "./check-features.ts";
import { classProbabilities } from "./class-probabilities.ts";
import { checkClassWeight, classTargets, rowWeights } from "./class-targets.ts";
import type { ClassWeight } from "./class-targets.ts";
import { InferenceError } from "./inference-error.ts";
import type { Iterative } from "./iterative.ts";
import { waldIntervals, waldPValues, waldScores, withWald } from "./linear/wald.ts";
import { likeliestClasses } from "./likeliest-classes.ts";
import { linearDecisions } from "./linear/linear-decisions.ts";
import { fitLogistic } from "./logistic/fit-logistic.ts";
import type { LogisticSolution } from "./logistic/fit-logistic.ts";
import { logisticHtml, logisticText } from "./logistic/logistic-display.ts";
import { describeProblems, findInferenceProblem } from "./logistic/logistic-texts.ts";
import { accuracyScore } from "./metrics/index.ts";
import type { Model } from "./model.ts";
import { weighedRows } from "./sample-weight.ts";
import type { WeightOptions } from "./sample-weight.ts";

/** What `LogisticRegression` takes, with defaults for all. */
export interface LogisticRegressionParams {
  /**
   * "l2" draws coefficients towards 0, "l1" makes small ones 0, "elasticnet" does both, "none" leaves them free and allows standard
   * errors. Default "l2".
   */
  penalty: "l2" | "l1" | "elasticnet" | "none";
  /** Inverse strength of the penalty: the loss is Σ log-loss + (l1Ratio Σ |β| + (1 − l1Ratio) Σ β² / 2) / C. Default 1. */
  C: number;
  /** The share of L1 in the penalty "elasticnet", from 0 to 1. Default 0.5. */
  l1Ratio: number;
  /** Default true. The intercept is never penalised. */
  fitIntercept: boolean;
  /** "balanced", weights by label, or none (`null`, the default). */
  classWeight: ClassWeight;
  /** Stop this near to the optimum, measured in standard errors. Default 1e-8. */
  tol: number;
  /** Default 100; Newton's method needs about ten. */
  maxIter: number;
}

interface LogisticRegressionState extends LogisticSolution {
  readonly featureNames: readonly string[];
  readonly classes: readonly Label[];
  /** Rows fitted on. */
  readonly observations: number;
  /** Whether rows came with weights. */
  readonly isWeighted: boolean;
  /** Of the model that knows class frequencies only. */
  readonly nullLogLikelihood: number;
}

/**
 * Logistic regression for two or more classes, scikit-learn's `LogisticRegression` (default: L2 penalty, C = 1; multinomial for more
 * than two classes), fitted by Newton's method to full precision. Without a penalty it has the standard errors, z and p values and
 * confidence intervals of classical statistics, from the exact information matrix.
 *
 * Fitted: `coef` has one row for two classes (log odds of the second, `classes[1]`), else one for each class; `intercept` likewise.
 */
export class LogisticRegression
  extends Estimator<LogisticRegressionParams, LogisticRegressionState>
  implements Model, Iterative
{
  readonly type = "LogisticRegression";
  readonly kind = "classifier";

  constructor(params: Partial<LogisticRegressionParams> = {}) {
    super(
      { penalty: "l2", C: 1, l1Ratio: 0.5, fitIntercept: true, classWeight: null, tol: 1e-8, maxIter: 100 },
      params,
    );
    const { C } = this.params;
    if (C === Infinity) {
      throw new ParameterError('LogisticRegression: C must be finite. For no penalty use penalty: "none".');
    }
    checkParameters(this.type, this.params, {
      penalty: oneOf("l2", "l1", "elasticnet", "none"),
      C: positive,
      l1Ratio: between(0, 1),
      fitIntercept: flag,
      tol: positive,
      maxIter: wholeNumber(1),
    });
    checkClassWeight(this.params.classWeight, this.type);
  }

  /**
   * @param X rows of finite numbers
   * @param y one class for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for missing or infinite values, text columns, one class only, or, without penalty, dependent columns
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { params, type } = this;
    const features = featureMatrix(X, type);
    // Of all rows only the fit looks at every value; rows that do not count have to be in order, too.
    if (options.sampleWeight !== undefined) checkFinite(features, type);
    const counting = weighedRows(features, y, options, type);
    const { X: matrix } = counting;
    const targets = classTargets(counting.y, matrix.rows, type);
    const weights = rowWeights(targets, params.classWeight, type, counting.weights);
    const l1Share = { l1: 1, l2: 0, elasticnet: params.l1Ratio, none: 0 }[params.penalty];
    const strength = params.penalty === "none" ? 0 : 1 / params.C;
    const penalties = { l1: strength * l1Share, l2: strength * (1 - l1Share) };
    const solution = await fitLogistic({ ...params, matrix, targets, weights, ...penalties });
    for (const warning of describeProblems(solution)) warn(type, warning);
    this.fitted = {
      ...solution,
      featureNames: matrix.names,
      classes: targets.classes,
      observations: matrix.rows,
      isWeighted: counting.weights !== undefined,
      nullLogLikelihood: nullLogLikelihood(targets.codes, weights, targets.classes.length),
    };
    return this;
  }

  /** The most probable class of each row. */
  predict(X: Features): Label[] {
    return likeliestClasses(this.decisionFunction(X), this.classes);
  }

  /** rows × classes; the columns carry the names of the classes, each row sums to 1. */
  predictProba(X: Features): Matrix {
    return classProbabilities(this.decisionFunction(X), this.classes);
  }

  /** The linear predictor Xβ + intercept: log odds of the second of two classes (one column), else one column for each class. */
  decisionFunction(X: Features): Matrix {
    const { coef, intercept, classes, featureNames } = this.state;
    return linearDecisions(checkFeatures(X, this.type, featureNames), coef, intercept, classes);
  }

  /** Accuracy. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return accuracyScore(y, this.predict(X), options);
  }

  /** One row for two classes, else one for each class; columns in the order of `featureNames`. */
  get coef(): readonly (readonly number[])[] {
    return this.state.coef;
  }

  /** For each row of `coef`; 0 without an intercept. Of several classes they sum to 0. */
  get intercept(): readonly number[] {
    return this.state.intercept;
  }

  /** Ascending. */
  get classes(): readonly Label[] {
    return this.state.classes;
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** Steps of Newton's method. */
  get nIter(): number {
    return this.state.nIter;
  }

  /** Whether it came to an end before `maxIter`. */
  get converged(): boolean {
    return this.state.converged;
  }

  /** Whether features tell classes apart without error ("complete", "quasi"): then coefficients without penalty mean nothing. */
  get separation(): "none" | "complete" | "quasi" {
    return this.state.separation;
  }

  /** What was wrong with the fit; empty when all went well. */
  get warnings(): readonly BilingualText[] {
    return describeProblems(this.state);
  }

  /** Of the fitted data, without the penalty. */
  get logLikelihood(): number {
    return this.state.logLikelihood;
  }

  /** Of the model that knows nothing but how frequent the classes are. */
  get nullLogLikelihood(): number {
    return this.state.nullLogLikelihood;
  }

  /** Rows fitted on. */
  get observations(): number {
    return this.state.observations;
  }

  /**
   * "intercept" first, then the features: the names that belong to `standardErrors`, `zValues` and `pValues` of two classes. Of more, these
   * have as many values for each class but the first, one class after the other, and speak of its coefficients less those of the first:
   * the log odds of the class against `classes[0]`, as in statsmodels' `MNLogit`.
   */
  get coefficientNames(): readonly string[] {
    return this.params.fitIntercept ? ["intercept", ...this.featureNames] : this.featureNames;
  }

  /** Why there are no standard errors; `undefined` when there are. */
  get whyNoInference(): string | undefined {
    return findInferenceProblem(this.state, this.params)?.en;
  }

  /** In the order of `coefficientNames`. @throws InferenceError for penalised, weighted or separated fits */
  get standardErrors(): number[] {
    const reason = this.whyNoInference;
    if (reason !== undefined) throw new InferenceError(reason);
    return this.state.variances!.flatMap((ofClass) => interceptFirst(ofClass.map(Math.sqrt), this.params.fitIntercept));
  }

  /** Coefficients divided by their standard errors (Wald). */
  get zValues(): number[] {
    return waldScores(this.contrasts.flat(), this.standardErrors);
  }

  /** Two-sided: how probable so large a z would be if the coefficient were 0. */
  get pValues(): number[] {
    return waldPValues(this.zValues);
  }

  /** [lower, upper] for each coefficient (Wald). @param level default 0.95 */
  confidenceIntervals(level = 0.95): [number, number][] {
    return waldIntervals(this.contrasts.flat(), this.standardErrors, level);
  }

  /**
   * One row for each coefficient: name, coefficient, odds ratio, and, where they have a meaning, standard error, z, p and 95 % confidence
   * interval. Of more than two classes there is a row for each class and coefficient: without a penalty those of the log odds of each class
   * against the first, with one the penalised coefficients of every class.
   */
  summary(): Table {
    const { classes, coef } = this.state;
    const isMultinomial = coef.length > 1;
    if (isMultinomial && this.params.penalty !== "none") return this.penalisedSummary();
    const rows = this.contrasts.flatMap((coefficients, index) =>
      coefficients.map((coefficient, place) => ({
        ...(isMultinomial && { class: classes[index + 1]! }),
        name: this.coefficientNames[place]!,
        coefficient,
        oddsRatio: Math.exp(coefficient),
      })),
    );
    return Table.fromObjects(this.whyNoInference === undefined ? withWald(rows, this.standardErrors) : rows);
  }

  protected override get stateShape(): Shape {
    return record({
      featureNames: columnNames,
      classes: classLabels,
      coef: decisionList(list(numeric, "columns")),
      intercept: decisionList(numeric),
      variances: nullable(list(list(nullable(numeric)))),
      logLikelihood: numeric,
      nullLogLikelihood: numeric,
      nIter: counting,
      converged: logical,
      separation: textual,
      observations: counting,
      isWeighted: logical,
    });
  }

  override toString(): string {
    return this.isFitted ? logisticText(this) : super.toString();
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const text = { "text/plain": this.toString() };
    const problem = findInferenceProblem(this.state, this.params);
    const notes = [...(problem === undefined ? [] : [problem]), ...this.warnings];
    return { ...text, "text/html": logisticHtml(this, notes) };
  }

  /** For each class but the first, the coefficients of its log odds against the first, in the order of `coefficientNames`. */
  private get contrasts(): number[][] {
    const [first, ...others] = this.coefficients;
    if (others.length === 0) return [first!];
    return others.map((values) => values.map((value, index) => value - first![index]!));
  }

  /** One row for two classes, else one for each class, in the order of `coefficientNames`. */
  private get coefficients(): number[][] {
    const { coef, intercept } = this.state;
    return coef.map((row, k) => (this.params.fitIntercept ? [intercept[k]!, ...row] : [...row]));
  }

  private penalisedSummary(): Table {
    return Table.fromObjects(
      this.coefficients.flatMap((values, k) =>
        values.map((coefficient, index) => ({
          class: this.classes[k]!,
          name: this.coefficientNames[index]!,
          coefficient,
        })),
      ),
    );
  }
}

function interceptFirst(values: number[], hasIntercept: boolean): number[] {
  return hasIntercept ? [values.at(-1)!, ...values.slice(0, -1)] : values;
}

/** Each class predicted with its (weighted) share. */
function nullLogLikelihood(codes: Int32Array, weights: Float64Array, classCount: number): number {
  const totals = new Float64Array(classCount);
  for (let row = 0; row < codes.length; row++) totals[codes[row]!]! += weights[row]!;
  const all = totals.reduce((sum, total) => sum + total, 0);
  return totals.reduce((sum, total) => sum + total * Math.log(total / all), 0);
}
