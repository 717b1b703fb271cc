import type { PartialDependence } from "../trust/index.ts";
import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette } from "./chart-style.ts";
import { labelsBelow } from "./labels-below.ts";
import { englishText } from "./language-text.ts";
import type { ChartTexts } from "./language-text.ts";

/** The mean output at each value of a feature, over thin lines of single rows where they were kept. */
export function partialDependence(curve: PartialDependence, options: ChartOptions = {}): Chart {
  const texts: ChartTexts = { "zh-CN": { "Partial dependence": "部分依赖" } };
  const output = englishText({ ...curve.output }, texts);
  const { feature, grid } = curve;
  const isNumeric = grid.every((value) => typeof value === "number");
  const x = isNumeric
    ? { field: "x", type: "quantitative", title: feature, scale: { zero: false } }
    : { field: "x", type: "nominal", title: feature, sort: byAverage(curve), axis: labelsBelow(grid.map(String)) };
  // Categories have no order: bars from 0, and points for single rows. A curve that hardly moves shall look so.
  const y = { field: "y", type: "quantitative", title: output, scale: { zero: !isNumeric || isFlat(curve) } };
  const place = (value: number | string | boolean) => (isNumeric ? value : String(value));
  const single = curve.individual.flatMap((row, index) =>
    row.map((value, position) => ({ row: index, x: place(grid[position]!), y: value })),
  );
  const lines = {
    data: { values: single },
    mark: isNumeric
      ? { type: "line", color: palette[5], opacity: 0.35, strokeWidth: 1 }
      : { type: "circle", color: palette[1], opacity: 0.4, size: 20 },
    encoding: { x, y, detail: { field: "row", type: "nominal" } },
  };
  const average = {
    data: { values: curve.average.map((value, index) => ({ x: place(grid[index]!), y: value })) },
    mark: isNumeric
      ? { type: "line", color: palette[0], strokeWidth: 3, tooltip: true }
      : { type: "bar", color: palette[0], tooltip: true },
    encoding: { x, y },
  };
  const both = isNumeric ? [lines, average] : [average, lines];
  const content = { layer: single.length > 0 ? both : [average] };
  const description = `Partial dependence: ${output} against ${feature}, ${grid.length} values, ${curve.individual.length} single rows.`;
  const reading = single.length === 0 ? readings.average : isNumeric ? readings.lines : readings.points;
  return buildChart({ content, title: "Partial dependence", reading, description, texts }, options);
}

const readings = {
  average: { en: "The mean output if every row had this value", "zh-CN": "假如每一行都取该值，输出的平均值" },
  lines: {
    en: "The mean output if every row had this value; thin lines: single rows",
    "zh-CN": "假如每一行都取该值，输出的平均值；细线为单行",
  },
  points: {
    en: "The mean output if every row had this value; points: single rows",
    "zh-CN": "假如每一行都取该值，输出的平均值；圆点为单行",
  },
};

/** The categories, those with the highest outputs first. */
function byAverage({ grid, average }: PartialDependence): string[] {
  const order = [...grid.keys()].sort((a, b) => average[b]! - average[a]!);
  return order.map((index) => String(grid[index]));
}

/** Whether what is drawn differs by less than a tenth of itself. */
function isFlat({ average, individual }: PartialDependence): boolean {
  const all = [...average, ...individual.flat()];
  const [low, high] = all.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [
    Infinity,
    -Infinity,
  ] as [number, number]);
  return high - low < 0.1 * Math.max(Math.abs(low), Math.abs(high));
}
