import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { palette } from "./chart-style.ts";
import { englishText } from "./language-text.ts";
import type { ChartTexts, LanguageText } from "./language-text.ts";
import { binValues } from "./bin-values.ts";

export interface HistogramOptions extends ChartOptions {
  /** About how many bins; their width is a round number. Default 20. */
  bins?: number;
  xTitle?: LanguageText;
}

/** How often values of a size occur. Missing values are left out. Counts only go into the chart, however many values there are. */
export function histogram(values: Iterable<number | null | unknown>, options: HistogramOptions = {}): Chart {
  const texts: ChartTexts = { "zh-CN": { Count: "数量", Value: "值" } };
  const xTitle = englishText(options.xTitle ?? "Value", texts);
  const bins = binValues(values, options.bins ?? 20);
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  const content = {
    data: { values: bins },
    mark: { type: "bar", color: palette[0], tooltip: true },
    encoding: {
      x: { field: "from", type: "quantitative", bin: { binned: true }, title: xTitle },
      x2: { field: "to" },
      y: { field: "count", type: "quantitative", title: "Count" },
    },
  };
  return buildChart(
    { content, description: `Histogram of ${xTitle}, ${count} values in ${bins.length} bins.`, texts },
    options,
  );
}
