import { periodKinds } from "../behave/time/period-kinds.ts";
import type { TimeProfile } from "../behave/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart, VegaLiteSpec } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette, referenceStyle } from "./chart-style.ts";

/** When things happen: bars with intervals around 1, the usual rate; for hours of the week a heat map of days and hours. */
export function timeProfile(profile: TimeProfile, options: ChartOptions = {}): Chart {
  const { title, head, labels } = periodKinds[profile.by];
  const translated = Object.fromEntries([title, head, ...labels].map((text) => [text.en, text["zh-CN"]]));
  const texts = { "zh-CN": { ...translated, ...chinese, ...Object.fromEntries(weekdayNames) } };
  const busiest = profile.periods.reduce((best, period) => ((period.index ?? 0) > (best.index ?? 0) ? period : best));
  const description = `${title.en}: events against the usual rate of 1; busiest ${busiest.label.en} (${busiest.index?.toFixed(2)}).`;
  const content = profile.by === "hourOfWeek" ? heatMap(profile) : bars(profile, head.en);
  return buildChart({ content, title: title.en, description, texts }, options);
}

function bars(profile: TimeProfile, head: string): VegaLiteSpec {
  const values = profile.periods
    .filter(({ index }) => index !== null)
    .map(({ label, count, rate, rateLower, rateUpper, index }) => {
      const scale = rate === 0 ? 0 : index! / rate!;
      return { period: label.en, count, index, lower: rateLower! * scale, upper: rateUpper! * scale };
    });
  const x = {
    field: "period",
    type: "nominal",
    title: head,
    sort: values.map(({ period }) => period),
    axis: { labelAngle: -45 },
  };
  const y = { type: "quantitative", title: "Rate against the mean" };
  return {
    layer: [
      {
        data: { values },
        mark: { type: "bar", color: palette[0], tooltip: true },
        encoding: { x, y: { field: "index", ...y } },
      },
      {
        data: { values },
        mark: { type: "rule", color: "#888888", strokeWidth: 2 },
        encoding: { x, y: { field: "lower", ...y }, y2: { field: "upper" } },
      },
      {
        data: { values: [{ usual: 1 }] },
        mark: { type: "rule", ...referenceStyle },
        encoding: { y: { field: "usual", ...y } },
      },
    ],
  };
}

function heatMap(profile: TimeProfile): VegaLiteSpec {
  const values = profile.periods.map(({ period, count, index }) => ({
    hour: period % 24,
    weekday: weekdayNames[Math.floor(period / 24)]![0],
    count,
    index,
  }));
  return {
    data: { values },
    mark: { type: "rect", tooltip: true },
    encoding: {
      x: { field: "hour", type: "ordinal", title: "Hour", axis: { labelAngle: 0 } },
      y: { field: "weekday", type: "nominal", title: null, sort: weekdayNames.map(([name]) => name) },
      color: { field: "index", type: "quantitative", title: "Rate against the mean", scale: { scheme: "viridis" } },
    },
  };
}

const weekdayNames = periodKinds.weekday.labels.map(({ en, "zh-CN": zh }) => [en, zh] as const);
const chinese = { "Rate against the mean": "相对平均频率", Hour: "小时" };
