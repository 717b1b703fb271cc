/** Charts as Vega-Lite specifications: drawn by the app, by reports, and by any Jupyter client that knows Vega-Lite. */
export { bar } from "./bar.ts";
export type { BarOptions } from "./bar.ts";
export { calibrationCurve } from "./calibration-curve.ts";
export { Chart, vegaLiteMimeType } from "./chart.ts";
export type { VegaLiteSpec } from "./chart.ts";
export type { ChartOptions } from "./chart-options.ts";
export type { ChartRows } from "./chart-rows.ts";
export { confusionMatrix } from "./confusion-matrix.ts";
export { histogram } from "./histogram.ts";
export type { HistogramOptions } from "./histogram.ts";
export type { ChartTexts, LanguageText } from "./language-text.ts";
export { line } from "./line.ts";
export { localiseSpec } from "./localise-spec.ts";
export { precisionRecallCurve } from "./precision-recall-curve.ts";
export { rocCurve } from "./roc-curve.ts";
export { scatter } from "./scatter.ts";
export type { XyOptions } from "./xy-options.ts";
