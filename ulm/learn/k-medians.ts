import type { BilingualText } from "../data/index.ts";
import { alternateMedians } from "./clustering/alternate-medians.ts";
import { CentreClusterer, checkCentreParams } from "./clustering/centre-clusterer.ts";
import type { CentreClustererParams } from "./clustering/centre-clusterer.ts";
import type { KernelPoints } from "./clustering/kernel-points.ts";
import type { Partition } from "./clustering/partition.ts";

/** What `KMedians` takes, with defaults for all. */
export type KMediansParams = CentreClustererParams;

/**
 * Like `KMeans`, but makes the sum of distances small instead of the sum of their squares: centres are geometric medians, which a few
 * far-away rows cannot drag along. Σ min ‖x − μ‖ without the square is this aim, not that of k-means; `clusterCosts` compares both:
 *
 *     const orders = [[0], [0], [0], [0], [10], [10], [10], [26]];
 *     const means = await new KMeans({ nClusters: 2, nInit: 10 }).fit(orders);       // {0, 0, 0, 0, 10, 10, 10}, {26}
 *     const medians = await new KMedians({ nClusters: 2, nInit: 10 }).fit(orders);   // {0, 0, 0, 0}, {10, 10, 10, 26}
 *     clusterCosts(orders, means.clusterCenters);     // distances 34.3, squaredDistances 171.4
 *     clusterCosts(orders, medians.clusterCenters);   // distances 16, squaredDistances 256
 *
 * Fitted: `clusterCenters`, `labels` (of the rows it was fitted on), `cost` (that sum).
 */
export class KMedians extends CentreClusterer {
  readonly type = "KMedians";

  constructor(params: Partial<KMediansParams> = {}) {
    super(params);
    checkCentreParams(this.params, this.type);
  }

  /** Sum of distances of the rows to their centres, times their weights. */
  get cost(): number {
    return this.state.cost;
  }

  protected get title(): BilingualText {
    const cost = this.cost.toPrecision(6);
    return { en: `K-medians, sum of distances ${cost}`, "zh-CN": `K 中位数聚类，距离之和 ${cost}` };
  }

  protected partition(rows: KernelPoints, initial: Float64Array): Promise<Partition> {
    return alternateMedians(rows, initial, this.params.maxIter, this.type);
  }
}
