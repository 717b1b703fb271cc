import type { ElbowCurve } from "../learn/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { chartSize, palette, referenceStyle } from "./chart-style.ts";

/** Inertia by number of clusters with its bend marked, and below it, where it was taken, the silhouette. */
export function elbowCurve(curve: ElbowCurve, options: ChartOptions = {}): Chart {
  const { bend, bestSilhouette } = curve;
  const values = curve.points.map((point) => ({ ...point }));
  const width = options.width ?? chartSize.width;
  const height = options.height ?? 180;
  const inertia = { width, height, ...panel(values, "inertia", "Inertia", bend) };
  const silhouette = { width, height, ...panel(values, "silhouette", "Silhouette", bestSilhouette) };
  const content = { vconcat: bestSilhouette === null ? [inertia] : [inertia, silhouette] };
  const description = `Inertia of k-means for ${values.length} numbers of clusters; the curve bends at ${bend}.`;
  return buildChart({ content, title: "Elbow curve", description, texts: { "zh-CN": chinese } }, options);
}

function panel(values: readonly { nClusters: number }[], field: string, title: string, marked: number | null): object {
  const [first, last] = [values[0]?.nClusters, values.at(-1)?.nClusters];
  const clusters = {
    field: "nClusters",
    type: "quantitative",
    title: "Clusters",
    scale: { domain: [first, last], nice: false },
  };
  const x = { ...clusters, axis: { tickMinStep: 1 } };
  const y = { field, type: "quantitative", title, scale: { zero: field === "inertia" } };
  return {
    layer: [
      { data: { values: [{ nClusters: marked }] }, mark: { type: "rule", ...referenceStyle }, encoding: { x } },
      {
        data: { values },
        transform: [{ filter: `isValid(datum.${field})` }],
        mark: { type: "line", point: { filled: true, size: 50, color: palette[0] }, color: palette[0], tooltip: true },
        encoding: { x, y },
      },
    ],
  };
}

const chinese = {
  "Elbow curve": "肘部曲线",
  Clusters: "簇数",
  Inertia: "簇内平方和",
  Silhouette: "轮廓系数",
};
