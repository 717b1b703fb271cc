import { addBlocks, createRandom, sumColumns, withKernels } from "../../compute/index.ts";
import type { RandomGenerator } from "../../compute/index.ts";
import {
  checkParameters,
  display,
  Estimator,
  Matrix,
  notNegative,
  oneOf,
  seed,
  wholeNumber,
  warn,
} from "../../data/index.ts";
import type { BilingualText, DisplayBundle, Features, Labels, Table } from "../../data/index.ts";
import { columnNames, list, numeric, placeIn, record } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { checkFeatures, checkFinite, featureMatrix, FeatureError } from "../check-features.ts";
import { checkDistances, checkSquares } from "../check-squares.ts";
import type { Clusterer } from "../clusterer.ts";
import { notConverged, progressShapes } from "../iterative.ts";
import type { Iterative } from "../iterative.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkCount } from "./check-count.ts";
import { clusterDisplay, clusterSummary } from "./cluster-summary.ts";
import { checkInit, initialCentres } from "./initial-centres.ts";
import type { InitialCentres } from "./initial-centres.ts";
import { kernelPoints } from "./kernel-points.ts";
import type { KernelPoints } from "./kernel-points.ts";
import { centreDistances, nearestCentres } from "./nearest-centres.ts";
import type { Partition } from "./partition.ts";

/** What `KMeans` and `KMedians` take, with defaults for all. */
export interface CentreClustererParams {
  /** Default 8. */
  nClusters: number;
  /** Default "k-means++". */
  init: InitialCentres;
  /** How many starts; the best is kept. Default "auto": 10 for "random", else 1. */
  nInit: number | "auto";
  /** Default 300. */
  maxIter: number;
  /** Stop when the squared movements of the centres sum to less than this share of the mean variance of the columns. Default 1e-4. */
  tol: number;
  /** Default 0. */
  randomState: number;
  /** "numpy" draws scikit-learn's first centres. Default "pcg32". */
  rng: RandomGenerator;
}

interface CentreClustererState {
  readonly featureNames: readonly string[];
  readonly clusterCenters: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly cost: number;
  readonly nIter: number;
  readonly converged: boolean;
  readonly warnings: readonly BilingualText[];
}

