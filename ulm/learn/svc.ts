import { createRandom } from "../compute/index.ts";
import { bilingualTable } from "../data/bilingual-table.ts";
import { checkParameters, display, Estimator, flag, Matrix, ParameterError, seed, warn } from "../data/index.ts";
import type { BilingualText, DisplayBundle, Features, Label, Labels } from "../data/index.ts";
import {
  classLabels,
  columnNames,
  counting,
  damaged,
  list,
  nullable,
  numeric,
  placeIn,
  record,
} from "../data/state-shape.ts";
import type { Shape } from "../data/state-shape.ts";
import { checkFeatures } from "./check-features.ts";
import { checkDistances, checkSquares } from "./check-squares.ts";
import { checkClassWeight, classTargets, rowWeights } from "./class-targets.ts";
import type { ClassTargets, ClassWeight } from "./class-targets.ts";
import { allConverged, notConverged, progressShapes } from "./iterative.ts";
import type { Iterative } from "./iterative.ts";
import { accuracyScore } from "./metrics/index.ts";
import type { Model } from "./model.ts";
import { weighedRows } from "./sample-weight.ts";
import type { WeightOptions } from "./sample-weight.ts";
import { coupleProbabilities } from "./svm/couple-probabilities.ts";
import { decide } from "./svm/decide.ts";
import { gammaFor } from "./svm/gamma-for.ts";
import type { KernelFunction } from "./svm/kernel-function.ts";
import { plattProbability } from "./svm/platt-sigmoid.ts";
import type { PlattSigmoid } from "./svm/platt-sigmoid.ts";
import { defaultSvmParams, machineOptions, svmRules } from "./svm/svm-params.ts";
import type { SvmParams } from "./svm/svm-params.ts";
import { crossFitSigmoid, trainClassifier } from "./svm/train-machine.ts";

const pairShape = record({
  first: placeIn("classes"),
  second: placeIn("classes"),
  coefficients: list(numeric, "members"),
  members: list(placeIn("support vectors"), "members"),
  intercept: numeric,
  sigmoid: nullable(record({ slope: numeric, offset: numeric })),
});

/** Each machine has a number of members of its own. */
const machineShape: Shape = (value, place) => pairShape(value, { ...place, sizes: new Map(place.sizes) });

/** What `SVC` takes, with defaults for all. */
export interface SVCParams extends SvmParams {
  /** Whether `predictProba` shall work: takes five times as long. Default false. */
  probability: boolean;
  /** "balanced", weights by label, or none (`null`, the default): C is multiplied by the weight of the row's class. */
  classWeight: ClassWeight;
  /** Of the folds by which probabilities are fitted. Default 0. */
  randomState: number;
}

/** What tells two classes apart. */
interface PairMachine {
  /** The classes by their place in `classes`; decisions above 0 are for the first. */
  readonly first: number;
  readonly second: number;
  /** Places among the support vectors, and their coefficients. */
  readonly members: readonly number[];
  readonly coefficients: readonly number[];
  readonly intercept: number;
  readonly sigmoid: PlattSigmoid | null;
}

interface SVCState {
  readonly featureNames: readonly string[];
  readonly classes: readonly Label[];
  /** The rows that are support vectors for some pair, ascending; their values; and their classes. */
  readonly support: readonly number[];
  readonly supportVectors: readonly (readonly number[])[];
  readonly supportClasses: readonly number[];
  readonly machines: readonly PairMachine[];
  readonly gamma: number;
  readonly observations: number;
  readonly nIter: number;
  readonly converged: boolean;
  readonly warnings: readonly BilingualText[];
}

/**
 * Support vector machine, scikit-learn's `SVC`: the border between two classes that leaves the widest margin, straight or, with kernel
 * "rbf", curved; for more classes one machine for each pair, which vote. Bring columns to one scale first (StandardScaler).
 *
 * Time grows with rows²; memory is the data and `cacheSize`, whatever the number of rows. Probabilities are Platt's, by five-fold
 * cross-validation as in LIBSVM; they may disagree with `predict` near the border.
 */
export class SVC extends Estimator<SVCParams, SVCState> implements Model, Iterative {
  readonly type = "SVC";
  readonly kind = "classifier";
  /** rows × classes; each row sums to 1. Only with `probability: true`. */
  readonly predictProba?: (X: Features) => Matrix;

  constructor(params: Partial<SVCParams> = {}) {
    super({ ...defaultSvmParams, probability: false, classWeight: null, randomState: 0 }, params);
    checkParameters(this.type, this.params, { ...svmRules(this.params), probability: flag, randomState: seed });
    checkClassWeight(this.params.classWeight, this.type);
    if (this.params.probability) this.predictProba = (X) => this.coupledProbabilities(X);
  }

