import { createRandom } from "../compute/index.ts";
import type { RandomGenerator } from "../compute/index.ts";
import { display, Estimator, Matrix, ParameterError } from "../data/index.ts";
import type { DisplayBundle, Features, Table } from "../data/index.ts";
import { checkFeatures, FeatureError } from "./check-features.ts";
import type { Clusterer } from "./clusterer.ts";
import { checkCount } from "./clustering/check-count.ts";
import { clusterDisplay, clusterSummary } from "./clustering/cluster-summary.ts";
import { checkInit, initialCentres } from "./clustering/initial-centres.ts";
import type { InitialCentres } from "./clustering/initial-centres.ts";
import { lloyd } from "./clustering/lloyd.ts";
import type { Partition } from "./clustering/lloyd.ts";
import { centreDistances, nearestCentres } from "./clustering/nearest-centres.ts";

export interface KMeansParams {
  /** Default 8. */
  nClusters: number;
  /** Default "k-means++". */
  init: InitialCentres;
  /** How many starts; the one with the least inertia is kept. Default "auto": 10 for "random", else 1. */
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

interface KMeansState {
  readonly featureNames: readonly string[];
  readonly clusterCenters: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly inertia: number;
  readonly nIter: number;
  readonly warnings: readonly string[];
}

/**
 * K-means, scikit-learn's `KMeans`: divides rows into `nClusters` groups so that the sum of squared distances to the means of the
 * groups is small. Distances mix columns, so bring them to one scale first (StandardScaler).
 *
 * Fitted: `clusterCenters`, `labels` (of the rows it was fitted on), `inertia` (that sum).
 */
export class KMeans extends Estimator<KMeansParams, KMeansState> implements Clusterer {
  readonly type = "KMeans";
  readonly kind = "clusterer";

  constructor(params: Partial<KMeansParams> = {}) {
    super({
      nClusters: 8,
      init: "k-means++",
      nInit: "auto",
      maxIter: 300,
      tol: 1e-4,
      randomState: 0,
      rng: "pcg32",
      ...params,
    });
    const { nClusters, init, nInit, maxIter, tol } = this.params;
    checkCount(nClusters, "nClusters", this.type);
    checkCount(maxIter, "maxIter", this.type);
    if (nInit !== "auto") checkCount(nInit, "nInit", this.type);
    checkInit(init, nClusters, this.type);
    if (!(tol >= 0)) throw new ParameterError(`KMeans: tol must not be negative, but it is ${tol}.`);
  }

  /**
   * @param X rows of finite numbers, at least as many as clusters
   * @throws FeatureError for missing or infinite values, text columns, or too few rows
   */
  async fit(X: Features): Promise<this> {
    this.fitted = undefined;
    const { type, params } = this;
    const matrix = checkFeatures(X, type);
    if (matrix.rows < params.nClusters) {
      throw new FeatureError(`${type}: ${matrix.rows} rows cannot be divided into ${params.nClusters} clusters.`);
    }
    const best = await this.bestOfStarts(matrix);
    const clusterCenters = new Matrix(best.centres, params.nClusters, matrix.columns).toArrays();
    const warnings = describeProblems(best, params.nClusters);
    for (const warning of warnings) console.warn(`${type}: ${warning}`);
    const { inertia, nIter } = best;
    const labels = Array.from(best.labels);
    this.fitted = { featureNames: matrix.names, clusterCenters, labels, inertia, nIter, warnings };
    return this;
  }

  /** The nearest centre of each row. */
  predict(X: Features): number[] {
    const { clusterCenters, featureNames } = this.state;
    return Array.from(nearestCentres(checkFeatures(X, this.type, featureNames), clusterCenters));
  }

  /** The distance of each row to each centre, rows × nClusters. */
  transform(X: Features): Matrix {
    const { clusterCenters, featureNames } = this.state;
    const matrix = checkFeatures(X, this.type, featureNames);
    const names = clusterCenters.map((_, cluster) => `cluster${cluster}`);
    return new Matrix(centreDistances(matrix, clusterCenters), matrix.rows, clusterCenters.length, names);
  }

  /** Minus the sum of squared distances to the nearest centres, so that more is better. */
  score(X: Features): number {
    const { data, rows, columns } = this.transform(X);
    let total = 0;
    for (let row = 0; row < rows; row++) total += Math.min(...data.subarray(row * columns, (row + 1) * columns)) ** 2;
    return -total;
  }

  /** One row for each cluster, columns in the order of `featureNames`. */
  get clusterCenters(): readonly (readonly number[])[] {
    return this.state.clusterCenters;
  }

  get labels(): readonly number[] {
    return this.state.labels;
  }

  /** Sum of squared distances of the rows to their centres. */
  get inertia(): number {
    return this.state.inertia;
  }

  /** Of the start that was kept. */
  get nIter(): number {
    return this.state.nIter;
  }

  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** What was wrong with the fit; empty when all went well. */
  get warnings(): readonly string[] {
    return this.state.warnings;
  }

  /** A row for each cluster: its number, how many rows it has, and its centre. */
  summary(): Table {
    return clusterSummary(this.state.labels, this.state.clusterCenters, this.featureNames);
  }

  override toString(): string {
    if (!this.isFitted) return `KMeans (not fitted) ${JSON.stringify(this.params)}`;
    return `KMeans: ${this.params.nClusters} clusters of ${this.labels.length} rows, inertia ${this.inertia.toPrecision(6)}`;
  }

  [display](): DisplayBundle {
    if (!this.isFitted) return { "text/plain": this.toString() };
    const inertia = this.inertia.toPrecision(6);
    const title = { en: `K-means, inertia ${inertia}`, "zh-CN": `K 均值聚类，簇内平方和 ${inertia}` };
    return clusterDisplay(title, this.summary());
  }

  private async bestOfStarts(matrix: Matrix): Promise<Partition> {
    const { type, params } = this;
    const { nClusters, init, maxIter } = params;
    const random = createRandom(params.randomState, params.rng);
    const starts = params.nInit === "auto" ? (init === "random" ? 10 : 1) : params.nInit;
    const tol = params.tol * meanVariance(matrix);
    let best: Partition | undefined;
    // Given centres lead to one result only.
    for (let start = 0; start < (typeof init === "string" ? starts : 1); start++) {
      const centres = await initialCentres(init, matrix, nClusters, random, type);
      const partition = await lloyd(matrix, centres, { maxIter, tol, label: type });
      if (best === undefined || partition.inertia < best.inertia) best = partition;
    }
    return best!;
  }
}

/** The population variance of the columns, averaged. */
function meanVariance(matrix: Matrix): number {
  const { data, rows, columns } = matrix;
  const means = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) means[column]! += data[row * columns + column]! / rows;
  }
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) squares += (data[row * columns + column]! - means[column]!) ** 2;
  }
  return squares / (rows * columns);
}

function describeProblems({ labels, converged, nIter }: Partition, nClusters: number): string[] {
  const used = new Set(labels).size;
  const warnings: string[] = [];
  if (used < nClusters) {
    warnings.push(`only ${used} of ${nClusters} clusters have rows: there are fewer different rows than clusters.`);
  }
  if (!converged) warnings.push(`it has not converged after ${nIter} iterations. Raise maxIter.`);
  return warnings;
}
