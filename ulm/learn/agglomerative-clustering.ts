import { dendrogram } from "../chart/dendrogram.ts";
import { withChart } from "../chart/with-chart.ts";
import { bilingualTable } from "../data/bilingual-table.ts";
import {
  checkParameters,
  display,
  Estimator,
  notNegative,
  oneOf,
  orNull,
  ParameterError,
  refuseWeights,
  Table,
  wholeNumber,
} from "../data/index.ts";
import type { DisplayBundle, Features, Labels } from "../data/index.ts";
import { columnNames, counting, damaged, list, numeric, record } from "../data/state-shape.ts";
import type { Shape } from "../data/state-shape.ts";
import { checkFeatures, FeatureError } from "./check-features.ts";
import { checkDistances, checkSquares } from "./check-squares.ts";
import type { Clusterer } from "./clusterer.ts";
import { checkCount } from "./clustering/check-count.ts";
import { cutTree } from "./hierarchy/cut-tree.ts";
import { linkRows } from "./hierarchy/link-rows.ts";
import type { Linkage } from "./hierarchy/link-rows.ts";
import type { Merge } from "./hierarchy/merge.ts";
import type { WeightOptions } from "./sample-weight.ts";

/** What `AgglomerativeClustering` takes, with defaults for all. */
export interface AgglomerativeClusteringParams {
  /** How many clusters `labels` tells apart; `null` when `distanceThreshold` decides. Default 2. */
  nClusters: number | null;
  /** Clusters at this distance or more are not merged. Default `null`: `nClusters` decides. */
  distanceThreshold: number | null;
  /** Default "ward". */
  linkage: Linkage;
}

interface AgglomerativeClusteringState {
  readonly featureNames: readonly string[];
  readonly merges: readonly Merge[];
  readonly labels: readonly number[];
}

/**
 * Hierarchical clustering, scikit-learn's `AgglomerativeClustering` with SciPy's heights: every row begins as a cluster, and the two
 * nearest are merged until one is left. Distances are Euclidean; that of two clusters is by `linkage` Ward's (the root of twice what
 * merging them adds to the squares within clusters), the mean, the greatest or the least distance of their rows.
 *
 * Takes rows² · columns time; beside the data, Ward and single linkage take memory for a few numbers a row, average and complete
 * linkage up to 224 MB.
 *
 * Fitted: `merges` is the tree, `labels` the clusters where it is cut; `cut` gives other cuts.
 */