  /**
   * @param X rows of finite numbers
   * @param y one class for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for missing or infinite values, text columns, or one class only
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const counting = weighedRows(checkFeatures(X, this.type), y, options, this.type);
    const { X: matrix, weights, kept } = counting;
    const targets = classTargets(counting.y, matrix.rows, this.type);
    checkSquares(matrix, this.type);
    checkDistances(matrix, this.type);
    const gamma = gammaFor(this.params.gamma, matrix);
    const limits = rowWeights(targets, this.params.classWeight, this.type, weights);
    limits.forEach((weight, row) => (limits[row] = weight * this.params.C));
    const trained = await this.trainPairs(matrix, targets, limits, gamma);
    const support = [...new Set(trained.flatMap(({ rows }) => rows))].sort((a, b) => a - b);
    const places = new Map(support.map((row, place) => [row, place]));
    const { nIter, converged } = allConverged(trained);
    const warnings = converged ? [] : [notConverged(nIter)];
    for (const warning of warnings) warn(this.type, warning);
    this.fitted = {
      featureNames: matrix.names,
      classes: targets.classes,
      support: support.map((row) => kept?.[row] ?? row),
      supportVectors: matrix.take(support).toArrays(),
      supportClasses: support.map((row) => targets.codes[row]!),
      machines: trained.map(({ rows, machine }) => ({ ...machine, members: rows.map((row) => places.get(row)!) })),
      gamma,
      observations: matrix.rows,
      nIter,
      converged,
      warnings,
    };
    return this;
  }

  /** The class of each row: with several, the one that wins most pairs, the first of equals. */
  predict(X: Features): Label[] {
    const { classes, machines } = this.state;
    const decisions = this.pairDecisions(X);
    return Array.from(decisions[0]!, (_, row) => {
      const votes = classes.map(() => 0);
      machines.forEach(({ first, second }, pair) => (votes[decisions[pair]![row]! > 0 ? first : second]! += 1));
      return classes[votes.indexOf(Math.max(...votes))]!;
    });
  }

  /**
   * How far each row is on the side of the second of two classes (one column). For more classes one column each, as scikit-learn's: the
   * pairs won, and less than a third of a vote for how clearly.
   */
  decisionFunction(X: Features): Matrix {
    const { classes, machines } = this.state;
    const decisions = this.pairDecisions(X);
    const rows = decisions[0]!.length;
    if (classes.length === 2) {
      return new Matrix(
        decisions[0]!.map((value) => -value),
        rows,
        1,
        [String(classes[1])],
      );
    }
    const result = new Float64Array(rows * classes.length);
    for (let row = 0; row < rows; row++) {
      const votes = new Float64Array(classes.length);
      const confidences = new Float64Array(classes.length);
      machines.forEach(({ first, second }, pair) => {
        const decision = decisions[pair]![row]!;
        votes[decision >= 0 ? first : second]! += 1;
        confidences[first]! += decision;
        confidences[second]! -= decision;
      });
      confidences.forEach((confidence, label) => {
        result[row * classes.length + label] = votes[label]! + confidence / (3 * (Math.abs(confidence) + 1));
      });
    }
    return new Matrix(result, rows, classes.length, classes.map(String));
  }

