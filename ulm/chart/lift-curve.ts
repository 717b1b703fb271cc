import type { GainCurve } from "../learn/metrics/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { referenceStyle } from "./chart-style.ts";
import { curveColour, namedCurves, unitScale } from "./curve-layers.ts";
import { thinPoints } from "./thin-points.ts";
import { isGainCurve } from "./gain-curve.ts";

/** With fewer rows lift is mostly noise: the curve starts at this share. */
const smallestShare = 0.01;

/**
 * Lift: how many times more positives than average there are among the customers with the highest scores.
 * @param curves one curve of `ulm.learn.gainCurve`, or several by name
 */
export function liftCurve(curves: GainCurve | Readonly<Record<string, GainCurve>>, options: ChartOptions = {}): Chart {
  const named = namedCurves(curves, isGainCurve);
  const values = named.flatMap(([curve, { contacted, lift }]) =>
    thinPoints(lift.length)
      .map((order) => ({ curve, order, contacted: contacted[order + 1]!, lift: lift[order] }))
      .filter((point) => point.contacted >= smallestShare),
  );
  const y = { field: "lift", type: "quantitative", title: "Lift" };
  const content = {
    layer: [
      { data: { values: [{ lift: 1 }] }, mark: { type: "rule", ...referenceStyle }, encoding: { y } },
      {
        data: { values },
        mark: { type: "line", tooltip: true },
        encoding: {
          x: {
            field: "contacted",
            type: "quantitative",
            title: "Share contacted",
            scale: unitScale,
            axis: { format: ".0%" },
          },
          y,
          order: { field: "order", type: "quantitative" },
          color: curveColour(named.map(([name]) => name)),
          tooltip: [
            { field: "contacted", type: "quantitative", title: "Share contacted", format: ".1%" },
            { field: "lift", type: "quantitative", title: "Lift", format: ".2f" },
          ],
        },
      },
    ],
  };
  const description = "Lift: positives among the customers contacted, as a multiple of the average, best first.";
  const reading = {
    en: "Positives among the highest scores, as a multiple of the average; dashed: drawn at random",
    "zh-CN": "得分最高的人群中，正例密度是平均水平的几倍；虚线为随机抽取",
  };
  return buildChart({ content, title: "Lift", reading, description, texts: { "zh-CN": chinese } }, options);
}

const chinese = { Lift: "提升度", "Share contacted": "触达比例" };
