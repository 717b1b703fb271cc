import type { Funnel } from "../behave/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette } from "./chart-style.ts";

/** How many come to each step, as bars from the first to the last, with the share of the step before. */
export function funnel(found: Funnel, options: ChartOptions = {}): Chart {
  const values = found.steps.map(({ step, count, ofPrevious, ofFirst }, index) => ({
    step: String(step),
    count,
    ofPrevious: ofPrevious.value,
    ofFirst: ofFirst.value,
    label: index === 0 || ofPrevious.value === null ? "" : `${(100 * ofPrevious.value).toFixed(1)} %`,
  }));
  const y = {
    field: "step",
    type: "nominal",
    title: null,
    sort: values.map(({ step }) => step),
    axis: { labelLimit: 240 },
  };
  const x = { field: "count", type: "quantitative", title: "Came this far" };
  const content = {
    data: { values },
    height: options.height ?? { step: 40 },
    encoding: { y, x },
    layer: [
      {
        mark: { type: "bar", color: palette[0] },
        encoding: {
          tooltip: [
            { field: "count", type: "quantitative", title: "Came this far", format: ",d" },
            { field: "ofPrevious", type: "quantitative", title: "Of the step before", format: ".1%" },
            { field: "ofFirst", type: "quantitative", title: "Of the first step", format: ".1%" },
          ],
        },
      },
      {
        mark: { type: "text", align: "left", dx: 6, color: "#888888" },
        encoding: { text: { field: "label", type: "nominal" } },
      },
    ],
  };
  const share = found.conversion.value === null ? "none" : `${(100 * found.conversion.value).toFixed(1)} %`;
  const description = `Funnel of ${values.length} steps; ${share} of those who take the first take the last.`;
  return buildChart({ content, title: "Funnel", description, texts: { "zh-CN": chinese } }, options);
}

const chinese = {
  Funnel: "转化漏斗",
  "Came this far": "到达人数",
  "Of the step before": "占上一步",
  "Of the first step": "占第一步",
};
