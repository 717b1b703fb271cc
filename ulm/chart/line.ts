import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import { axisEncoding, chartValues } from "./chart-rows.ts";
import type { ChartRows } from "./chart-rows.ts";
import { palette } from "./chart-style.ts";
import type { ChartTexts } from "./language-text.ts";
import { axisTitles } from "./xy-options.ts";
import type { XyOptions } from "./xy-options.ts";

/** A line through the rows in the order of x, one for each value of `color`: `line(rows, { x: "epoch", y: "loss" })`. */
export function line(rows: ChartRows, options: XyOptions): Chart {
  const { x, y, color } = options;
  const texts: ChartTexts = {};
  const titles = axisTitles(options, texts);
  const values = chartValues(rows, [x, y, color]);
  const content = {
    data: { values },
    mark: { type: "line", point: values.length <= 60, tooltip: true },
    encoding: {
      x: axisEncoding(values, x, rows, titles.x),
      y: { field: y, type: "quantitative", title: titles.y, scale: { zero: false } },
      color: color === undefined ? { value: palette[0] } : { field: color, type: "nominal", scale: { range: palette } },
    },
  };
  const description = `Line chart of ${titles.y} by ${titles.x}, ${values.length} points.`;
  return buildChart({ content, description, texts }, options);
}
