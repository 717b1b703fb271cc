import type { DisplayBundle } from "../data/display.ts";
import { vegaLiteMimeType } from "./chart.ts";
import type { Chart } from "./chart.ts";

/** What a notebook shows of a result that has a chart: the chart, and where none can be drawn its figures. */
export function withChart(chart: Chart, figures: DisplayBundle): DisplayBundle {
  return { [vegaLiteMimeType]: chart.spec, ...figures };
}
