import type { GainCurve } from "../learn/metrics/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { referenceStyle } from "./chart-style.ts";
import { curveColour, namedCurves, unitScale } from "./curve-layers.ts";
import { thinPoints } from "./thin-points.ts";

/**
 * Cumulative gain: which share of all positives is reached by contacting which share of customers, the highest scores first, with the
 * diagonal of contacting at random.
 * @param curves one curve of `ulm.learn.gainCurve`, or several by name
 */
export function gainCurve(curves: GainCurve | Readonly<Record<string, GainCurve>>, options: ChartOptions = {}): Chart {
  const named = namedCurves(curves, isGainCurve);
  const values = named.flatMap(([curve, { contacted, found }]) =>
    thinPoints(contacted.length).map((order) => ({
      ...{ curve, order, contacted: contacted[order], found: found[order] },
    })),
  );
  const percent = { format: ".0%" };
  const encoding = {
    x: { field: "contacted", type: "quantitative", title: "Share contacted", scale: unitScale, axis: percent },
    y: { field: "found", type: "quantitative", title: "Share of positives found", scale: unitScale, axis: percent },
  };
  const diagonal = [
    { contacted: 0, found: 0 },
    { contacted: 1, found: 1 },
  ];
  const content = {
    layer: [
      { data: { values: diagonal }, mark: { type: "line", ...referenceStyle }, encoding },
      {
        data: { values },
        mark: { type: "line", tooltip: true },
        encoding: {
          ...encoding,
          order: { field: "order", type: "quantitative" },
          color: curveColour(named.map(([name]) => name)),
          tooltip: [
            { field: "contacted", type: "quantitative", title: "Share contacted", format: ".1%" },
            { field: "found", type: "quantitative", title: "Share of positives found", format: ".1%" },
          ],
        },
      },
    ],
  };
  const description = "Cumulative gain: share of positives found against share of customers contacted, best first.";
  const reading = {
    en: "Positives found by contacting the highest scores first; dashed: at random",
    "zh-CN": "从得分最高者开始触达能找到多少正例；虚线为随机触达",
  };
  return buildChart({ content, title: "Cumulative gain", reading, description, texts: { "zh-CN": chinese } }, options);
}

export function isGainCurve(value: object): value is GainCurve {
  return "contacted" in value;
}

const chinese = {
  "Cumulative gain": "累积增益",
  "Share contacted": "触达比例",
  "Share of positives found": "找到的正例比例",
};