  /** Accuracy. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return accuracyScore(y, this.predict(X), options);
  }

  /** Ascending. */
  get classes(): readonly Label[] {
    return this.state.classes;
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** The rows that the border rests on. */
  get support(): readonly number[] {
    return this.state.support;
  }

  /** Their values: one line for each row of `support`. */
  get supportVectors(): readonly (readonly number[])[] {
    return this.state.supportVectors;
  }

  /** How many support vectors each class has. */
  get nSupport(): readonly number[] {
    const { classes, supportClasses } = this.state;
    return classes.map((_, code) => supportClasses.filter((other) => other === code).length);
  }

  /** What "scale" or "auto" have come to. */
  get gamma(): number {
    return this.state.gamma;
  }

  /** Steps of the longest of its machines. */
  get nIter(): number {
    return this.state.nIter;
  }

  /** Whether every machine came to an end before `maxIter`. */
  get converged(): boolean {
    return this.state.converged;
  }

  /** What was wrong with the fit; empty when all went well. */
  get warnings(): readonly BilingualText[] {
    return this.state.warnings;
  }

  /** Of kernel "linear", the weights of the features for each pair of classes; of two classes those for the second. */
  get coef(): readonly (readonly number[])[] {
    const { machines, supportVectors, classes, featureNames } = this.state;
    if (this.params.kernel !== "linear") throw new ParameterError('SVC: only kernel: "linear" has coefficients.');
    const sign = classes.length === 2 ? -1 : 1;
    return machines.map(({ members, coefficients }) =>
      featureNames.map((_, column) =>
        members.reduce((sum, member, place) => sum + sign * coefficients[place]! * supportVectors[member]![column]!, 0),
      ),
    );
  }

  /** For each pair of classes; of two classes that for the second. */
  get intercept(): readonly number[] {
    const { machines, classes } = this.state;
    return machines.map(({ intercept }) => (classes.length === 2 ? -intercept : intercept));
  }

  protected override get stateShape(): Shape {
    const parts = record({
      featureNames: columnNames,
      classes: classLabels,
      support: list(counting, "support vectors"),
      supportVectors: list(list(numeric, "columns"), "support vectors"),
      supportClasses: list(placeIn("classes"), "support vectors"),
      machines: list(machineShape),
      gamma: numeric,
      observations: counting,
      ...progressShapes,
    });
    return (state, place) => {
      parts(state, place);
      const { classes, machines } = state as SVCState;
      const pairs = (classes.length * (classes.length - 1)) / 2;
      if (machines.length !== pairs)
        damaged(place, `has ${machines.length} machines, not one for each of ${pairs} pairs`);
      if (this.params.probability && machines.some(({ sigmoid }) => sigmoid === null)) {
        damaged(place, "lacks the sigmoid of a machine, though probability is true");
      }
    };
  }

  override toString(): string {
    if (!this.isFitted) return super.toString();
    const { support, observations } = this.state;
    return `SVC (${this.params.kernel}, C = ${this.params.C}): ${support.length} of ${observations} rows are support vectors`;
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const { C, kernel } = this.params;
    const { support, observations, gamma } = this.state;
    const about = kernel === "rbf" ? `C = ${C}, gamma = ${gamma.toPrecision(4)}` : `C = ${C}`;
    const share = `${support.length} / ${observations}`;
    return bilingualTable(
      {
        en: `Support vector machine, ${kernel}, ${about}; support vectors ${share}`,
        "zh-CN": `支持向量机，${kernel === "rbf" ? "径向基核" : "线性核"}，${about}；支持向量 ${share}`,
      },
      [
        { en: "class", "zh-CN": "类别" },
        { en: "support vectors", "zh-CN": "支持向量数" },
      ],
      this.classes.map((label, code) => [String(label), String(this.nSupport[code])]),
    );
  }

  private async trainPairs(matrix: Matrix, targets: ClassTargets, limits: Float64Array, gamma: number) {
    const { probability, randomState } = this.params;
    const options = machineOptions(this.params, gamma, this.type);
    const random = createRandom(randomState);
    const trained = [];
    for (let first = 0; first < targets.classes.length; first++) {
      for (let second = first + 1; second < targets.classes.length; second++) {
        const rows = Int32Array.from(targets.codes.keys()).filter(
          (row) => targets.codes[row] === first || targets.codes[row] === second,
        );
        const signs = Float64Array.from(rows, (row) => (targets.codes[row] === first ? 1 : -1));
        const own = Float64Array.from(rows, (row) => limits[row]!);
        const points = matrix.take(rows);
        const sigmoid = probability ? await crossFitSigmoid(points, signs, own, options, random) : null;
        const { support, coefficients, intercept, nIter, converged } = await trainClassifier(
          points,
          signs,
          own,
          options,
        );
        trained.push({
          rows: Array.from(support, (place) => rows[place]!),
          machine: { first, second, coefficients: Array.from(coefficients), intercept, sigmoid },
          nIter,
          converged,
        });
      }
    }
    return trained;
  }

  private coupledProbabilities(X: Features): Matrix {
    const { classes, machines } = this.state;
    const decisions = this.pairDecisions(X);
    const rows = decisions[0]!.length;
    const result = new Float64Array(rows * classes.length);
    const pairs = new Float64Array(classes.length ** 2);
    for (let row = 0; row < rows; row++) {
      machines.forEach(({ first, second, sigmoid }, pair) => {
        // As LIBSVM: no pair is ever quite certain.
        const won = Math.min(1 - 1e-7, Math.max(1e-7, plattProbability(sigmoid!, decisions[pair]![row]!)));
        pairs[first * classes.length + second] = won;
        pairs[second * classes.length + first] = 1 - won;
      });
      const shares = classes.length === 2 ? [pairs[1]!, pairs[2]!] : coupleProbabilities(pairs, classes.length);
      result.set(shares, row * classes.length);
    }
    return new Matrix(result, rows, classes.length, classes.map(String));
  }

  /** For each pair of classes the decisions on all rows. */
  private pairDecisions(X: Features): Float64Array[] {
    const { machines, supportVectors, featureNames, gamma } = this.state;
    const matrix = checkFeatures(X, this.type, featureNames);
    const kernel: KernelFunction = { kind: this.params.kernel, gamma };
    return machines.map(({ members, coefficients, intercept }) => {
      const vectors = Float64Array.from(members.flatMap((member) => supportVectors[member]!));
      return decide(matrix, { vectors, coefficients: Float64Array.from(coefficients), intercept }, kernel);
    });
  }
}