/** What divides rows among centres, each row to the nearest: starts several times, and keeps the division that costs least. */
export abstract class CentreClusterer
  extends Estimator<CentreClustererParams, CentreClustererState>
  implements Clusterer, Iterative
{
  readonly kind = "clusterer";

  constructor(params: Partial<CentreClustererParams> = {}) {
    super(
      {
        nClusters: 8,
        init: "k-means++",
        nInit: "auto",
        maxIter: 300,
        tol: 1e-4,
        randomState: 0,
        rng: "pcg32",
      },
      params,
    );
  }

  /**
   * @param X rows of finite numbers, at least as many as clusters
   * @param _y ignored, so that clusterers may end pipelines
   * @param options.sampleWeight how much each row counts; rows of weight 0 get labels only. Default all alike
   * @throws FeatureError for missing or infinite values, text columns, or too few rows
   */
  async fit(X: Features, _y?: Labels | null, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { type, params } = this;
    const all = options.sampleWeight === undefined ? featureMatrix(X, type) : checkFeatures(X, type);
    const { X: matrix, weights, kept } = weighedRows(all, new Float64Array(all.rows), options, type);
    if (matrix.rows < params.nClusters) {
      throw new FeatureError(`${type}: ${matrix.rows} rows cannot be divided into ${params.nClusters} clusters.`);
    }
    const { labels, centres, cost, nIter, converged } = await withKernels(type, (kernels) =>
      this.bestOfStarts(kernelPoints(matrix, kernels, params.nClusters, weights)),
    );
    const warnings = describeProblems(labels, params.nClusters, converged, nIter);
    for (const warning of warnings) warn(type, warning);
    const clusterCenters = new Matrix(centres, params.nClusters, matrix.columns).toArrays();
    this.fitted = {
      featureNames: matrix.names,
      clusterCenters,
      labels: toNumbers(kept === undefined ? labels : nearestCentres(all, clusterCenters)),
      cost,
      nIter,
      converged,
      warnings,
    };
    return this;
  }

  /** Fits, and gives the cluster of each row. */
  async fitPredict(X: Features): Promise<number[]> {
    return [...(await this.fit(X)).labels];
  }

  /** The nearest centre of each row. */
  predict(X: Features): number[] {
    return Array.from(nearestCentres(this.check(X), this.state.clusterCenters));
  }

  /** The distance of each row to each centre, rows × nClusters. */
  transform(X: Features): Matrix {
    const matrix = this.check(X);
    const { clusterCenters } = this.state;
    const names = clusterCenters.map((_, cluster) => `cluster${cluster}`);
    return new Matrix(centreDistances(matrix, clusterCenters), matrix.rows, clusterCenters.length, names);
  }

  /** One row for each cluster, columns in the order of `featureNames`. */
  get clusterCenters(): readonly (readonly number[])[] {
    return this.state.clusterCenters;
  }

  /** The cluster of each row it was fitted on: the number of the nearest centre, from 0. */
  get labels(): readonly number[] {
    return this.state.labels;
  }

  /** Rounds of the start that was kept. */
  get nIter(): number {
    return this.state.nIter;
  }

  /** Whether the start that was kept came to an end before `maxIter`. */
  get converged(): boolean {
    return this.state.converged;
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** What was wrong with the fit; empty when all went well. */
  get warnings(): readonly BilingualText[] {
    return this.state.warnings;
  }

  /** A row for each cluster: its number, how many rows it has, and its centre. */
  summary(): Table {
    return clusterSummary(this.state.labels, this.state.clusterCenters, this.featureNames);
  }

  override toString(): string {
    if (!this.isFitted) return super.toString();
    return `${this.title.en}: ${this.params.nClusters} clusters of ${this.labels.length} rows`;
  }

  protected override get stateShape(): Shape {
    return record({
      featureNames: columnNames,
      clusterCenters: list(list(numeric, "columns"), "clusters", 1),
      labels: list(placeIn("clusters")),
      cost: numeric,
      ...progressShapes,
    });
  }

  override [display](): DisplayBundle {
    return this.isFitted ? clusterDisplay(this.title, this.summary()) : super[display]();
  }

  /** The method and what its result costs. */
  protected abstract readonly title: BilingualText;

  /** Divides the rows, starting from the given centres (nClusters × columns). @param tol in squared units of the data */
  protected abstract partition(rows: KernelPoints, initial: Float64Array, tol: number): Promise<Partition>;

  /** @throws FeatureError for columns it was not fitted on, and values that have no square */
  protected check(X: Features): Matrix {
    const matrix = checkFeatures(X, this.type, this.state.featureNames);
    checkSquares(matrix, this.type);
    return matrix;
  }

  private async bestOfStarts(rows: KernelPoints): Promise<Partition> {
    const { nClusters, init, nInit, tol, randomState, rng } = this.params;
    const random = createRandom(randomState, rng);
    const starts = nInit === "auto" ? (init === "random" ? 10 : 1) : nInit;
    const movement = tol * (await this.meanVariance(rows));
    let best: Partition | undefined;
    // Given centres lead to one result only.
    for (let start = 0; start < (typeof init === "string" ? starts : 1); start++) {
      const centres = await initialCentres(init, rows, nClusters, random, this.type);
      const partition = await this.partition(rows, centres, movement);
      if (best === undefined || partition.cost < best.cost) best = partition;
    }
    return best!;
  }

  /**
   * The population variance of the columns, averaged: in one pass, around the mean of the first block, which is at most eight standard
   * deviations off because one row in 64 or more is in it. What is not finite, or has no square, stays in the sums.
   */
  private async meanVariance({ matrix, kernels, points, work }: KernelPoints): Promise<number> {
    const { rows, columns } = matrix;
    const sums = kernels.float64(Math.ceil(rows / work.block) * columns);
    const squares = kernels.float64(sums.length);
    const centre = kernels.float64(columns);
    const args = [points, centre, sums, squares, columns, work.block] as const;
    const sample = Math.min(rows, work.block);
    kernels.call(sumColumns, args, 0, sample);
    for (let column = 0; column < columns; column++) centre[column] = sums[column]! / sample;
    sums.fill(0);
    squares.fill(0);
    await kernels.run(sumColumns, args, work);
    const means = addBlocks(sums, columns).map((sum) => sum / rows);
    const total = addBlocks(squares, columns).reduce((all, square) => all + square, 0);
    if (!(total < largestTotal)) {
      checkFinite(matrix, this.type);
      checkSquares(matrix, this.type);
    }
    if (total < smallestTotal) checkDistances(matrix, this.type);
    return Math.max(0, total / (rows * columns) - means.reduce((all, mean) => all + mean * mean, 0) / columns);
  }
}

/** Only numbers beyond what `checkSquares` permits, or very many, add up to more. */
const largestTotal = 1e298;
/** Numbers that `checkDistances` permits add up to more. */
const smallestTotal = 1e-298;

/** @throws ParameterError naming the parameter that makes no sense */
export function checkCentreParams(params: CentreClustererParams, type: string): void {
  checkParameters(type, params, {
    nClusters: wholeNumber(1),
    maxIter: wholeNumber(1),
    tol: notNegative,
    randomState: seed,
    rng: oneOf("pcg32", "numpy"),
  });
  if (params.nInit !== "auto") checkCount(params.nInit, "nInit", type);
  checkInit(params.init, params.nClusters, type);
}

const moreTolerant = { en: "or tol", "zh-CN": "或 tol" };

function describeProblems(labels: Int32Array, nClusters: number, converged: boolean, nIter: number): BilingualText[] {
  const isUsed = new Uint8Array(nClusters);
  for (let row = 0; row < labels.length; row++) isUsed[labels[row]!] = 1;
  const used = isUsed.reduce((count, flag) => count + flag, 0);
  const warnings: BilingualText[] = [];
  if (used < nClusters) {
    warnings.push({
      en: `only ${used} of ${nClusters} clusters have rows: there are fewer different rows than clusters.`,
      "zh-CN": `${nClusters} 个簇中只有 ${used} 个含有数据行：互不相同的行少于簇数。`,
    });
  }
  if (!converged) warnings.push(notConverged(nIter, moreTolerant));
  return warnings;
}

/** `Array.from` would ask an iterator for each, which takes ten times as long. */
function toNumbers(labels: Int32Array): number[] {
  const numbers = new Array<number>(labels.length);
  for (let row = 0; row < labels.length; row++) numbers[row] = labels[row]!;
  return numbers;
}
