import type { Labels } from "../data/index.ts";
import { toLabels, uniqueLabels } from "../data/labels.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette, referenceStyle } from "./chart-style.ts";

/** Bars beyond this many are not told apart any more; then every so many rows have one. */
const mostBars = 400;

/**
 * The silhouette of each row as a bar, by cluster and longest first, with the mean as a line: good clusters are broad and all reach the
 * mean; bars to the left of 0 are rows in the wrong cluster.
 * @param samples of `ulm.learn.silhouetteSamples`
 * @param labels the cluster of each row
 */
export function silhouette(samples: ArrayLike<number>, labels: Labels, options: ChartOptions = {}): Chart {
  const clusters = toLabels(labels, "labels");
  const names = uniqueLabels(clusters);
  const mean = Array.from(samples).reduce((sum, value) => sum + value, 0) / samples.length;
  const sorted = names.flatMap((name) =>
    Array.from(samples, (value, row) => ({ silhouette: value, cluster: clusters[row]! }))
      .filter(({ cluster }) => cluster === name)
      .sort((a, b) => b.silhouette - a.silhouette),
  );
  const step = Math.max(1, Math.ceil(sorted.length / mostBars));
  const values = sorted
    .map((bar, rank) => ({ ...bar, cluster: String(bar.cluster), rank, rankEnd: rank + step }))
    .filter(({ rank }) => rank % step === 0);
  const x = { field: "silhouette", type: "quantitative", title: "Silhouette" };
  const ofCluster = {
    ...{ field: "cluster", type: "nominal", title: "Cluster", sort: names.map(String) },
    scale: { range: palette },
  };
  const content = {
    layer: [
      {
        data: { values },
        mark: { type: "rect", strokeWidth: 0.7, tooltip: true },
        encoding: {
          x,
          x2: { datum: 0 },
          y: { field: "rank", type: "quantitative", axis: null, scale: { reverse: true, nice: false } },
          y2: { field: "rankEnd" },
          color: ofCluster,
          // Without an outline of their own, bars that end within a pixel leave stripes.
          stroke: ofCluster,
        },
      },
      { data: { values: [{ silhouette: mean }] }, mark: { type: "rule", ...referenceStyle }, encoding: { x } },
    ],
  };
  const description = `Silhouettes of ${samples.length} rows in ${names.length} clusters, mean ${mean.toFixed(3)}.`;
  return buildChart({ content, title: "Silhouettes", description, texts: { "zh-CN": chinese } }, options);
}

const chinese = { Silhouettes: "轮廓图", Silhouette: "轮廓系数", Cluster: "簇" };
