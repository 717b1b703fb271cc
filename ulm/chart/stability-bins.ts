import type { PopulationStability } from "../trust/drift/population-stability.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette } from "./chart-style.ts";

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
      x: { field: "bin", type: "nominal", title: name, sort: labels, axis: { labelAngle: -40, labelLimit: 120 } },
      xOffset: { field: "when", type: "nominal", sort: ["Reference", "Current"] },
      y: { field: "share", type: "quantitative", title: "Share", axis: { format: ".0%" } },
      color: {
        field: "when",
        type: "nominal",
        title: null,
        scale: { domain: ["Reference", "Current"], range: palette.slice(0, 2) },
      },
    },
  };
  const subtitle = `PSI ${index.toFixed(3)}`;
  const description = `Shares of rows by ${name}, ${bins.length} bins, before and now; ${subtitle}.`;
  return buildChart({ content, title: "Before and now", subtitle, description, texts: { "zh-CN": chinese } }, options);
}

const chinese = {
  "Before and now": "基准与当前分布",
  Reference: "基准",
  Current: "当前",
  Share: "比例",
  "(missing)": "（缺失）",
};
