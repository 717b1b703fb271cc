import type { PopulationStability } from "../trust/drift/population-stability.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette } from "./chart-style.ts";
import { labelsBelow } from "./labels-below.ts";

/** The share of rows in each interval or category, before and now, side by side. */
export function stabilityBins(stability: PopulationStability, options: ChartOptions = {}): Chart {
  const { bins, index, name } = stability;
  const labels = bins.map(({ bin }) => bin ?? "(missing)");
  const values = bins.flatMap(({ referenceShare, currentShare }, place) => [
    { bin: labels[place], when: "Reference", share: referenceShare },
    { bin: labels[place], when: "Current", share: currentShare },
  ]);
  const content = {
    data: { values },
    mark: { type: "bar", tooltip: true },
    encoding: {
      x: { field: "bin", type: "nominal", title: name, sort: labels, axis: labelsBelow(labels) },
      xOffset: { field: "when", type: "nominal", sort: ["Reference", "Current"] },
      y: { field: "share", type: "quantitative", title: "Share", axis: { format: ".0%" } },
      color: {
        field: "when",
        type: "nominal",
        title: null,
        legend: { symbolStrokeWidth: 0 },
        scale: { domain: ["Reference", "Current"], range: palette.slice(0, 2) },
      },
    },
  };
  const subtitle = `PSI ${index.toFixed(3)}`;
  const description = `Shares of rows by ${name}, ${bins.length} bins, before and now; ${subtitle}.`;
  const reading = {
    en: "Where both bars are as high nothing has changed; a PSI from 0.1 on is moderate, from 0.25 on large",
    "zh-CN": "两柱等高处没有变化；PSI 达 0.1 为中等变化，达 0.25 为较大变化",
  };
  const texts = { "zh-CN": chinese };
  return buildChart({ content, title: "Before and now", subtitle, reading, description, texts }, options);
}

const chinese = {
  "Before and now": "基准与当前分布",
  Reference: "基准",
  Current: "当前",
  Share: "比例",
  "(missing)": "（缺失）",
};
