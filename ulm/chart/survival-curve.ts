import type { KaplanMeierFitter } from "../value/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette } from "./chart-style.ts";
import { curveColour, namedCurves, unitScale } from "./curve-layers.ts";

/**
 * The share of customers who are still there, over time, with its interval.
 * @param curves one fitted `KaplanMeierFitter`, or several by name, such as one for each channel
 */
export function survivalCurve(
  curves: KaplanMeierFitter | Readonly<Record<string, KaplanMeierFitter>>,
  options: ChartOptions = {},
): Chart {
  const named = namedCurves(curves, (value): value is KaplanMeierFitter => "survivalFunction" in value);
  const values = named.flatMap(([curve, model]) =>
    model.survivalFunction
      .rows()
      .map(({ time, survival, lower, upper, atRisk }) => ({ curve, time, survival, lower, upper, atRisk })),
  );
  const x = { field: "time", type: "quantitative", title: "Time", scale: { nice: false } };
  const y = { type: "quantitative", title: "Still there", scale: unitScale };
  const color = curveColour(named.map(([name]) => name));
  const content = {
    data: { values },
    encoding: { x, color },
    layer: [
      {
        mark: {
          type: "area",
          interpolate: "step-after",
          opacity: 0.18,
          ...(named.length === 1 ? { color: palette[0] } : {}),
        },
        encoding: { y: { field: "lower", ...y }, y2: { field: "upper" } },
      },
      {
        mark: { type: "line", interpolate: "step-after" },
        encoding: {
          y: { field: "survival", ...y },
          tooltip: [
            { field: "time", type: "quantitative", title: "Time" },
            { field: "survival", type: "quantitative", title: "Still there", format: ".3f" },
            { field: "atRisk", type: "quantitative", title: "At risk", format: ",.9~g" },
          ],
        },
      },
    ],
  };
  const medians = named
    .map(([name, model]) => `${name === "" ? "" : `${name} `}${model.medianSurvivalTime}`)
    .join(", ");
  const description = `Kaplan–Meier curve of customers who are still there; median time ${medians}.`;
  return buildChart({ content, title: "How long customers stay", description, texts: { "zh-CN": chinese } }, options);
}

const chinese = {
  "How long customers stay": "顾客留存曲线",
  Time: "时间",
  "Still there": "留存比例",
  "At risk": "观测人数",
};
