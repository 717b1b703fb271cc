import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { chartValues } from "./chart-rows.ts";
import type { ChartRows } from "./chart-rows.ts";
import { palette } from "./chart-style.ts";
import { englishText } from "./language-text.ts";
import type { ChartTexts, LanguageText } from "./language-text.ts";

export interface BarOptions extends ChartOptions {
  /** The field with the name of each bar. */
  category: string;
  /** The field with its length. */
  value: string;
  /** Fields with the ends of an interval around the value. */
  lower?: string;
  upper?: string;
  /** "value" puts the longest first; "none", the default, keeps the order of the rows. */
  sort?: "value" | "none";
  /** Tell bars that raise from those that lower by colour. Default false. */
  bySign?: boolean;
  categoryTitle?: LanguageText;
  valueTitle?: LanguageText;
}

/**
 * Horizontal bars, with intervals where given: importances, counts, or
 * `bar(model.summary(), { category: "name", value: "coefficient", lower: "lower95", upper: "upper95" })`.
 */
export function bar(rows: ChartRows, options: BarOptions): Chart {
  const { category, value, lower, upper } = options;
  const texts: ChartTexts = {};
  const categoryTitle = englishText(options.categoryTitle ?? category, texts);
  const valueTitle = englishText(options.valueTitle ?? value, texts);
  const values = chartValues(rows, [category, value, lower, upper]);
  const ordered = options.sort === "value" ? values.toSorted((a, b) => Number(b[value]) - Number(a[value])) : values;
  const y = {
    field: category,
    type: "nominal",
    title: categoryTitle,
    sort: ordered.map((row) => row[category]),
    axis: { labelLimit: 240 },
  };
  const intervals =
    lower === undefined || upper === undefined
      ? []
      : [
          {
            mark: { type: "rule", color: "#888888", strokeWidth: 2 },
            encoding: {
              x: { field: lower, type: "quantitative", title: valueTitle },
              x2: { field: upper },
            },
          },
        ];
  const content = {
    data: { values: ordered },
    height: options.height ?? { step: 22 },
    encoding: { y },
    layer: [
      {
        mark: { type: "bar", color: palette[0], tooltip: true },
        encoding: {
          x: { field: value, type: "quantitative", title: valueTitle },
          ...(options.bySign === true ? { color: raisesOrLowers(value) } : {}),
        },
      },
      ...intervals,
    ],
  };
  const description = `Bar chart of ${valueTitle} by ${categoryTitle}, ${values.length} bars.`;
  return buildChart({ content, description, texts }, options);
}

/** Colours as of the waterfall of SHAP values. */
function raisesOrLowers(field: string): object {
  return { condition: { test: { field, lt: 0 }, value: palette[0] }, value: palette[1] };
}
