import { elbowCurve as drawElbow } from "../chart/elbow-curve.ts";
import { withChart } from "../chart/with-chart.ts";
import { checkpoint } from "../compute/index.ts";
import { bilingualTable } from "../data/bilingual-table.ts";
import { display, gatherWarnings, ParameterError, Table } from "../data/index.ts";
import type { DisplayBundle, Features, Matrix } from "../data/index.ts";
import { checkFeatures } from "./check-features.ts";
import { KMeans } from "./k-means.ts";
import type { KMeansParams } from "./k-means.ts";
import { silhouetteScore } from "./metrics/silhouette.ts";

/** What is tried, and the parameters of `KMeans`. */
export interface ElbowOptions extends Partial<Omit<KMeansParams, "nClusters" | "init">> {
  /** The numbers of clusters to try, ascending. Default 1 … 10. */
  nClusters?: readonly number[];
  /** Judge each by this many rows' silhouette as well; 0 leaves it out. Default 2000. */
  silhouetteSample?: number;
}

interface ElbowPoint {
  readonly nClusters: number;
  readonly inertia: number;
  /** Mean silhouette; `null` for one cluster, or when it was left out. */
  readonly silhouette: number | null;
}

/** How k-means does with different numbers of clusters. */
export class ElbowCurve {
  /** One for each number of clusters, ascending. */
  readonly points: readonly ElbowPoint[];

  constructor(points: readonly ElbowPoint[]) {
    this.points = points;
  }

  /**
   * The number of clusters where the curve of inertia bends most: the point farthest below the line from its first to its last
   * point, both axes scaled to 1 (V. Satopää et al., "Finding a kneedle in a haystack", 2011). A hint, not a proof.
   */
  get bend(): number {
    const first = this.points[0]!;
    const last = this.points.at(-1)!;
    const below = this.points.map(({ nClusters, inertia }) => {
      const across = (nClusters - first.nClusters) / (last.nClusters - first.nClusters);
      const down = (first.inertia - inertia) / (first.inertia - last.inertia);
      return down - across;
    });
    const most = below.reduce((best, depth, index) => (depth > below[best]! ? index : best), 0);
    return this.points[most]!.nClusters;
  }

  /** The number of clusters with the best silhouette; `null` when it was left out. */
  get bestSilhouette(): number | null {
    const judged = this.points.filter(({ silhouette }) => silhouette !== null);
    if (judged.length === 0) return null;
    return judged.reduce((best, point) => (point.silhouette! > best.silhouette! ? point : best)).nClusters;
  }

  /** One row for each number of clusters: `nClusters`, `inertia`, `silhouette`. */
  toTable(): Table {
    return Table.fromObjects(this.points.map((point) => ({ ...point })));
  }

  toString(): string {
    return `Elbow at ${this.bend} clusters; best silhouette at ${this.bestSilhouette ?? "–"}`;
  }

  [display](): DisplayBundle {
    const figures = bilingualTable(
      {
        en: `Elbow at ${this.bend} clusters, best silhouette at ${this.bestSilhouette ?? "–"}`,
        "zh-CN": `肘部在 ${this.bend} 个簇，轮廓系数最佳为 ${this.bestSilhouette ?? "–"} 个簇`,
      },
      [
        { en: "clusters", "zh-CN": "簇数" },
        { en: "inertia", "zh-CN": "簇内平方和" },
        { en: "silhouette", "zh-CN": "轮廓系数" },
      ],
      this.points.map(({ nClusters, inertia, silhouette }) => [
        String(nClusters),
        inertia.toPrecision(6),
        silhouette?.toFixed(3) ?? "–",
      ]),
    );
    return withChart(drawElbow(this), figures);
  }
}

/**
 * Fits k-means with each number of clusters: where more clusters stop paying, the curve of inertia bends.
 * `await elbowCurve(X, { nClusters: [2, 3, 4, 5, 6] })`; all other options are those of `KMeans`.
 * @throws ParameterError unless there are at least two numbers, ascending
 */
export async function elbowCurve(X: Features, options: ElbowOptions = {}): Promise<ElbowCurve> {
  const { nClusters = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], silhouetteSample = 2000, ...params } = options;
  if (nClusters.length < 2 || nClusters.some((count, index) => index > 0 && count <= nClusters[index - 1]!)) {
    throw new ParameterError(
      `elbowCurve: nClusters must be at least two ascending numbers, not ${nClusters.join(", ")}.`,
    );
  }
  const matrix = checkFeatures(X, "elbowCurve");
  return new ElbowCurve(await gatherWarnings(() => fitEach(matrix, nClusters, silhouetteSample, params)));
}

async function fitEach(
  matrix: Matrix,
  nClusters: readonly number[],
  silhouetteSample: number,
  params: Partial<KMeansParams>,
): Promise<ElbowPoint[]> {
  const points: ElbowPoint[] = [];
  for (const [index, count] of nClusters.entries()) {
    await checkpoint(index, nClusters.length, "Elbow curve");
    const { labels, inertia } = await new KMeans({ ...params, nClusters: count }).fit(matrix);
    const isJudged = silhouetteSample > 0 && new Set(labels).size > 1 && count < matrix.rows;
    const sample = { sampleSize: silhouetteSample, randomState: params.randomState };
    const silhouette = isJudged ? await silhouetteScore(matrix, labels, sample) : null;
    points.push({ nClusters: count, inertia, silhouette });
  }
  return points;
}
