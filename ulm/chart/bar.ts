import { buildChart } from "./build-chart.ts";
import type { Chart } from "./chart.ts";
import type { ChartOptions } from "./chart-options.ts";
import { chartValues } from "./chart-rows.ts";
import type { ChartRows } from "./chart-rows.ts";
import { palette } from "./chart-style.ts";
import { englishText } from "./language-text.ts";
import type { ChartTexts, LanguageText } from "./language-text.ts";

export interface BarOptions extends ChartOptions {
  /** The field with the name of each bar; line breaks in it are kept. */
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
  /** `null` for none, where the bars say it themselves. Default the field's name. */
  categoryTitle?: LanguageText | null;
  valueTitle?: LanguageText;
  /** One sentence that says how to read the chart. */
  reading?: LanguageText;
}

/** Pixels of labels beside the bars. */
const labelLimit = 240;
/** Pixels from one line of a label to the next. */
const lineHeight = 13;

/**
 * Horizontal bars, with intervals where given: importances, counts, or
 * `bar(model.summary(), { category: "name", value: "coefficient", lower: "lower95", upper: "upper95" })`.
 */
export function bar(rows: ChartRows, options: BarOptions): Chart {
  const { category, value, lower, upper } = options;
  const texts: ChartTexts = {};
  const categoryTitle = options.categoryTitle === null ? null : englishText(options.categoryTitle ?? category, texts);
  const valueTitle = englishText(options.valueTitle ?? value, texts);
  const values = chartValues(rows, [category, value, lower, upper]);
  const sorted = options.sort === "value" ? values.toSorted((a, b) => Number(b[value]) - Number(a[value])) : values;
  const lines = Math.max(1, ...sorted.map((row) => linesOf(row[category]).length));
  const ordered = sorted.map((row) => ({ ...row, [category]: centre(row[category], lines) }));
  const y = {
    field: category,
    type: "nominal",
    title: categoryTitle,
    sort: ordered.map((row) => row[category]),
    // Vega keeps 200 pixels for labels at most: the title would stand on longer ones.
    axis: { labelLimit, maxExtent: labelLimit + 10, ...(lines > 1 ? labelsOfLines(lines) : {}) },
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
    height: options.height ?? { step: 9 + lineHeight * lines },
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
  const description = `Bar chart of ${valueTitle} by ${categoryTitle ?? category}, ${values.length} bars.`;
  const { reading } = options;
  return buildChart({ content, description, texts, ...(reading !== undefined && { reading }) }, options);
}

function linesOf(category: unknown): string[] {
  return String(category).split("\n");
}

/** A category as it was, or, where some have several lines, with empty ones above and below. */
function centre(category: unknown, lines: number): unknown {
  if (lines === 1) return category;
  const own = linesOf(category);
  const above = Math.floor((lines - own.length) / 2);
  return [...new Array<string>(above).fill(""), ...own, ...new Array<string>(lines - own.length - above).fill("")].join(
    "\n",
  );
}

/** Vega puts the first line beside the middle of the bar. */
function labelsOfLines(lines: number): object {
  const half = ((lines - 1) * lineHeight) / 2;
  return { labelExpr: "split(datum.label, '\\n')", labelLineHeight: lineHeight, labelOffset: -half };
}

/** Colours as of the waterfall of SHAP values. */
function raisesOrLowers(field: string): object {
  return { condition: { test: { field, lt: 0 }, value: palette[0] }, value: palette[1] };
}
