import type { BilingualText, Features } from "../data/index.ts";
import { clusterCosts } from "./clustering/cluster-costs.ts";
import { CentreClusterer, checkCentreParams } from "./clustering/centre-clusterer.ts";
import type { CentreClustererParams } from "./clustering/centre-clusterer.ts";
import type { KernelPoints } from "./clustering/kernel-points.ts";
import { lloyd } from "./clustering/lloyd.ts";
import type { Partition } from "./clustering/partition.ts";

/** What `KMeans` takes, with defaults for all. */
export type KMeansParams = CentreClustererParams;

/**
 * K-means, scikit-learn's `KMeans`: divides rows into `nClusters` groups so that the sum of squared distances to the means of the
 * groups is small. Distances mix columns, so bring them to one scale first (StandardScaler).
 *
 * Fitted: `clusterCenters`, `labels` (of the rows it was fitted on), `inertia` (that sum).
 */
export class KMeans extends CentreClusterer {
  readonly type = "KMeans";

  constructor(params: Partial<KMeansParams> = {}) {
    super(params);
    checkCentreParams(this.params, this.type);
  }

  /** Sum of squared distances of the rows to their centres, times their weights. */
  get inertia(): number {
    return this.state.cost;
  }

  /** Minus the sum of squared distances of the rows to the nearest centres, so that more is better. */
  score(X: Features): number {
    return -clusterCosts(this.check(X), this.clusterCenters).squaredDistances;
  }

  protected get title(): BilingualText {
    const inertia = this.inertia.toPrecision(6);
    return { en: `K-means, inertia ${inertia}`, "zh-CN": `K 均值聚类，簇内平方和 ${inertia}` };
  }

  protected partition(rows: KernelPoints, initial: Float64Array, tol: number): Promise<Partition> {
    return lloyd(rows, initial, { maxIter: this.params.maxIter, tol, label: this.type });
  }
}