export class AgglomerativeClustering
  extends Estimator<AgglomerativeClusteringParams, AgglomerativeClusteringState>
  implements Clusterer
{
  readonly type = "AgglomerativeClustering";
  readonly kind = "clusterer";

  constructor(params: Partial<AgglomerativeClusteringParams> = {}) {
    const isByDistance = typeof params.distanceThreshold === "number";
    super({ nClusters: isByDistance ? null : 2, distanceThreshold: null, linkage: "ward" }, params);
    checkParameters(this.type, this.params, {
      nClusters: orNull(wholeNumber(1)),
      distanceThreshold: orNull(notNegative),
      linkage: oneOf("ward", "average", "complete", "single"),
    });
    if ((this.params.nClusters === null) === (this.params.distanceThreshold === null)) {
      throw new ParameterError(`${this.type}: give nClusters or distanceThreshold, and null for the other.`);
    }
  }

  /**
   * @param X rows of finite numbers, at least two
   * @throws FeatureError for missing or infinite values, text columns, or fewer rows than clusters
   */
  async fit(X: Features, _y?: Labels | null, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    refuseWeights(options, this.type);
    const { nClusters, distanceThreshold, linkage } = this.params;
    const matrix = checkFeatures(X, this.type);
    checkSquares(matrix, this.type);
    checkDistances(matrix, this.type);
    if (matrix.rows < 2) throw new FeatureError(`${this.type} needs at least two rows.`);
    if (nClusters !== null && matrix.rows < nClusters) {
      throw new FeatureError(`${this.type}: ${matrix.rows} rows cannot be divided into ${nClusters} clusters.`);
    }
    const merges = await linkRows(matrix, linkage, this.type);
    const count = nClusters === null ? mergesBelow(merges, distanceThreshold!) : matrix.rows - nClusters;
    this.fitted = { featureNames: matrix.names, merges, labels: cutTree(merges, count) };
    return this;
  }

  /** Fits, and gives the cluster of each row. */
  async fitPredict(X: Features): Promise<number[]> {
    return [...(await this.fit(X)).labels];
  }

  /**
   * The cluster of each row when the tree is cut elsewhere; clusters are numbered in the order of their first rows.
   * @param where `nClusters`, or the distance at and above which clusters stay apart
   */
  cut(where: { nClusters: number } | { distanceThreshold: number }): number[] {
    const { merges } = this.state;
    if ("distanceThreshold" in where) return cutTree(merges, mergesBelow(merges, where.distanceThreshold));
    checkCount(where.nClusters, "nClusters", this.type);
    if (where.nClusters > merges.length + 1) {
      throw new ParameterError(`${merges.length + 1} rows cannot be divided into ${where.nClusters} clusters.`);
    }
    return cutTree(merges, merges.length + 1 - where.nClusters);
  }

  /** The cluster of each row it was fitted on: 0, 1, …, in the order of their first rows. */
  get labels(): readonly number[] {
    return this.state.labels;
  }

  /** How many clusters `labels` tells apart. */
  get nClusters(): number {
    return new Set(this.state.labels).size;
  }

  /**
   * Lowest first. Rows are clusters 0 … rows − 1; merge k joins `left` and `right` at `height` into cluster rows + k of `size` rows:
   * SciPy's linkage matrix.
   */
  get merges(): readonly Merge[] {
    return this.state.merges;
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** A row for each merge, the last and highest first: what it joins, at which height, and how many clusters there are before it. */
  summary(last = 10): Table {
    const { merges } = this.state;
    return Table.fromObjects(
      merges
        .slice(-last)
        .map((merge, index, shown) => ({ clusters: shown.length - index + 1, ...merge }))
        .reverse(),
    );
  }

  override toString(): string {
    if (!this.isFitted) return super.toString();
    const { labels } = this.state;
    return `Agglomerative clustering (${this.params.linkage}): ${this.nClusters} clusters of ${labels.length} rows`;
  }

  protected override get stateShape(): Shape {
    const parts = record({
      featureNames: columnNames,
      merges: list(record({ left: counting, right: counting, height: numeric, size: counting })),
      labels: list(counting, undefined, 1),
    });
    return (state, place) => {
      parts(state, place);
      const { merges, labels } = state as AgglomerativeClusteringState;
      if (merges.length !== labels.length - 1) damaged(place, `has ${merges.length} merges of ${labels.length} rows`);
      const known = new Set(labels.keys());
      const odd = merges.findIndex(({ left, right }, index) => {
        known.add(labels.length + index);
        return left >= right || right >= labels.length + index || !known.delete(left) || !known.delete(right);
      });
      if (odd >= 0) damaged({ ...place, path: `${place.path}.merges[${odd}]` }, "joins clusters that are not there");
    };
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const { linkage } = this.params;
    const figures = bilingualTable(
      { en: `The last merges by ${linkage} linkage`, "zh-CN": `${linkageNames[linkage]}：最后的合并` },
      [
        { en: "clusters before", "zh-CN": "合并前簇数" },
        { en: "height", "zh-CN": "高度" },
        { en: "rows merged", "zh-CN": "合并后行数" },
      ],
      this.summary()
        .rows()
        .map(({ clusters, height, size }) => [String(clusters), Number(height).toPrecision(5), String(size)]),
    );
    return withChart(dendrogram(this), figures);
  }
}

const linkageNames: Record<Linkage, string> = {
  ward: "Ward 法",
  average: "平均连接",
  complete: "全连接",
  single: "单连接",
};

function mergesBelow(merges: readonly Merge[], threshold: number): number {
  const first = merges.findIndex(({ height }) => height >= threshold);
  return first < 0 ? merges.length : first;
}
