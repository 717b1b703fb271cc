import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import { axisEncoding, chartValues, fieldType } from "./chart-rows.ts";
import type { ChartRows } from "./chart-rows.ts";
import { palette } from "./chart-style.ts";
import type { ChartTexts } from "./language-text.ts";
import { axisTitles } from "./xy-options.ts";
import type { XyOptions } from "./xy-options.ts";

/** A point for each row: `scatter(table, { x: "tenure", y: "charges", color: "churn" })`. */
export function scatter(rows: ChartRows, options: XyOptions): Chart {
  const { x, y, color } = options;
  const texts: ChartTexts = {};
  const titles = axisTitles(options, texts);
  const values = chartValues(rows, [x, y, color]);
  const colorType = color === undefined ? "nominal" : fieldType(values, color, rows);
  const content = {
    data: { values },
    mark: { type: "point", filled: true, opacity: values.length > 500 ? 0.4 : 0.75, tooltip: true },
    encoding: {
      x: axisEncoding(values, x, rows, titles.x),
      y: axisEncoding(values, y, rows, titles.y),
      color:
        color === undefined
          ? { value: palette[0] }
          : { field: color, type: colorType, ...(colorType === "nominal" ? { scale: { range: palette } } : {}) },
    },
  };
  const description = `Scatter plot of ${titles.y} against ${titles.x}, ${values.length} points.`;
  return buildChart({ content, description, texts }, options);
}
